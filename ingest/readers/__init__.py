"""Readers: one module for each file format, each from bytes to canonical text."""

READING_VERSION = 12
"""Grows when the same bytes would be read otherwise; a library then reads its sources anew."""
