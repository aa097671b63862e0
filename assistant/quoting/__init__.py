"""Quoting: answers in the documents' own words, and why there are none. Never a chat model."""
