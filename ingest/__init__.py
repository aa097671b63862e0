"""Documents and chunks from files and web pages. Knows nothing of vectors, models or chat."""
