"""Systems that rank passages over one library: keywords, vectors, both, both with the reader, the stock chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from assistant.assembly import Assistant
from assistant.conversation import Question
from assistant.evaluation.ranking import Rank, Ranked
from ingest.chunking import Chunk, ChunkId
from vectorstore.catalogue import Catalogue

_DEPTH = 12  # passages of each ranking: as many as the chain reads


@contextmanager
def systems_over(assistant: Assistant, stock: Path) -> Iterator[Mapping[str, Rank]]:
    """Give every system over the assistant's library; the stock chain keeps its store in the folder `stock`."""
    with closing(Catalogue.open(assistant.settings.library / "catalogue.sqlite")) as catalogue:
        ids, vectors = catalogue.vectors(assistant.embedder.weights_hash)

        def ranked(chosen: Sequence[ChunkId]) -> Sequence[Ranked]:
            stored = catalogue.chunks(list(chosen))
            return [_ranked(stored[one].chunk) for one in chosen if one in stored]

        def keywords(question: str) -> Sequence[Ranked]:
            return ranked(catalogue.search(question, limit=_DEPTH, documents=()))

        def vectors_alone(question: str) -> Sequence[Ranked]:
            similar = vectors @ assistant.embedder.embed([question])[0]
            return ranked([ids[place] for place in np.argsort(-similar, kind="stable")[:_DEPTH]])

        def fused(question: str) -> Sequence[Ranked]:
            return [_ranked(one.chunk) for one in assistant.library.search(question, limit=_DEPTH)]

        def read(question: str) -> Sequence[Ranked]:
            return [_ranked(one.chunk) for one in assistant.chain.invoke(Question(question)).passages]

        yield {
            "BM25 alone": keywords,
            "MiniLM alone": vectors_alone,
            "fused": fused,
            "fused + reader": read,
            "stock chain": stock_chain(assistant, stock),
        }


def stock_chain(assistant: Assistant, store: Path) -> Rank:
    """Return the search of the stock LangChain chain over the same documents, filled once."""
    from bench.stock import open_store, pieces  # noqa: PLC0415 - torch, half a gigabyte, only for this

    fresh = not store.exists()
    chroma = open_store(str(store))
    for record in assistant.library.documents() if fresh else ():
        chroma.add_documents(pieces(assistant.library.document(record.id).text, record.id))
    retriever = chroma.as_retriever(search_kwargs={"k": _DEPTH})

    def rank(question: str) -> Sequence[Ranked]:
        return [Ranked(one.metadata["source"], one.page_content) for one in retriever.invoke(question)]

    return rank


def _ranked(chunk: Chunk) -> Ranked:
    return Ranked(chunk.document_id, chunk.text)
