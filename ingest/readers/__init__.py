"""Readers: one module for each format, each making a document of a file's bytes."""
