"""Conversation: what a message asks for, and the question that stands alone behind it. Never the documents."""
