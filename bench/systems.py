"""Systems that rank passages over one library, to stand beside ours: keywords, vectors, both, the stock chain."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.assembly import Assistant
from assistant.evaluation.ranking import Rank, Ranked
from ingest.chunking import ChunkId
from vectorstore.catalogue import Catalogue
from vectorstore.exact import ExactIndex
from vectorstore.passages import Passage

READ = 12  # passages of each ranking: as many as the chain reads
_AT_ONCE = 1000  # pieces that the stock chain is given: it sorts what it embeds by length
_FILLED = "filled"  # the file that says that a store is whole


@contextmanager
def systems_over(assistant: Assistant, stock: Path) -> Iterator[Mapping[str, Rank]]:
    """Give every system over the assistant's library; the stock chain keeps its store in the folder `stock`."""
    with closing(Catalogue.open(assistant.settings.library / "catalogue.sqlite")) as catalogue:
        kept = ExactIndex.of(catalogue.vectors(assistant.embedder.weights_hash))

        def ranked(chosen: Sequence[ChunkId]) -> Sequence[Ranked]:
            stored = catalogue.chunks(list(chosen))
            chunks = (stored[one].chunk for one in chosen if one in stored)
            return [Ranked(chunk.document_id, chunk.text) for chunk in chunks]

        def keywords(question: str) -> Sequence[Ranked]:
            return ranked(list(catalogue.search(question, limit=READ)))

        def vectors_alone(question: str) -> Sequence[Ranked]:
            return ranked(kept.nearest(assistant.embedder.embed([question])[0], limit=READ))

        def fused(question: str) -> Sequence[Ranked]:
            return as_ranked(assistant.library.search(question, limit=READ))

        yield {
            "BM25 alone": keywords,
            "vectors alone": vectors_alone,
            "both fused": fused,
            "stock chain": stock_chain(assistant, stock),
        }


def stock_chain(assistant: Assistant, store: Path) -> Rank:
    """Return the search of the stock LangChain chain over the same documents, filled once."""
    from bench.stock import open_store, pieces  # noqa: PLC0415 - torch, half a gigabyte, only for this

    whole = store / _FILLED
    if not whole.exists():
        shutil.rmtree(store, ignore_errors=True)
    chroma = open_store(str(store))
    if not whole.exists():
        documents = (assistant.library.document(record.id) for record in assistant.library.documents())
        cut = [piece for document in documents for piece in pieces(document.text, document.id)]
        for start in range(0, len(cut), _AT_ONCE):
            chroma.add_documents(cut[start : start + _AT_ONCE])
        whole.touch()
    retriever = chroma.as_retriever(search_kwargs={"k": READ})

    def rank(question: str) -> Sequence[Ranked]:
        return [Ranked(one.metadata["source"], one.page_content) for one in retriever.invoke(question)]

    return rank


def as_ranked(passages: Sequence[Passage]) -> Sequence[Ranked]:
    """Return passages as a ranking of them."""
    return [Ranked(passage.chunk.document_id, passage.chunk.text) for passage in passages]
