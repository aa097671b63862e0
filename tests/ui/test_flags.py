from __future__ import annotations

import pytest

from assistant.answers import Statement, Support, Verdict
from ui.flags import flag_of, is_struck


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
