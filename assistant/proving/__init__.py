"""Proving: citations to the exact words of a source, and what they are worth as proof."""
