"""PDF: pages of words with boxes become running text, tables, fields and notes."""
