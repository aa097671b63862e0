"""Web pages and e-books: element trees become blocks."""
