"""Fitting: what the multilingual reader learns across languages from."""

from __future__ import annotations

from tests.assistant.fakes import WordEmbedder
from training.fallback import Vectoriser
from training.multilingual import translated_cases


def test_each_translated_question_is_asked_with_its_passage_and_without() -> None:
    vectoriser = Vectoriser(WordEmbedder())

    cases = list(translated_cases(vectoriser, vectoriser.similarities))

    assert len(cases) == 2 * 168
    assert [case.answerable for case in cases[:4]] == [True, False, True, False]
    assert all(case.labels.sum() == case.answerable for case in cases)
