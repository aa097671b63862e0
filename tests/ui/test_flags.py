from __future__ import annotations

import pytest

from assistant.answers import Lack, Statement, Support, Verdict
from ingest.documents import Span
from ui.flags import flag_of, is_struck, missing_in


@pytest.mark.parametrize(
    ("verdict", "citations", "flag", "struck"),
    [
        (Verdict.SUPPORTED, (1,), "", False),
        (Verdict.NO_CLAIM, (), "", False),
        (Verdict.PARTLY, (1,), "partly supported", False),
        (Verdict.CHECKING, (), "checking", False),
        (Verdict.UNSUPPORTED, (), "not found in the documents", True),
        (Verdict.UNSUPPORTED, (1,), "this passage may say it", False),
    ],
)
def test_each_verdict_has_its_flag(verdict: Verdict, citations: tuple[int, ...], flag: str, *, struck: bool) -> None:
    statement = Statement("It is so.", citations, Support(verdict, None))

    assert (flag_of(statement), is_struck(statement)) == (flag, struck)


def test_a_flag_names_what_is_missing_once() -> None:
    lacks = (Lack(Span(0, 2), "“It” is not there"), Lack(Span(6, 8), "“It” is not there"), Lack(Span(3, 5), "why"))
    statement = Statement("It is so.", (1,), Support(Verdict.PARTLY, 0.5, lacks))

    assert flag_of(statement) == "partly supported: “It” is not there; why"
    assert missing_in(statement) == (Span(0, 2), Span(6, 8), Span(3, 5))


def test_a_true_sentence_that_was_not_asked_for_is_flagged_and_not_marked() -> None:
    statement = Statement("It is so.", (1,), Support(Verdict.SUPPORTED, 0.9, (Lack(Span(0, 9), "not what was asked"),)))

    assert flag_of(statement) == "not what was asked"
    assert missing_in(statement) == ()
