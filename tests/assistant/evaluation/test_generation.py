from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.evidence import holds
from assistant.evaluation.generation import SHARES, generate
from assistant.evaluation.questions import read_questions, to_row
from tests.assistant.fakes import MemoryLibrary, document_of, passage_of

TEXTS = {
    "Moor": (
        "The survey of the moor will be repeated in 2030.",
        "The Moorland Bird Trust (MBT) counts curlews.",
        "The boardwalk has 14 benches.",
    ),
    "Engine": (
        "The Harrier engine was built in Derby.",
        "The Harrier engine is a large steam engine.",
        "A ride takes 20 minutes.",
        "Ada Harrow is the driver of the engine.",
    ),
    "Office": (
        "Every clerk has 28 days of paid leave.",
        "Bring these on the first day:\na passport\na bank card\ntwo photographs",
        "The office was opened on 4 May 1901.",
    ),
}


def library(texts: Mapping[str, tuple[str, ...]] | None = None) -> MemoryLibrary:
    """A library of a passage for each document, its lines and sentences apart."""
    documents = [document_of(*sentences, title=title, between="\n") for title, sentences in (texts or TEXTS).items()]
    passages = [passage_of(document, *document.text.split("\n")) for document in documents]
    return MemoryLibrary(*passages, documents=documents)


def test_every_kind_of_question_is_made_and_the_same_every_time() -> None:
    questions = generate(library(), 40)

    assert {question.kind for question in questions} == set(SHARES)
    assert questions == generate(library(), 40)
    assert len({question.id for question in questions}) == len(questions)


def test_the_kinds_are_mixed_in_their_shares() -> None:
    kinds = Counter(question.kind for question in generate(library(), 20))

    assert kinds["fact"] >= 5
    assert kinds["paraphrase"] >= 4
    assert sum(kinds[kind] for kind in ("entity swapped", "attribute not mentioned", "another subject")) >= 4


def test_every_answerable_question_has_evidence_that_stands_in_its_documents() -> None:
    shelf = library()

    for question in generate(shelf, 40):
        texts = [shelf.text(one.id, one.revision) for one in shelf.documents() if one.id in question.documents]
        assert question.answerable == bool(question.evidence)
        assert all(any(holds(text, words) for text in texts) for words in question.evidence)
        accepted = (*question.answers[:1], *question.required)
        assert all(any(answer in text for text in texts) for answer in accepted)
        assert question.made


def test_two_documents_are_asked_at_once_and_both_answers_required() -> None:
    (first, *_) = [question for question in generate(library(), 40) if question.kind == "two documents"]

    assert ", and " in first.question
    assert len(first.required) == len(first.evidence) == len(set(first.documents)) == 2


def test_a_follow_up_leaves_its_subject_to_the_turn_before() -> None:
    follow_ups = {one.question: one.history[0].question for one in generate(library(), 40) if one.kind == "follow-up"}

    assert follow_ups["How many benches does it have?"] == "What do the documents say about the boardwalk?"


def test_a_question_that_two_passages_answer_otherwise_is_not_asked() -> None:
    texts = {"A": ("The mill of Bramley was burnt in 1850.",), "B": ("The mill of Bramley was burnt in 1901.",)}

    with pytest.raises(BadQuestions, match="states no fact"):
        generate(library(texts), 10)


ROWS = ("Total price | 1,400 kronor", "Total price | 950 kronor")


@pytest.mark.parametrize(
    "texts",
    [
        {"A": ROWS},
        {"A": ROWS[:1], "B": ROWS[1:]},
        {"A": (ROWS[0], "Total price | on request")},
        {"A": ROWS[:1], "B": ("The total of the price is 950 kronor.",)},
        {"A": ("Bring these:\na passport\na bank card\ntwo photographs", "Bring these:\na pen\na book\na lamp")},
        {"A": ("The guarantee lasts three years.",), "B": ("For engines the guarantee lasts only two years.",)},
        {"A": ("The hall was opened in 1901.", "The hall was opened in 1902.")},
    ],
)
def test_what_has_two_right_answers_is_not_asked(texts: Mapping[str, tuple[str, ...]]) -> None:
    with pytest.raises(BadQuestions, match="states no fact"):
        generate(library(texts), 10)


def test_a_row_and_a_list_that_stand_once_are_asked() -> None:
    texts = {"A": ("Hotel, one night | 1,400 kronor", "Bring these things:\na passport\na card\ntwo photographs")}

    facts = {one.question for one in generate(library(texts), 40) if one.kind == "fact"}

    assert facts == {"What is given for “Hotel, one night”?", "What is listed under “Bring these things”?"}


def test_a_row_below_a_head_is_asked_as_the_head_calls_it_and_only_so() -> None:
    table = ("Item | Limit", "Hotel, one night | 1,400 kronor", "Meals, one day | 450 kronor")

    rows = [one.question for one in generate(library({"Handbook": table}), 40) if "night" in one.question]

    assert rows == ["What is the limit for “Hotel, one night”?", "Which limit is given for “Hotel, one night”?"]


def test_questions_of_another_library_fill_no_gaps() -> None:
    kinds = Counter(question.kind for question in generate(library(), 60))

    assert kinds["another subject"] == round(SHARES["another subject"] * 60)


def test_one_thing_is_not_asked_twice_at_once() -> None:
    texts = {"A": ("Total price | 950 kronor",), "B": ("Total price | 950 kronor",)}

    assert not [one for one in generate(library(texts), 40) if one.kind == "two documents"]


def test_a_library_without_facts_is_an_error_and_a_small_one_gives_what_it_can() -> None:
    with pytest.raises(BadQuestions, match="states no fact that a rule can ask for"):
        generate(library({"A": ("Nothing to see.",)}), 10)
    assert 0 < len(generate(library({"A": ("The boardwalk has 14 benches.",)}), 1000)) < 1000


def test_what_is_made_is_a_question_file(tmp_path: Path) -> None:
    questions = generate(library(), 30)
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(json.dumps(to_row(question), ensure_ascii=False) for question in questions), "utf-8")

    assert read_questions(path) == questions
