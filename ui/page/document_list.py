"""The list of documents as values: folders, kinds, dates and states of documents. Knows no HTML.

What the machine calls its folders is not told above the one that is mirrored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.documents import DocumentId
from ingest.formats import suffix_of
from ingest.locations import LocationKind
from ui.serving.languages import told
from ui.serving.objects import source_name
from ui.serving.serving import ListedRecord, ServedLibrary
from vectorstore.problems import Problem

HERE, WEB, OTHER = ":here", ":web", ":other"
"""The groups of documents that lie in no mirrored folder: added here, from the web, and single files."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """Which folder of the page's tree a source belongs in."""

    uploads: str
    folders: Mapping[str, str]  # addresses of mirrored folders, with a slash at the end, and their names

    @classmethod
    def of(cls, library: ServedLibrary, uploads: Path) -> Shelves:
        """Return the shelves of a library as it is now."""
        places = [one.location for one in library.ledger.remembered() if one.location.kind is LocationKind.FOLDER]
        named = {place.uri: PurePosixPath(unquote(urlsplit(place.uri).path)).name or "/" for place in places}
        return cls(f"{uploads.resolve().as_uri()}/", named)

    def folder_of(self, uri: str) -> str:
        """Return the folder of a source: a path below a mirrored folder's name, or one of the groups."""
        if uri.startswith(("http://", "https://")):
            return WEB
        if uri.startswith(self.uploads):
            _, *came_in = PurePosixPath(unquote(urlsplit(uri[len(self.uploads) :]).path)).parent.parts or ("",)
            return "/".join((HERE, *came_in))
        above = max((one for one in self.folders if uri.startswith(one)), key=len, default="")
        if not above:
            return OTHER
        within = PurePosixPath(unquote(urlsplit(uri[len(above) :]).path)).parent
        return "/".join((self.folders[above], *within.parts))


def listing(library: ServedLibrary, uploads: Path) -> dict[str, object]:
    """Return all that the list shows: documents with their states, and what could not be read."""
    shelves, problems = Shelves.of(library, uploads), library.problems()
    doubts = {one.document_id: one.messages for one in problems if one.document_id is not None}
    records = library.documents()
    return {
        "generation": library.generation,
        "documents": [_document(record, shelves, doubts.get(record.id, ())) for record in records],
        "failed": [_failed(one, shelves) for one in problems if one.document_id is None],
    }


def _document(record: ListedRecord, shelves: Shelves, doubts: Sequence[str]) -> dict[str, object]:
    name = source_name(record.uri)
    return {
        "id": DocumentId(record.id),
        "title": record.title,
        "name": name,
        "folder": shelves.folder_of(record.uri),
        "kind": suffix_of(name).lstrip(".") or ("web" if record.uri.startswith("http") else "text"),
        "date": record.updated.isoformat(timespec="seconds"),
        "passages": record.chunks,
        "doubts": list(map(told, doubts)),
    }


def _failed(problem: Problem, shelves: Shelves) -> dict[str, object]:
    return {
        "name": problem.name,
        "folder": shelves.folder_of(problem.uri),
        "messages": list(map(told, problem.messages)),
    }
