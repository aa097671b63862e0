"""Scanning: answers from the whole library: what it holds, what it mentions or never mentions, records of a type."""
