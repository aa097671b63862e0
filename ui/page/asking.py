"""Asking: a question put in a conversation, as events for the page: the turn, its stages, its answer as it grows.

Only the turn that changes is sent. It is kept as soon as it is asked, so that a restart loses neither it nor the turns
before. Knows conversations and answers; never a library.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answers import Answer, Verdict
from assistant.conversation.question import Question, Turn
from ingest.documents import DocumentId
from ingest.errors import SourcechatError
from ui.exchanges import Exchange
from ui.page.chat import reply, turn
from ui.page.choices import Choices
from ui.page.stages import Staged, SteppedPipeline, stage_words
from ui.page.texts import say
from ui.serving.answering import Answering
from ui.serving.conversations import Conversations, UnknownConversation
from ui.serving.languages import told
from ui.serving.streaming import event
from vectorstore.errors import LibraryAway

logger = logging.getLogger(__name__)

_DRAWN_EVERY = 0.06  # seconds between two drawings of a sentence that a model is still writing
_TURNS_HEARD = 50  # the latest turns that a question may refer to
_LONGEST = 20_000  # characters of a question


class AskBody(BaseModel):
    """What the page sends: a question, or a turn that is to be answered again or asked otherwise."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(default="", max_length=_LONGEST)
    conversation: str = ""
    kind: Literal["ask", "again", "edit"] = "ask"
    turn: int = 0
    documents: list[str] = Field(default=[], max_length=10_000)
    choices: Choices = Choices()


@dataclass(frozen=True, slots=True)
class ExchangePlace:
    """Where an exchange stands: whose it is, in which conversation, under which number; `turns` are those before it."""

    user: str
    conversation: str
    number: int
    exchange: Exchange
    turns: tuple[Turn, ...] = ()


def put(conversations: Conversations, user: str, body: AskBody, *, documents: int) -> ExchangePlace:
    """Keep what is asked where it belongs and return that place. Raises UnknownConversation."""
    chosen = tuple(body.documents)
    conversation = body.conversation or conversations.begin(user)
    kept = conversations.read(user, conversation)
    before = [one for number, one in zip(kept.numbers, kept.exchanges, strict=True) if _is_before(number, body)]
    turns = tuple(Turn(one.question, one.answer.text) for one in before[-_TURNS_HEARD:] if one.answer is not None)
    if body.kind == "again":
        old = conversations.read_one(user, conversation, body.turn)
        asked = Exchange(old.question, message=say("cut"), documents=len(old.chosen) or documents, chosen=old.chosen)
        conversations.change(user, conversation, body.turn, asked)
        return ExchangePlace(user, conversation, body.turn, asked, turns)
    if body.kind == "edit":
        conversations.cut(user, conversation, body.turn)
    asked = Exchange(body.question.strip(), message=say("cut"), documents=len(chosen) or documents, chosen=chosen)
    return ExchangePlace(user, conversation, conversations.add(user, conversation, asked), asked, turns)


def _is_before(number: int, body: AskBody) -> bool:
    return body.kind == "ask" or number < body.turn


@dataclass
class Asking:
    """One question being answered; `events` tells of it."""

    conversations: Conversations
    answering: Answering
    pipeline: SteppedPipeline
    place: ExchangePlace
    _told: asyncio.Queue[str | Answer | SourcechatError | None] = field(default_factory=asyncio.Queue)

    async def events(self) -> AsyncIterator[str]:
        """Yield server-sent events; whoever stops listening stops the answer."""
        asked = replace(self.place.exchange, message="")
        done = replace(asked, message=say("stopped"))
        is_whole = False
        answering = asyncio.ensure_future(self._answer(asked))
        try:
            yield self._event("begun", html=turn(asked, self.place.number))
            async for said in self._paced():
                if isinstance(said, str):
                    yield self._event("stage", text=stage_words(said, asked.documents))
                elif isinstance(said, Answer):
                    done = replace(asked, answer=said)
                    yield self._event("grown", html=reply(done))
                else:
                    done = replace(asked, message=told(str(said)))
            if done.answer is None and done.message == say("stopped"):
                done = replace(asked, message=say("failed"))
            is_whole = True
            await run_in_threadpool(self._keep, done)
            yield self._event("done", html=turn(done, self.place.number), text=_spoken(done))
        except (asyncio.CancelledError, GeneratorExit):
            if not is_whole:
                self._keep(replace(asked, message=say("stopped")))
            raise
        finally:
            answering.cancel()
            with suppress(asyncio.CancelledError):
                await answering

    async def _answer(self, asked: Exchange) -> None:
        """Tell the stages and answers of a question, then the end."""
        loop = asyncio.get_running_loop()

        def tell(stage: str) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._told.put_nowait, stage)

        question = Question(asked.question, self.place.turns, tuple(DocumentId(one) for one in asked.chosen))
        try:
            async for answer in self.answering.astream(question, through=Staged(self.pipeline, tell)):
                self._told.put_nowait(answer)
        except SourcechatError as error:
            self._told.put_nowait(error)
        finally:
            self._told.put_nowait(None)

    async def _paced(self) -> AsyncIterator[str | Answer | SourcechatError]:
        """Yield what is worth drawing: not every token of a sentence, but every verdict, and always the last."""
        drawn, waiting = float("-inf"), None
        while (said := await self._told.get()) is not None:
            if not isinstance(said, Answer):
                yield said
                continue
            waiting = said
            is_checking = any(one.support.verdict is Verdict.CHECKING for one in said.statements)
            if not is_checking or time.perf_counter() - drawn >= _DRAWN_EVERY:
                yield said
                drawn, waiting = time.perf_counter(), None
        if waiting is not None:
            yield waiting

    def _keep(self, exchange: Exchange) -> None:
        place = self.place
        try:
            self.conversations.change(place.user, place.conversation, place.number, exchange)
        except UnknownConversation:
            return  # it was deleted meanwhile
        except LibraryAway as error:  # it is shown, and asked again it is kept
            logger.warning("%s; an answer was not kept", error)

    def _event(self, kind: str, **values: object) -> str:
        place = self.place
        return event({"kind": kind, "conversation": place.conversation, "turn": place.number, **values})


def _spoken(exchange: Exchange) -> str:
    """Return what a screen reader is told once, when an answer is whole."""
    if exchange.answer is None:
        return exchange.message
    return exchange.answer.text
