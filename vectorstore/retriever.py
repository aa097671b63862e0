"""The library as a LangChain retriever, for chains that are not ours."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.library import Library
from vectorstore.passages import Passage


class LibraryRetriever(BaseRetriever):
    """Finds passages as LangChain documents; their metadata names the place that a citation needs."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    limit: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager
        return [_to_langchain(passage) for passage in self.library.search(query, limit=self.limit)]


def _to_langchain(passage: Passage) -> LangChainDocument:
    chunk = passage.chunk
    return LangChainDocument(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document_id": chunk.document_id,
            "revision": passage.revision,
            "source": passage.source,
            "title": chunk.title,
            "heading": chunk.heading,
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
            "score": passage.score,
            "similarity": passage.similarity,
        },
    )
