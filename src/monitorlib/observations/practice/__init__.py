"""Invented charts that keep the printed margins, and the proofs of what no charts can keep."""
