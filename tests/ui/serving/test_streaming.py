from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from assistant.answers import Answer, Statement, Support, Verdict
from tests.ui.answers import answer_of, refusal_of
from ui.serving import streaming
from ui.serving.streaming import Growth, event, kept_open


def saying(*texts: str, checking: bool = False) -> Answer:
    verdicts = [Verdict.SUPPORTED] * (len(texts) - checking) + [Verdict.CHECKING] * checking
    statements = tuple(
        Statement(text, (1,), Support(verdict, 1.0)) for text, verdict in zip(texts, verdicts, strict=True)
    )
    return replace(answer_of("One."), statements=statements)


def test_only_what_is_settled_is_sent_and_each_piece_once() -> None:
    growth = Growth()

    pieces = [
        growth.add(saying("One.", checking=True)),
        growth.add(saying("One.")),
        growth.add(saying("One.", "Tw", checking=True)),
        growth.add(saying("One.", "Two.")),
        growth.end(saying("One.", "Two.")),
    ]

    assert pieces == ["", "One. [1]", "", "\nTwo. [1]", ""]


def test_an_answer_that_turned_out_otherwise_is_sent_anew_and_said_to_be() -> None:
    growth = Growth()
    growth.add(saying("One."))

    rest = growth.end(refusal_of("They do not say.", "Near."))

    assert rest == "\n\nThis is the answer once all of it was verified:\n\nThey do not say."
    assert growth.sent[growth.shift :] == "They do not say."


def test_an_event_is_one_line_of_json_whatever_is_in_it() -> None:
    assert event({"text": "a\nb ü"}, name="x") == 'event: x\ndata: {"text": "a\\nb ü"}\n\n'


def test_a_comment_keeps_a_quiet_stream_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_QUIET", 0.02)

    async def slow() -> AsyncIterator[str]:
        await asyncio.sleep(0.1)
        yield "one"

    async def gathered() -> list[str]:
        return [one async for one in kept_open(slow())]

    pieces = asyncio.run(gathered())

    assert pieces[0] == ": reading\n\n"
    assert pieces[-1] == "one"


def test_a_stream_that_is_left_ends_what_feeds_it() -> None:
    ended: list[bool] = []

    async def feeding() -> AsyncIterator[str]:
        try:
            yield "one"
            await asyncio.sleep(30)
        finally:
            ended.append(True)

    async def leave() -> None:
        stream = kept_open(feeding())
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(0.01)

    asyncio.run(leave())

    assert ended == [True]
