"""Embedders: which model the setting `embedding.model` names. Knows names, never vectors."""

from __future__ import annotations

from pathlib import Path

from vectorstore.embedding import Embedder, SentenceEmbedder

MULTILINGUAL = "multilingual-e5-small"
"""The model of a new library."""
_SHORT = "multilingual"


def load_embedder(name: str = "", *, cache: Path, threads: int | None = None) -> Embedder:
    """Load a model by its name, or a sentence-transformers model by its folder, making its graph in `cache` once.

    "" and "multilingual" are the one of many languages, which a new library has. It embeds by so many threads, by
    default one for every core.
    Raises EmbeddingModelNotFound when there is no such model or its weights are not the expected ones.
    """
    if name in {"", _SHORT, MULTILINGUAL}:
        from vectorstore.multilingual.embedder import MultilingualEmbedder  # noqa: PLC0415 - only where it is chosen

        return MultilingualEmbedder.load(cache=cache, threads=threads)
    return SentenceEmbedder.load(name, cache=cache, threads=threads)
