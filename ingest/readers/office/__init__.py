"""Office: what the readers of word processors' files and presentations have in common."""
