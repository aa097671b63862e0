from __future__ import annotations

from assistant.conversation.intents import LONGEST_QUESTION, Intent
from assistant.conversation.replies import REPLIES


def test_what_asks_the_documents_has_no_reply_of_its_own() -> None:
    assert set(Intent) - set(REPLIES) == {Intent.ANSWER, Intent.SUMMARY}


def test_who_asks_too_long_a_question_is_told_how_long_one_may_be() -> None:
    assert f"{LONGEST_QUESTION:,}" in REPLIES[Intent.TOO_LONG]
