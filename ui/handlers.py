"""What happens when a person acts in the web chat: plain functions of values. Knows neither Gradio nor HTML.

An error becomes a message in the conversation; the conversation goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answers import Answer, Verdict
from assistant.conversation.question import Question, Turn
from ingest.documents import DocumentId, Revision
from ingest.errors import SourcechatError
from ui.exchanges import Exchange
from ui.keeping import Act
from vectorstore.errors import UnknownDocument
from vectorstore.views import Texts

logger = logging.getLogger(__name__)

_UNEXPECTED = "Something went wrong on our side; the question was not answered. Please try again."


class Pipeline(Protocol):
    """What answers questions."""

    def stream(self, question: Question, /) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is whole."""
        ...


class ChatAssistant(Protocol):
    """What the page needs of an assistant. `assistant.assembly.Assistant` is one."""

    @property
    def library(self) -> Texts:
        """The documents."""
        ...

    @property
    def pipeline(self) -> Pipeline:
        """What answers."""
        ...

    @property
    def suggestions(self) -> Callable[[], tuple[str, ...]]:
        """Draws questions that the library can answer."""
        ...

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document."""
        ...


def answer(
    assistant: ChatAssistant, text: str, exchanges: tuple[Exchange, ...], documents: Sequence[str]
) -> Iterator[tuple[Exchange, ...]]:
    """Yield the conversation with `text` asked: at once, as the answer grows, and when it is whole."""
    asked = Exchange(text.strip())
    if not asked.question:
        yield exchanges
        return
    yield (*exchanges, asked)
    question = Question(asked.question, _history(exchanges), tuple(DocumentId(one) for one in documents))
    try:
        for growing in _paced(assistant.pipeline.stream(question)):
            texts = _texts(assistant.library, growing)
            yield (*exchanges, replace(asked, answer=growing, texts=texts))
    except SourcechatError as error:
        yield (*exchanges, replace(asked, message=str(error)))
    except Exception:  # the page must stay usable whatever happens; the log keeps the traceback
        logger.exception("a question failed")
        yield (*exchanges, replace(asked, message=_UNEXPECTED))


def act(
    assistant: ChatAssistant, wanted: Act | None, exchanges: tuple[Exchange, ...], documents: Sequence[str]
) -> Iterator[tuple[Exchange, ...]]:
    """Yield the conversation as an act on an earlier turn changes it; the other turns keep their citations.

    Answered again, a turn keeps those after it; asked otherwise, it ends them, for they followed from what it was.
    """
    if wanted is None or not 0 < wanted.turn <= len(exchanges):
        yield exchanges
        return
    place = wanted.turn - 1
    before, turn, after = exchanges[:place], exchanges[place], exchanges[place + 1 :]
    if wanted.kind == "remove":
        yield (*before, *after)
    elif wanted.kind == "again":
        yield from ((*grown, *after) for grown in answer(assistant, turn.question, before, documents))
    elif wanted.text.strip():
        yield from answer(assistant, wanted.text, before, documents)
    else:
        yield exchanges


def restored(assistant: ChatAssistant, exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Return a conversation that was kept with the texts that it cites, as far as the library still has them."""
    return tuple(
        replace(one, texts=_texts(assistant.library, one.answer)) if one.answer is not None else one
        for one in exchanges
    )


def remove(assistant: ChatAssistant, documents: Sequence[str]) -> list[str]:
    """Remove documents, and return what became of them, a line each."""
    lines = []
    for record in assistant.library.documents():
        if record.id in documents:
            try:
                assistant.remove(record.id)
                lines.append(f"{record.title}: removed")
            except SourcechatError as error:
                lines.append(str(error))
    return lines


def choices(assistant: ChatAssistant) -> list[tuple[str, str]]:
    """Return title and id of every document; titles that occur twice are told apart by their file."""
    records = assistant.library.documents()
    titles = [record.title for record in records]
    return [
        (
            record.title if titles.count(record.title) == 1 else f"{record.title} ({record.uri.rsplit('/', 1)[-1]})",
            record.id,
        )
        for record in records
    ]


_DRAWN_EVERY = 0.06  # seconds between two drawings of a sentence that a model is still writing


def _paced(answers: Iterator[Answer]) -> Iterator[Answer]:
    """Yield what is worth drawing: not every token of a sentence, but every verdict, and always the last."""
    drawn, waiting = float("-inf"), None
    for answer in answers:
        waiting = answer
        is_checking = any(one.support.verdict is Verdict.CHECKING for one in answer.statements)
        if not is_checking or time.perf_counter() - drawn >= _DRAWN_EVERY:
            yield answer
            drawn, waiting = time.perf_counter(), None
    if waiting is not None:
        yield waiting


def _history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    return tuple(Turn(one.question, one.answer.text) for one in exchanges if one.answer is not None)


def _texts(library: Texts, growing: Answer) -> tuple[tuple[DocumentId, str], ...]:
    cited = growing.refusal.nearest if growing.refusal else growing.citations
    wanted = {citation.document_id: citation.revision for citation in cited}
    found = ((document, _text(library, document, revision)) for document, revision in wanted.items())
    return tuple((document, text) for document, text in found if text is not None)


def _text(library: Texts, document: DocumentId, revision: Revision) -> str | None:
    """Return the text that was cited, None where it was removed since: the citation still has its quote."""
    try:
        return library.text(document, revision)
    except UnknownDocument:
        return None
