from __future__ import annotations

import pytest

from assistant.english.entities import EntityType
from assistant.scanning.requests import EVERYWHERE, EntityScan, MentionScan, Wanted, request_of

LIST, COUNT, TIMES = Wanted.LIST, Wanted.COUNT, Wanted.TIMES


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which documents mention Ada Holm?", MentionScan(LIST, ("Ada Holm",))),
        ("List every article that mentions hail but not snow.", MentionScan(LIST, ("hail",), ("snow",))),
        ("How many articles mention both Oslo and Bergen?", MentionScan(COUNT, ("Oslo", "Bergen"))),
        ("Which files talk about hail or snow?", MentionScan(LIST, ("hail", "snow"), any_of=True)),
        ("Which documents never mention euros?", MentionScan(LIST, ("euros",), never=True)),
        ("Please show me all documents that do not mention bees", MentionScan(LIST, ("bees",), never=True)),
        ("In how many documents is the word “deposit” mentioned?", MentionScan(COUNT, ("deposit",))),
        ("In which documents does Ada Holm appear?", MentionScan(LIST, ("Ada Holm",))),
        ("How often is Oslo mentioned?", MentionScan(TIMES, ("Oslo",))),
        ("How many minutes mention tickets?", MentionScan(COUNT, ("tickets",), kind="minutes")),
        ("Which documents are about hail?", MentionScan(LIST, ("hail",))),
        ("What documents do I have about hail?", MentionScan(LIST, ("hail",))),
        ("What do my documents say about hail?", MentionScan(LIST, ("hail",))),
        ("Do I have a document about hail?", MentionScan(LIST, ("hail",))),
        ("Which articles that mention hail never mention snow?", MentionScan(LIST, ("hail",), ("snow",))),
        ("List the articles with hail but without snow.", MentionScan(LIST, ("hail",), ("snow",))),
        ("In how many articles do Oslo and Bergen appear together?", MentionScan(COUNT, ("Oslo", "Bergen"))),
        ("Number of articles that mention hail", MentionScan(COUNT, ("hail",))),
        ("how often is hail mentioned, in how many articles", MentionScan(COUNT, ("hail",))),
        ("Show me every document in which Ada Holm is named.", MentionScan(LIST, ("Ada Holm",))),
        ("List every amount in pounds.", EntityScan(LIST, (EntityType.AMOUNT,), "£")),
        ("What dates are mentioned in the minutes?", EntityScan(LIST, (EntityType.DATE,), kind="minutes")),
        ("Who appears in more than three documents?", EntityScan(LIST, (EntityType.PERSON,), least=4)),
        ("Which companies appear in at least 2 documents?", EntityScan(LIST, (EntityType.ORGANISATION,), least=2)),
        ("Which people are named in all documents?", EntityScan(LIST, (EntityType.PERSON,), least=EVERYWHERE)),
    ],
)
def test_the_form_of_a_question_tells_what_is_to_be_scanned_for(
    question: str, expected: MentionScan | EntityScan
) -> None:
    assert request_of(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How many students will the university have?",
        "Which Japanese companies work in Uzbekistan?",
        "What does the contract say about dogs?",
        "How many people were at the meeting?",
        "Which boat is the longest?",
        "What documents are needed for a claim?",
        "Who leads the shop?",
        "When was the trip mentioned?",
        "",
    ],
)
def test_a_question_that_passages_answer_is_no_request(question: str) -> None:
    assert request_of(question) is None


@pytest.mark.parametrize(
    "question", ["Which files say anything about Rona?", "which papers tell us something about Rona"]
)
def test_documents_that_say_something_of_a_thing_mention_it(question: str) -> None:
    request = request_of(question)

    assert isinstance(request, MentionScan)
    assert request.terms == ("Rona",)


def test_how_often_a_log_reports_a_thing_is_how_often_it_mentions_it() -> None:
    request = request_of("How many times did the boiler log report a fault?")

    assert request == MentionScan(Wanted.TIMES, ("fault",), kind="boiler log")
