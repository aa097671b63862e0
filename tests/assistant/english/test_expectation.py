from __future__ import annotations

import pytest

from assistant.english.expectation import Kind, expect, find_candidates, size_of
from assistant.english.words import split_words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many universities teach it?", Kind.COUNT),
        ("How much does it cost?", Kind.AMOUNT),
        ("How long does it take?", Kind.DURATION),
        ("How many years has it lasted?", Kind.DURATION),
        ("When was it signed?", Kind.DATE),
        ("In which year did it open?", Kind.DATE),
        ("Who leads the team?", Kind.PERSON),
        ("Where is the zone planned?", Kind.PLACE),
        ("Which city hosts it?", Kind.PLACE),
        ("What does JICA stand for?", Kind.EXPANSION),
        ("Why was it closed?", Kind.REASON),
        ("Is it open on Sunday?", Kind.YES_NO),
        ("Which companies took part?", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_the_form_of_a_question_tells_what_it_expects(question: str, kind: Kind) -> None:
    assert expect(question).kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "Which companies took part?", "List the speakers.", "What are the goals?",
        "Which costs are covered?", "What works did he write?", "Which shows run in May?",
        "Which old boats need paint?",
    ],
)  # fmt: skip
def test_a_question_for_several_things_wants_a_list(question: str) -> None:
    assert expect(question).wants_list


@pytest.mark.parametrize(
    "question", ["When was the hall opened?", "Which street does it cross?", "Which boat needs a new sail?"]
)
def test_a_question_for_one_thing_wants_no_list(question: str) -> None:
    assert not expect(question).wants_list


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("How much is it worth?", "The projects are worth over $12 billion.", "over $12 billion"),
        ("How many schools are there?", "There are seven schools in town.", "seven"),
        ("When was it signed?", "It was signed on 3 May 2024 in Oslo.", "3 May 2024"),
        ("How long is the course?", "The course takes two years.", "two years"),
        ("How long did it stay there?", "It stayed for five generations.", "five generations"),
        ("Who leads it?", "It is led by Ada Lovelace.", "Ada Lovelace"),
        (
            "What does JBIC stand for?",
            "The Japan Bank for International Cooperation (JBIC) lends.",
            "Japan Bank for International Cooperation",
        ),
    ],
)
def test_the_words_that_could_be_the_answer_are_found(question: str, sentence: str, found: str) -> None:
    candidates = find_candidates(expect(question), sentence, split_words(sentence))

    assert any(found in sentence[one.span.start : one.span.end] for one in candidates)


def test_a_sentence_without_a_date_has_no_date_to_offer() -> None:
    sentence = "It was signed with great joy."

    assert find_candidates(expect("When was it signed?"), sentence, split_words(sentence)) == ()


@pytest.mark.parametrize("question", ["Which street does Ada live in?", "Which boat needs a sail?"])
def test_a_verb_behind_the_one_thing_that_is_asked_for_is_no_plural(question: str) -> None:
    assert not expect(question).wants_list


def test_an_amount_for_each_month_or_mile_is_measured() -> None:
    text = "Landlord: Mill Estates, rent 640 a month"

    (found,) = find_candidates(expect("How much rent do we pay?"), text, split_words(text))

    assert text[found.span.start : found.span.end] == "640 a month"
    assert found.fit == 1.0


def test_where_the_word_for_a_size_stands_is_told() -> None:
    assert size_of("How long is the warranty?") == 4
    assert size_of("What is the warranty?") is None
