"""Notebooks run: which, in what kernel, and what is committed."""
