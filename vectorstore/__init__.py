"""The library: documents kept, searchable, in step with their sources.

Knows nothing of file formats or answers.
"""
