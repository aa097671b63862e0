from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer
from ingest.documents import DocumentId
from tests.ui.answers import HOSTILE, answer_of, disagreeing, refusal_of
from ui.exchanges import Exchange
from ui.keeping import Act, act_in, from_kept, to_kept
from ui.rendering import transcript


@pytest.mark.parametrize("answer", [answer_of("Yes."), refusal_of("It is not there.", "Near."), disagreeing()])
def test_a_conversation_comes_back_with_its_citations_and_verdicts(answer: Answer) -> None:
    exchange = Exchange("Q?", answer)

    assert from_kept(to_kept((exchange,))) == (exchange,)


def test_texts_and_what_was_not_answered_are_not_kept() -> None:
    exchange = Exchange("Q?", answer_of("Yes."), texts=((DocumentId("d1"), "A whole book."),))

    assert from_kept(to_kept((exchange, Exchange("And?")))) == (replace(exchange, texts=()),)


def test_a_message_is_kept() -> None:
    assert from_kept(to_kept((Exchange("Q?", message="locked"),))) == (Exchange("Q?", message="locked"),)


def test_of_a_long_conversation_the_last_fifty_are_kept() -> None:
    exchanges = [Exchange(f"Q{number}?", answer_of("Yes.")) for number in range(60)]

    kept = from_kept(to_kept(exchanges))

    assert [one.question for one in kept] == [f"Q{number}?" for number in range(10, 60)]


@pytest.mark.parametrize(
    "kept", [None, "", 7, "{", "[]", '{"question": "Q?"}', '[{"question": 1}]', '[{"answer": {}}]']
)
def test_what_is_no_conversation_of_ours_is_an_empty_one(kept: object) -> None:
    assert from_kept(kept) == ()


def test_what_a_browser_kept_is_shown_as_text_whoever_wrote_it() -> None:
    shown = transcript(from_kept(to_kept((Exchange(HOSTILE, answer_of(HOSTILE)),))), ())

    assert "<script>" not in shown
    assert "<img" not in shown


def test_an_act_is_read_from_the_page_s_script() -> None:
    assert act_in('{"kind": "edit", "turn": 2, "text": "And?"}') == Act("edit", 2, "And?")


@pytest.mark.parametrize("said", ["", "{}", "[]", '{"kind": "burn", "turn": 1}', '{"kind": "edit", "turn": "two"}'])
def test_anything_else_is_no_act(said: str) -> None:
    assert act_in(said) is None
