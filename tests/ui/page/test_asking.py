from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, Verdict
from assistant.conversation.question import Question, Turn
from assistant.pipeline import Steps
from tests.ui.answers import answer_of
from ui.exchanges import Exchange
from ui.page.asking import AskBody, Asking, put
from ui.serving.answering import Answering
from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import PrivateDatabase
from vectorstore.errors import LibraryLocked


class Told:
    """A pipeline that says what it is told, and notes what it was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = answers
        self.asked: list[Question] = []

    def stream(self, question: Question, steps: Steps | None = None, /) -> Iterator[Answer]:
        del steps
        self.asked.append(question)
        for answer in self._answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    with closing(Conversations(PrivateDatabase(tmp_path / "kept.sqlite", TABLES))) as conversations:
        yield conversations


def events(kept: Conversations, told: Told, body: AskBody, *, user: str = "") -> list[dict[str, object]]:
    """All that the page is told of one question."""

    async def heard() -> list[dict[str, object]]:
        place = put(kept, user, body, documents=3)
        asking = Asking(kept, Answering(told), told, place)
        return [json.loads(one.removeprefix("data: ")) async for one in asking.events()]

    return asyncio.run(heard())


def only(kept: Conversations) -> str:
    (one,) = kept.of("")
    return one.id


def test_the_question_is_there_at_once_and_then_its_answer(kept: Conversations) -> None:
    heard = events(kept, Told(answer_of("Nine.")), AskBody(question=" Q? "))

    assert [one["kind"] for one in heard] == ["begun", "grown", "done"]
    assert "Q?" in str(heard[0]["html"])
    assert kept.read("", only(kept)).exchanges == (Exchange("Q?", answer_of("Nine."), documents=3),)


def test_an_answer_is_announced_once_when_it_is_whole(kept: Conversations) -> None:
    growing = [answer_of("Nine.", verdict=Verdict.CHECKING), answer_of("Nine.")]

    heard = events(kept, Told(*growing), AskBody(question="Q?"))

    assert [one.get("text") for one in heard if "text" in one] == ["Nine. [1]"]


def test_only_the_turn_that_changes_is_sent_however_long_the_conversation_is(kept: Conversations) -> None:
    events(kept, Told(answer_of("Nine.")), AskBody(question="Q?"))
    first = sum(
        len(str(one)) for one in events(kept, Told(answer_of("A.")), AskBody(question="A?", conversation=only(kept)))
    )
    for _ in range(50):
        kept.add("", only(kept), Exchange("Q?", answer_of("Nine.")))

    last = sum(
        len(str(one)) for one in events(kept, Told(answer_of("A.")), AskBody(question="A?", conversation=only(kept)))
    )

    assert last < first + 100


def test_not_every_token_is_drawn_but_every_verdict_and_the_last_answer(kept: Conversations) -> None:
    checking = [answer_of("word " * length, verdict=Verdict.CHECKING) for length in range(1, 200)]
    proved = answer_of("It is so.")

    heard = events(kept, Told(*checking, proved), AskBody(question="Q?"))

    grown = [one for one in heard if one["kind"] == "grown"]
    assert 1 < len(grown) < 150
    assert "It is so." in str(grown[-1]["html"])


def test_earlier_exchanges_are_the_history(kept: Conversations) -> None:
    events(kept, Told(answer_of("Yes.")), AskBody(question="A?"))
    kept.add("", only(kept), Exchange("Failed?", message="no"))
    told = Told(answer_of("B."))

    events(kept, told, AskBody(question="B?", conversation=only(kept), documents=["d1"]))

    (asked,) = told.asked
    assert (asked.text, asked.history, list(asked.documents)) == ("B?", (Turn("A?", "Yes. [1]"),), ["d1"])


def test_our_own_error_is_shown_as_it_is_and_a_bug_without_its_words(kept: Conversations) -> None:
    events(kept, Told(LibraryLocked("locked")), AskBody(question="Q?"))
    events(kept, Told(KeyError("secret")), AskBody(question="Q?", conversation=only(kept)))

    ours, bug = kept.read("", only(kept)).exchanges

    assert ours.message == "locked"
    assert bug.message
    assert "secret" not in bug.message


def test_a_turn_that_is_answered_again_leaves_the_others_and_sees_only_what_was_before_it(kept: Conversations) -> None:
    for name in "ABC":
        events(
            kept,
            Told(answer_of(f"{name}.")),
            AskBody(question=f"{name}?", conversation=only(kept) if name > "A" else ""),
        )
    told = Told(answer_of("Fresh."))

    events(kept, told, AskBody(kind="again", turn=2, conversation=only(kept)))

    assert [one.answer.text for one in kept.read("", only(kept)).exchanges if one.answer] == [
        "A. [1]",
        "Fresh. [1]",
        "C. [1]",
    ]
    assert told.asked == [Question("B?", (Turn("A?", "A. [1]"),))]


def test_a_turn_that_is_edited_ends_what_followed_from_it(kept: Conversations) -> None:
    for name in "ABC":
        events(
            kept,
            Told(answer_of(f"{name}.")),
            AskBody(question=f"{name}?", conversation=only(kept) if name > "A" else ""),
        )

    events(kept, Told(answer_of("Fresh.")), AskBody(kind="edit", turn=2, question=" X? ", conversation=only(kept)))

    assert [one.question for one in kept.read("", only(kept)).exchanges] == ["A?", "X?"]


def test_a_question_is_kept_before_it_is_answered_so_that_a_restart_does_not_lose_it(kept: Conversations) -> None:
    put(kept, "", AskBody(question="Q?"), documents=3)

    (exchange,) = kept.read("", only(kept)).exchanges

    assert exchange.question == "Q?"
    assert "stopped before this answer was whole" in exchange.message


def test_whoever_stops_listening_stops_the_answer(kept: Conversations) -> None:
    async def left() -> None:
        place = put(kept, "", AskBody(question="Q?"), documents=3)
        told = Told(*[replace(answer_of("Nine."), notes=(str(one),)) for one in range(1000)])
        heard = Asking(kept, Answering(told), told, place).events()
        await anext(heard)
        await heard.aclose()  # type: ignore[attr-defined]  # an async generator

    asyncio.run(left())

    (exchange,) = kept.read("", only(kept)).exchanges
    assert exchange.message == "You stopped this answer."
