"""Reading: does a passage answer a question, and which sentences of it."""
