from __future__ import annotations

import re

import pytest

from assistant.conversation.question import Question, Turn, to_question
from ingest.documents import DocumentId


def test_a_bare_text_is_a_question_to_all_documents_without_a_past() -> None:
    assert to_question("When does the mill open?") == Question("When does the mill open?", (), ())


def test_a_question_stays_the_one_that_it_is() -> None:
    asked = Question("And on Sunday?", (Turn("When does the mill open?", "At nine."),), (DocumentId("d1"),))

    assert to_question(asked) is asked


@pytest.mark.parametrize(("asked", "kind"), [(None, "NoneType"), (b"When?", "bytes"), (7, "int")])
def test_what_is_no_question_is_named(asked: object, kind: str) -> None:
    message = re.escape(f"a question is a text or a Question, not {kind}: {asked!r}")

    with pytest.raises(TypeError, match=message):
        to_question(asked)  # type: ignore[arg-type]  # what a caller without types may hand over


def test_a_turn_that_was_not_answered_has_no_words() -> None:
    assert Turn("When?").answer == ""
