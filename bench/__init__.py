"""Benchmarks of the fast paths, which print and never fail; and the scorecard, which fails below its baseline."""
