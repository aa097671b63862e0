from __future__ import annotations

import pytest

from assistant.english.words import split_words
from assistant.quoting.reaching import reached
from tests.assistant.fakes import passage_in

PASSAGE = passage_in(
    "Vet, Quayside: 01632 960788",
    "Gas emergency: 0800 111 999",
    "Nurse: nurse@quay.example",
    "Ring the office before nine on 01632 960100.",
    "Questions on this invoice: 01632 960700",
    "Alarm code is with Mrs Pickering",
    title="Moorgate School",
    between="\n",
)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the phone number of the vet?", "Vet, Quayside: 01632 960788"),
        ("the vet's number?", "Vet, Quayside: 01632 960788"),
        ("phone number for a gas emergency", "Gas emergency: 0800 111 999"),
        ("What is the school office's telephone number?", "Ring the office before nine on 01632 960100."),
        ("What is the email address of the nurse?", "Nurse: nurse@quay.example"),
        ("What is the phone number of the nurse?", ""),
        ("What is Mrs Pickering's phone number?", ""),
        ("What is the phone number of the school?", ""),
        ("What is the alarm code?", ""),
        ("What is the invoice's number?", ""),
        ("What is the phone number for the invoice?", "Questions on this invoice: 01632 960700"),
    ],
)
def test_who_is_named_is_reached_by_the_line_that_names_them(question: str, line: str) -> None:
    words = tuple(word for word in split_words(question) if word.is_content)
    found = [PASSAGE.chunk.text[span.start : span.end] for span, _ in reached(PASSAGE, question, words)]

    assert found == ([line] if line else [])
