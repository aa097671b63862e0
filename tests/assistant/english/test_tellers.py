from __future__ import annotations

import pytest

from assistant.english.expectation import expect
from assistant.english.tellers import can_tell


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who won the spring ride?", "The spring ride was moved because of the fair."),
        ("Who insures the members' own boats?", "theft of members' own boats"),
        ("Where does the annual meeting take place?", "The annual meeting takes place every year in October."),
        ("Where do we meet?", "We meet at 9:30."),
    ],
)
def test_a_sentence_without_anybody_or_any_place_cannot_tell_who_or_where(question: str, sentence: str) -> None:
    assert not can_tell(expect(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who lost the key?", "I lost the key last night."),
        ("Who repairs the roof?", "Repairs of the roof are the landlord's duty, the tenant pays for glass."),
        ("Who won the spring ride?", "The spring ride was won by Ilse Brandt."),
        ("Where is the key?", "The key is in the safe by the back door."),
        ("Where does the annual meeting take place?", "It takes place upstairs."),
        ("Where does Ilse live?", "Ilse lives at 12 Quay Street."),
        ("When does it begin?", "It begins."),  # not asked who or where
    ],
)
def test_one_with_somebody_or_a_place_can(question: str, sentence: str) -> None:
    assert can_tell(expect(question), sentence)


def test_whoever_does_what_is_asked_stands_right_before_it() -> None:
    for question, sentence in (
        ("Who signs the invoices?", "The boss signs the invoices."),
        ("Who feeds the goats?", "Grandma feeds the goats."),
    ):
        assert can_tell(expect(question), sentence, question)
    for question, sentence in (
        ("Who signs the invoices?", "The invoices are signed on Monday."),
        ("Who is the treasurer?", "The treasurer keeps the books."),
    ):
        assert not can_tell(expect(question), sentence, question)
