"""Plain text and its markups: lines become paragraphs, lists, tables and code."""
