"""What is served: an assistant, how its questions are answered, and the name its library goes by.

Values and protocols of this room; knows neither HTTP nor Gradio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ingest.documents import Box, DocumentId, Revision
from ui.serving.answering import Answering, StreamingAnswerer
from ui.serving.conversations import Conversations
from ui.serving.hosts import Addresses
from ui.serving.prometheus import Metrics
from ui.serving.ratings import Ratings
from ui.serving.uploads import UploadRules
from vectorstore.engines import AnyLedger
from vectorstore.folder import LibraryFolder
from vectorstore.problems import Problem
from vectorstore.reports import MirrorReport, OnProgress
from vectorstore.views import Record, SearchedLibrary


class ListedRecord(Record, Protocol):
    """What is told of a document without its text."""

    @property
    def chunks(self) -> int:
        """How many passages it has."""
        ...

    @property
    def fingerprint(self) -> str:
        """That of its source's bytes, when they were read."""
        ...

    @property
    def characters(self) -> int:
        """How long its text is."""
        ...

    @property
    def added(self) -> datetime:
        """When the library first took it in."""
        ...


class DatedRevision(Protocol):
    """A version of a document's text that is kept."""

    @property
    def revision(self) -> Revision:
        """Which it is."""
        ...

    @property
    def dated(self) -> datetime:
        """Since when it is there."""
        ...


class ServedLibrary(SearchedLibrary, Protocol):
    """A library whose documents are listed and looked into."""

    @property
    def ledger(self) -> AnyLedger:
        """Which document each source is."""
        ...

    def documents(self) -> Sequence[ListedRecord]:
        """Return what is told of every document."""
        ...

    def problems(self) -> Sequence[Problem]:
        """Return what could not be read, and the documents of which something could not be read for sure."""
        ...

    def boxes(self, document_id: DocumentId, revision: Revision) -> Sequence[Box]:
        """Return where the words of a revision stand on its pages; none without pages. Raises UnknownDocument."""
        ...

    def revisions(self, document_id: DocumentId) -> Sequence[DatedRevision]:
        """Return the revisions of a document that are kept, the newest first. Raises UnknownDocument."""
        ...


class ServedAssistant(Protocol):
    """What the server needs of an assistant. `assistant.assembly.Assistant` is one."""

    @property
    def library(self) -> ServedLibrary:
        """The documents."""
        ...

    @property
    def pipeline(self) -> StreamingAnswerer:
        """What answers."""
        ...

    @property
    def suggestions(self) -> Callable[[], tuple[str, ...]]:
        """Draws questions that the library can answer."""
        ...

    @property
    def home(self) -> LibraryFolder:
        """The folder of the library, with what keeps it."""
        ...

    @property
    def uploads(self) -> Path:
        """The folder that uploaded files are kept in."""
        ...

    def ingest(self, locations: Sequence[str], *, on_progress: OnProgress | None = None) -> MirrorReport:
        """Bring the library in step with files."""
        ...

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document."""
        ...

    def warm_up(self) -> None:
        """Load the models. Raises DamagedReader."""
        ...


@dataclass(frozen=True, slots=True)
class Served:
    """One library being served: `name` is what others call it."""

    assistant: ServedAssistant
    answering: Answering
    metrics: Metrics
    addresses: Addresses
    uploads: UploadRules
    conversations: Conversations
    ratings: Ratings
    name: str = "library"

    @property
    def model(self) -> str:
        """The name of the library as a model."""
        return f"sourcechat:{self.name}"
