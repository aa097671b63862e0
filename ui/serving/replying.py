"""Replies: a question being answered for a program, as text with annotations, whole or piece by piece.

Knows answers and what was wished for; never the form that one or the other API gives them.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from assistant.answers import Answer, Citation
from assistant.conversation.question import Question, Turn
from assistant.english.words import split_words
from ingest.errors import SourcechatError
from ui.exchanges import Exchange
from ui.serving.asked import CommonRequest, Wishes
from ui.serving.faults import Fault, fault_of
from ui.serving.hosts import citation_path
from ui.serving.marking import Mark, footnotes, mark
from ui.serving.objects import Link, annotation, answer_object, source_event
from ui.serving.serving import Served
from ui.serving.streaming import Growth, kept_open

logger = logging.getLogger(__name__)

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_EVENTS = "x-sourcechat-events"


@dataclass(frozen=True, slots=True)
class Finished:
    """A whole answer, its text as it was sent, and its citations' places in that."""

    answer: Answer
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is being answered, and how it was wished for."""

    served: Served
    question: Question
    wishes: Wishes
    link: Link
    user: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def model(self) -> str:
        """The name of the library as a model."""
        return self.served.model

    async def whole(self) -> Finished:
        """Return the whole answer. Raises as the answering does."""
        answer = await self.served.answering.answer(self.question)
        await self._keep(answer)
        marked = mark(answer)
        return Finished(answer, marked.text + self._footnotes(answer), marked.marks)

    async def pieces(self) -> AsyncIterator[str | Finished | Fault]:
        """Yield the text piece by piece, and then what it has become, or why it ended."""
        growth = Growth()
        answer = None
        try:
            async for answer in self.served.answering.astream(self.question):
                if new := growth.add(answer):
                    yield new
        except SourcechatError as error:  # the connection is open: what went wrong is told in it
            yield fault_of(error)
            return
        if answer is None:
            raise RuntimeError("a question reached its end without an answer")
        try:
            await self._keep(answer)
        except SourcechatError as error:
            yield fault_of(error)
            return
        below = self._footnotes(answer)
        if rest := growth.end(answer) + below:
            yield rest
        marks = tuple(
            replace(one, start=one.start + growth.shift, end=one.end + growth.shift) for one in mark(answer).marks
        )
        yield Finished(answer, growth.sent + below, marks)

    def annotations(self, finished: Finished) -> list[dict[str, object]]:
        """Return where in its text an answer's citations prove what is said."""
        return [annotation(one, self.link) for one in finished.marks]

    def all_known(self, answer: Answer) -> dict[str, object]:
        """Return everything that is known of an answer, for the field `sourcechat`."""
        return answer_object(answer, self.link, passages=self.wishes.passages)

    def events(self, answer: Answer) -> list[dict[str, object]]:
        """Return what a client that makes source chips of events is sent; nothing where it did not ask for them."""
        return [source_event(one, self.link) for one in answer.citations] if self.wishes.events else []

    def words(self, finished: Finished) -> tuple[int, int]:
        """Return how many words were asked and said: tokens are nothing that is paid for here."""
        return len(split_words(self.question.text)), len(split_words(finished.text))

    async def _keep(self, answer: Answer) -> None:
        """Keep a whole answer in the conversation that was named."""
        if self.wishes.conversation:
            exchange = Exchange(self.question.text, answer)
            await run_in_threadpool(self.served.conversations.add, self.user, self.wishes.conversation, exchange)

    def _footnotes(self, answer: Answer) -> str:
        if not self.wishes.footnotes or answer.refused:
            return ""
        return footnotes(answer.citations, self._url)

    def _url(self, citation: Citation) -> str:
        return self.link(citation_path(citation))


def reply_to(served: Served, asked: CommonRequest, question: Question, request: Request) -> Reply:
    """Return the reply to a request, before anything is answered. Raises Fault for what is not here."""
    check_model(served, asked.model)
    check_documents(served, question.documents)
    wishes = asked.sourcechat
    if request.headers.get(_EVENTS) == "open_webui":
        wishes = wishes.model_copy(update={"events": "open_webui"})
    user = user_of(request)
    if wishes.conversation:
        kept = served.conversations.read(user, wishes.conversation).exchanges
        turns = tuple(Turn(one.question, one.answer.text) for one in kept if one.answer is not None)
        question = replace(question, history=question.history or turns)
    return Reply(served, question, wishes, link_of(served, request), user)


def user_of(request: Request) -> str:
    """Return who asks; "" where nobody needs an account."""
    user = getattr(request.state, "user", "")
    return user if isinstance(user, str) else ""


def link_of(served: Served, request: Request) -> Link:
    """Return what makes whole addresses of paths, for whoever asks."""
    base = served.addresses.base(request.headers.get("host", ""))
    return lambda path: base + path


def check_model(served: Served, name: str) -> None:
    """Raise Fault where a model of that name is not here."""
    if name not in {served.model, "sourcechat"}:
        raise Fault(404, f"no model {name}; there is {served.model}", code="model_not_found", param="model")


def check_documents(served: Served, documents: Sequence[str]) -> None:
    """Raise Fault where a document that is to be looked in is not here."""
    if not documents:
        return
    known = {record.id for record in served.assistant.library.documents()}
    for one in documents:
        if one not in known:
            raise Fault(
                404, f"{one}: no such document; see /v1/documents", code="document_not_found", param="documents"
            )


def streamed(events: AsyncIterator[str]) -> StreamingResponse:
    """Return events as the answer to a request."""
    return StreamingResponse(kept_open(events), media_type="text/event-stream", headers=_HEADERS)
