"""Benchmarks of the fast paths. They print; they never fail."""
