"""The web chat, the command line and the HTTP server. Knows nothing of Chroma, SQL or models."""
