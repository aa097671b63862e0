"""Answers with citations from a library's passages. Knows nothing of Gradio, HTML or SQL."""
