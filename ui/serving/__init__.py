"""The server for other programs: questions, documents and searches over HTTP, and who may ask."""
