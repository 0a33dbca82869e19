"""Every stated number judged: claims, checks, verdicts, and how they show."""
