"""Writing: answers and questions in a chat model's words, each sentence proved before it counts."""
