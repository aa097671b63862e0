"""Evaluation: how well an assistant answers, held against sources. Deterministic; a model judges only when asked."""
