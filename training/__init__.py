"""Training of the reader's network: rows in, weights and a model card out. Never imported by the product."""
