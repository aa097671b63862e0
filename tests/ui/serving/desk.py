"""An assistant made of small parts over a real library, whose pipeline quotes the sentence that shares most words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.answers import Answer, Citation, Refusal, Statement, Support, Verdict
from assistant.conversation.question import Question
from assistant.pipeline import Draft, Steps
from ingest.documents import DocumentId
from tests.vectorstore.fakes import WordModel
from ui.serving.answering import Answering
from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import open_database
from ui.serving.hosts import Addresses
from ui.serving.prometheus import Metrics
from ui.serving.ratings import Ratings
from ui.serving.serving import Served
from ui.serving.uploads import UploadRules
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.mirror import mirror
from vectorstore.reports import MirrorReport, OnProgress


def no_suggestions() -> tuple[str, ...]:
    return ()


@dataclass
class Quoting:
    """Answers with the best passage of a library; refuses where the question shares no word of four letters with it.

    While `hold` is set it waits in the middle of an answer, and `began` tells that it does.
    """

    library: Library
    hold: threading.Event | None = None
    began: threading.Event = field(default_factory=threading.Event)
    asked: list[Question] = field(default_factory=list)

    def stream(self, question: Question, steps: Steps | None = None, /) -> Iterator[Answer]:
        if steps is not None:
            steps.run("retrieve", lambda draft: draft, Draft(question))
        self.asked.append(question)
        if "bug" in question.text:
            raise KeyError("a secret")
        passages = self.library.search(question.text, documents=question.documents)
        words = {word.strip("?.,").lower() for word in question.text.split() if len(word) > 4}
        if not passages or not any(word in passages[0].chunk.text.lower() for word in words):
            yield Answer(question.text, question.text, refusal=Refusal("Your documents do not say."))
            return
        yield from self._quoted(question, passages[0].chunk.document_id, words)

    def _quoted(self, question: Question, document_id: DocumentId, words: set[str]) -> Iterator[Answer]:
        document = self.library.document(document_id)
        lines = [line for line in document.text.splitlines() if line[-1:] == "." and words & set(line.lower().split())]
        statements: tuple[Statement, ...] = ()
        citations: tuple[Citation, ...] = ()
        for number, line in enumerate(lines, start=1):
            start = document.text.index(line)
            citations += (
                Citation(
                    number,
                    document_id,
                    document.revision,
                    document.title,
                    document.source.uri,
                    None,
                    start,
                    start + len(line),
                    line,
                ),
            )
            statements += (Statement(line, (number,), Support(Verdict.SUPPORTED, 1.0)),)
            yield Answer(question.text, question.text, statements, citations)
            if self.hold is not None:
                self.began.set()
                self.hold.wait(60)


@dataclass
class Desk:
    """The assistant of a folder."""

    folder: Path
    suggestions: Callable[[], tuple[str, ...]] = no_suggestions
    engines: Engines = field(default_factory=Engines)

    def __post_init__(self) -> None:
        self.library = Library.open(self.home, WordModel())
        self.pipeline = Quoting(self.library)

    @property
    def home(self) -> LibraryFolder:
        return LibraryFolder(self.folder, self.engines)

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def ingest(self, locations: Sequence[str], *, on_progress: OnProgress | None = None) -> MirrorReport:
        with Library.open(self.home, WordModel(), write=True) as writer:
            return mirror(writer, locations, on_progress=on_progress)

    def beside(self, folder: Path) -> Desk:
        if not self.engines.catalogue:
            return Desk(folder)
        return Desk(folder, engines=replace(self.engines, name=f"{self.engines.name}_{folder.name}", owner=folder.name))

    def remove(self, document_id: DocumentId) -> None:
        with Library.open(self.home, WordModel(), write=True) as writer:
            writer.remove(document_id)

    def warm_up(self) -> None:
        pass


SHOP = "The tea shop\n\nThe kettle shop opens at nine.\nThe kettle was founded in 1987.\n"


def desk_at(tmp_path: Path) -> Desk:
    """A desk with one document."""
    (tmp_path / "shop.txt").write_text(SHOP)
    desk = Desk(tmp_path / "library")
    desk.ingest([str(tmp_path / "shop.txt")])
    return desk


def served_of(desk: Desk, *, addresses: Addresses | None = None, most: int = 2**20) -> Served:
    """A desk as it is served."""
    metrics = Metrics()
    rules = UploadRules(frozenset({".txt", ".md"}), most)
    answering = Answering(desk.pipeline, watcher=metrics)
    kept = open_database(desk.home, TABLES)
    conversations = Conversations(kept)
    ratings = Ratings(kept, conversations)
    return Served(desk, answering, metrics, addresses or Addresses(), rules, conversations, ratings, "kettles")
