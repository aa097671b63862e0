from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import document_of, passage_of
from tests.ui.answers import HOSTILE, answer_of, disagreeing, refusal_of
from ui.exchanges import Exchange
from ui.keeping import from_kept, to_kept
from ui.page.chat import transcript


@pytest.mark.parametrize("answer", [answer_of("Yes."), refusal_of("It is not there.", "Near."), disagreeing()])
def test_a_conversation_comes_back_with_its_citations_and_verdicts(answer: Answer) -> None:
    exchange = Exchange("Q?", answer)

    assert from_kept(to_kept((exchange,))) == (exchange,)


def test_passages_and_what_was_not_answered_are_not_kept() -> None:
    exchange = Exchange("Q?", replace(answer_of("Yes."), passages=(passage_of(document_of("A whole book.")),)))

    assert from_kept(to_kept((exchange, Exchange("And?")))) == (Exchange("Q?", answer_of("Yes.")),)


def test_what_an_earlier_version_kept_is_read() -> None:
    assert from_kept('[{"question": "Q?", "answer": null, "message": "locked", "texts": []}]') == (
        Exchange("Q?", message="locked"),
    )


def test_a_message_is_kept() -> None:
    assert from_kept(to_kept((Exchange("Q?", message="locked"),))) == (Exchange("Q?", message="locked"),)


def test_all_of_a_long_conversation_is_kept() -> None:
    exchanges = [Exchange(f"Q{number}?", answer_of("Yes.")) for number in range(60)]

    kept = from_kept(to_kept(exchanges))

    assert [one.question for one in kept] == [f"Q{number}?" for number in range(60)]


@pytest.mark.parametrize(
    "kept", [None, "", 7, "{", "[]", '{"question": "Q?"}', '[{"question": 1}]', '[{"answer": {}}]']
)
def test_what_is_no_conversation_of_ours_is_an_empty_one(kept: object) -> None:
    assert from_kept(kept) == ()


def test_what_a_browser_kept_is_shown_as_text_whoever_wrote_it() -> None:
    shown = transcript(from_kept(to_kept((Exchange(HOSTILE, answer_of(HOSTILE)),))))

    assert "<script>" not in shown
    assert "<img" not in shown
