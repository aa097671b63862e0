"""A library's catalogue and index in PostgreSQL, beside SQLite and Chroma: the same to whoever asks.

Loaded only where `catalogue.url` is set; psycopg comes with the extra `postgres`.
"""
