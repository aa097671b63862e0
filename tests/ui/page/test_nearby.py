from __future__ import annotations

from dataclasses import replace

from tests.ui.answers import answer_of, refusal_of
from ui.page.nearby import questions_after, questions_near


def test_near_a_refusal_are_the_documents_that_share_a_word_with_the_question() -> None:
    refused = replace(refusal_of("No.", "The harbour is deep."), standalone_question="Who dug the harbours?")

    assert questions_near(refused) == ("What is “Notes” about?",)
    assert questions_near(replace(refused, standalone_question="Who reigns?")) == ()


def test_after_an_answer_comes_its_document_unless_the_question_named_it() -> None:
    answer = answer_of("Nine.")

    assert questions_after(answer) == ("What is “Notes” about?",)
    assert questions_after(replace(answer, question="What is “Notes” about?")) == ()
