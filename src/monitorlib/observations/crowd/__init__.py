"""Vague numbers of people to lowest, highest and best estimates under a declared rule."""
