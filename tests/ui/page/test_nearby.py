from __future__ import annotations

from dataclasses import replace

import pytest

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


@pytest.mark.parametrize(
    ("language", "asked", "said", "question"),
    [
        ("de", "Wer hat den Hafen gegraben?", "Das Becken des Hafens ist tief.", "Worum geht es in „Notes“?"),
        ("ru", "Кто вырыл гавань?", "Глубина гавани велика.", "О чём «Notes»?"),
        ("ja", "港はいつ掘られましたか", "この港は深い。", "「Notes」は何についての文書ですか。"),
        ("fr", "Qui a creusé le bassin ?", "Le bassin est profond.", "De quoi parle «\u00a0Notes\u00a0»\u00a0?"),
        ("en", "항구는 언제 팠나요?", "항구가 깊다.", "What is “Notes” about?"),
    ],
)
def test_what_is_near_is_asked_in_the_language_of_the_question(
    language: str, asked: str, said: str, question: str
) -> None:
    refused = replace(refusal_of("No.", said), standalone_question=asked, language=language)

    assert questions_near(refused) == (question,)


def test_words_that_any_text_has_bring_nothing_near() -> None:
    refused = replace(
        refusal_of("No.", "Die Karten werden von der Kasse verkauft."),
        standalone_question="Wann werden die Fenster von der Firma geputzt?",
        language="de",
    )

    assert questions_near(refused) == ()


def test_questions_after_an_answer_are_in_its_language() -> None:
    assert questions_after(replace(answer_of("Neun."), language="de")) == ("Worum geht es in „Notes“?",)
