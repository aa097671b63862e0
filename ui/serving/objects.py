"""Objects of the API: answers, citations, documents and passages as values for programs, with addresses to open.

What a person's machine calls its files is not told: a file is named, an address on the web stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from assistant import answer_json
from assistant.answers import Answer, Citation
from ui.serving.hosts import citation_path, document_path
from ui.serving.marking import Mark
from ui.serving.serving import ListedRecord
from vectorstore.passages import Passage

Link = Callable[[str], str]


def answer_object(answer: Answer, link: Link, *, passages: bool = False) -> dict[str, object]:
    """Return all that is known of an answer: as `ask --json` does, with addresses; `passages` adds what was read."""
    whole = answer_json.to_object(answer)
    nearest = answer.refusal.nearest if answer.refusal else ()
    left_out = set() if passages else {"passages"}
    return {
        **{name: value for name, value in whole.items() if name not in left_out},
        "citations": [citation_object(one, link) for one in answer.citations],
        "nearest": [citation_object(one, link) for one in nearest],
    }


def citation_object(citation: Citation, link: Link) -> dict[str, object]:
    """Return a citation with the address of its words, and without the folders of its source."""
    written = answer_json.citation_object(citation)
    return {**written, "source": source_name(citation.source), "url": link(citation_path(citation))}


def annotation(mark: Mark, link: Link) -> dict[str, object]:
    """Return where in an answer a citation proves what is said, in the flat form of OpenAI's responses."""
    return {
        "type": "url_citation",
        "start_index": mark.start,
        "end_index": mark.end,
        "url": link(citation_path(mark.citation)),
        "title": mark.citation.label,
    }


def nested(flat: dict[str, object]) -> dict[str, object]:
    """Return an annotation in the nested form of OpenAI's chat completions."""
    return {"type": flat["type"], "url_citation": {name: value for name, value in flat.items() if name != "type"}}


def source_event(citation: Citation, link: Link) -> dict[str, object]:
    """Return a citation as the event that Open WebUI makes a source chip of."""
    url = link(citation_path(citation))
    return {
        "type": "source",
        "data": {
            "source": {"name": citation.label, "url": url, "id": url},
            "document": [citation.told or citation.quote],
            "metadata": [{"source": url, "name": citation.label}],
        },
    }


def document_object(record: ListedRecord, link: Link) -> dict[str, object]:
    """Return what is known of a document without its text."""
    return {
        "id": record.id,
        "object": "document",
        "title": record.title,
        "source": source_name(record.uri),
        "revision": record.revision,
        "passages": record.chunks,
        "characters": record.characters,
        "added": record.added.isoformat(),
        "updated": record.updated.isoformat(),
        "url": link(f"/documents/{record.id}"),
    }


def passage_object(passage: Passage, link: Link) -> dict[str, object]:
    """Return a passage that was found, with the address of its words."""
    chunk = passage.chunk
    return {
        "object": "passage",
        "document_id": chunk.document_id,
        "revision": passage.revision,
        "title": chunk.title,
        "heading": chunk.heading,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "score": round(passage.score, 6),
        "similarity": round(passage.similarity, 6),
        "url": link(document_path(chunk.document_id, passage.revision, chunk.start, chunk.end)),
    }


def source_name(uri: str) -> str:
    """Return the name of a file without the folders it lies in, or an address on the web as it is."""
    parts = urlsplit(uri)
    if parts.scheme in {"http", "https"}:
        return uri
    return PurePosixPath(unquote(parts.path)).name
