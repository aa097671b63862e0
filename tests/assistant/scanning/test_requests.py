from __future__ import annotations

import pytest

from assistant.english.entities import RecordType
from assistant.scanning.requests import EVERYWHERE, Mention, Records, Wanted, request_of

LIST, COUNT, TIMES = Wanted.LIST, Wanted.COUNT, Wanted.TIMES


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which documents mention Ada Holm?", Mention(LIST, ("Ada Holm",))),
        ("List every article that mentions hail but not snow.", Mention(LIST, ("hail",), ("snow",))),
        ("How many articles mention both Oslo and Bergen?", Mention(COUNT, ("Oslo", "Bergen"))),
        ("Which files talk about hail or snow?", Mention(LIST, ("hail", "snow"), any_of=True)),
        ("Which documents never mention euros?", Mention(LIST, ("euros",), never=True)),
        ("Please show me all documents that do not mention bees", Mention(LIST, ("bees",), never=True)),
        ("In how many documents is the word “deposit” mentioned?", Mention(COUNT, ("deposit",))),
        ("In which documents does Ada Holm appear?", Mention(LIST, ("Ada Holm",))),
        ("How often is Oslo mentioned?", Mention(TIMES, ("Oslo",))),
        ("How many minutes mention tickets?", Mention(COUNT, ("tickets",), kind="minutes")),
        ("Which documents are about hail?", Mention(LIST, ("hail",))),
        ("What do my documents say about hail?", Mention(LIST, ("hail",))),
        ("Do I have a document about hail?", Mention(LIST, ("hail",))),
        ("Which articles that mention hail never mention snow?", Mention(LIST, ("hail",), ("snow",))),
        ("List the articles with hail but without snow.", Mention(LIST, ("hail",), ("snow",))),
        ("In how many articles do Oslo and Bergen appear together?", Mention(COUNT, ("Oslo", "Bergen"))),
        ("Number of articles that mention hail", Mention(COUNT, ("hail",))),
        ("how often is hail mentioned, in how many articles", Mention(COUNT, ("hail",))),
        ("Show me every document in which Ada Holm is named.", Mention(LIST, ("Ada Holm",))),
        ("List every amount in pounds.", Records(LIST, (RecordType.AMOUNT,), "£")),
        ("What dates are mentioned in the minutes?", Records(LIST, (RecordType.DATE,), kind="minutes")),
        ("Who appears in more than three documents?", Records(LIST, (RecordType.PERSON,), least=4)),
        ("Which companies appear in at least 2 documents?", Records(LIST, (RecordType.ORGANISATION,), least=2)),
        ("Which people are named in all documents?", Records(LIST, (RecordType.PERSON,), least=EVERYWHERE)),
    ],
)
def test_the_form_of_a_question_tells_what_is_to_be_scanned_for(question: str, expected: Mention | Records) -> None:
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
