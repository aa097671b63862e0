"""What a program asks: the bodies of requests, checked, and the question in them. Knows JSON, never an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.conversation.question import Question, Turn
from ingest.documents import DocumentId
from ui.serving.faults import Fault
from ui.serving.marking import FOOTNOTES

_LONGEST = 20_000  # characters of a question; more is a document
_MOST_TURNS = 200


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")
    type: str = "text"
    text: str = ""


class Message(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(extra="ignore")
    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.text)


class Wishes(BaseModel):
    """What only this server understands, in the field `sourcechat`.

    `documents` are the ids to look in; `conversation` is the id of one that the answer is kept in, and whose turns are
    the history where the request brings none; `footnotes` adds the sources below the text; `passages` adds all that
    was read; `events` sends what a client of that name makes source chips of.
    """

    model_config = ConfigDict(extra="forbid")
    documents: list[str] = []
    conversation: str = ""
    footnotes: bool = False
    passages: bool = False
    events: Literal["", "open_webui"] = ""


class _StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class _Format(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: str = "text"


class CommonRequest(BaseModel):
    """What chat completions and responses have in common. What a model could be told otherwise is ignored."""

    model_config = ConfigDict(extra="ignore")
    model: str
    stream: bool = False
    sourcechat: Wishes = Wishes()


class ChatRequest(CommonRequest):
    """The body of a request to /v1/chat/completions."""

    messages: Annotated[list[Message], Field(min_length=1, max_length=2 * _MOST_TURNS)]
    n: int = 1
    stream_options: _StreamOptions | None = None
    response_format: _Format | None = None

    def question(self) -> Question:
        """Return the last words of a user as a question, with the turns before. Raises Fault."""
        if self.n != 1:
            raise Fault(400, "n: there is one answer to a question; leave n out", code="not_supported", param="n")
        if self.response_format is not None and self.response_format.type != "text":
            raise Fault(
                400, "response_format: answers are text; leave it out", code="not_supported", param="response_format"
            )
        return question_in(self.messages, self.sourcechat.documents, param="messages")


class ResponseRequest(CommonRequest):
    """The body of a request to /v1/responses."""

    input: str | Annotated[list[Message], Field(min_length=1, max_length=2 * _MOST_TURNS)]

    def question(self) -> Question:
        """Return the last words of a user as a question, with the turns before. Raises Fault."""
        messages = [Message(role="user", content=self.input)] if isinstance(self.input, str) else self.input
        return question_in(messages, self.sourcechat.documents, param="input")


class SearchRequest(BaseModel):
    """The body of a request to /v1/search."""

    model_config = ConfigDict(extra="forbid")
    query: Annotated[str, Field(min_length=1, max_length=_LONGEST)]
    limit: Annotated[int, Field(ge=1, le=50)] = 8
    documents: list[str] = []


def question_in(messages: Sequence[Message], documents: Sequence[str], *, param: str) -> Question:
    """Return the last message, which must be a user's, as a question, and those before as its history. Raises Fault."""
    said = [(one.role, one.text.strip()) for one in messages if one.role in {"user", "assistant"}]
    if not said or said[-1][0] != "user" or not said[-1][1]:
        raise Fault(400, "the last message must be a user's, with a question in it", code="no_question", param=param)
    text = said[-1][1]
    if len(text) > _LONGEST:
        raise Fault(
            400,
            f"the question has {len(text)} characters, {_LONGEST} are the most; add long texts as documents",
            code="too_long",
            param=param,
        )
    return Question(text, _turns(said[:-1]), tuple(DocumentId(one) for one in documents))


def _turns(said: Sequence[tuple[str, str]]) -> tuple[Turn, ...]:
    """Return earlier messages as turns: what was asked, with what was answered after it."""
    turns: list[Turn] = []
    for role, text in said:
        if role == "user":
            turns.append(Turn(text))
        elif turns:
            answer = text.partition(FOOTNOTES)[0]
            turns[-1] = Turn(turns[-1].question, "\n".join(filter(None, (turns[-1].answer, answer))))
    return tuple(turns)
