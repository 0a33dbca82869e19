"""Other languages: catalogues of messages, and how each language writes numbers and dates."""
