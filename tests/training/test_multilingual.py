"""Fitting: what the multilingual reader learns across languages from."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tests.assistant.fakes import WordEmbedder
from training.fallback import Vectoriser
from training.multilingual import background_of, translated_cases


def test_each_translated_question_is_asked_with_its_passage_and_without() -> None:
    vectoriser = Vectoriser(WordEmbedder())

    cases = list(translated_cases(vectoriser, background_of(vectoriser)))

    assert len(cases) == 2 * 168
    assert [case.answerable for case in cases[:4]] == [True, False, True, False]
    assert all(case.labels.sum() == case.answerable for case in cases)


def test_the_questions_lean_to_anything_as_much_as_is_usual_on_the_average() -> None:
    vectoriser = Vectoriser(WordEmbedder())

    background = background_of(vectoriser)

    lines = files("training").joinpath("across.jsonl").read_text("utf-8").splitlines()
    asked = vectoriser.embed_questions([json.loads(line)["question"] for line in lines])
    assert sum(background.leaning(vectoriser, one) for one in asked) / len(asked) == pytest.approx(0.0, abs=1e-3)
