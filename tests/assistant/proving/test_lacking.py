from __future__ import annotations

import pytest

from assistant.messages.message import in_language
from assistant.proving.lacking import find_lacks, find_unsaid

MINUTES = """Minutes of the board of Quill Mills

Place: Alnwick, room Rye
Present: Ada Quill, Tom Reed, Mia Lund
Absent: Sam Oak

The board approved a second mill in Morpeth. It will open on 1 May 2030. Tom Reed will lead it.

Ada Quill explained that prices rose by 4 percent. Some mills grind only at night.
Most of the flour is sold in Leeds. Some machines are older than the mill.

Mia Lund promised that no mill will be closed. It was proposed to hold the first fair of millers in Leeds next spring.

The mill grinds wheat, rye and oats. The bakery sells bread, cakes and rolls in Durham.

Never bring these into the mill:

open fires
dogs
wet shoes

The mill is open on the first Sunday of each month. Sam Oak is reportedly leaving the bakery.

Hundreds of the sacks were later weighed and sold."""


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("The mill grinds wheat, rye and rolls.", "rolls"),
        ("Open fires, dogs and cakes must never be brought into the mill.", "cakes"),
        ("Mia Lund will lead the second mill.", "Mia Lund"),
        ("Tom Reed explained that prices rose by 4 percent.", "Tom Reed"),
        ("The second mill in Morpeth will be led by the government.", "government"),
        ("The bakery sells bread in Leeds.", "Leeds"),
        ("The board approved a second mill in the centre of Morpeth.", "centre"),
        ("The second mill opened on 1 May 2030.", "opened"),
        ("The board approved a second mill on 1 May 2030.", "1 May 2030"),
        ("All mills grind at night.", "All"),
        ("The board approved a second mill every year.", "every year"),
        ("Prices fell by 4 percent.", "fell"),
        ("Machines are older than the mill.", "Machines"),
        ("Mia Lund promised that prices will fall.", "prices will fall"),
        ("The first fair of millers in Leeds next spring.", "The first fair of millers in Leeds next spring"),
        ("The mill is open every Sunday.", "every Sunday"),
        ("The sacks were later weighed and sold.", "sacks"),
        ("Sam Oak is leaving the bakery.", "is leaving"),
        ("The passage that has the second mill is the passage on Morpeth.", "passage"),
    ],
)
def test_what_is_exchanged_in_the_source_s_own_sentence_is_found(claim: str, missing: str) -> None:
    found = [claim[lack.span.start : lack.span.end] for lack in find_lacks(claim, [MINUTES])]

    assert missing in found


@pytest.mark.parametrize(
    "claim",
    [
        "The mill grinds oats, wheat and rye.",
        "The mill is open every month, on a Sunday.",
        "Sam Oak is said to be leaving the bakery.",
        "Dogs, wet shoes and open fires must never be brought into the mill.",
        "The second mill in Morpeth will be led by Tom Reed.",
        "According to Ada Quill, prices rose by 4 percent.",
        "The bakery sells bread in Durham.",
        "A second mill in Morpeth was approved.",
        "The second mill is to open on 1 May 2030.",
        "Some mills grind at night.",
        "Some machines are older than the mill.",
        "Mia Lund promised that no mill will be closed.",
        "It was proposed to hold the first fair in Leeds.",
        "The board met in Alnwick.",
        "Ada Quill and Mia Lund are among those present.",
    ],
)
def test_the_same_in_other_words_lacks_nothing(claim: str) -> None:
    assert find_lacks(claim, [MINUTES]) == ()


def test_the_reason_names_the_words_and_what_the_source_has() -> None:
    (whole,) = find_lacks("All mills grind at night.", [MINUTES])
    (item,) = find_lacks("The mill grinds wheat, rye and rolls.", [MINUTES])

    assert whole.reason == "“All”: the source says “Some”"
    assert item.reason == "“rolls” does not stand in that list of the source"


def test_words_that_stand_nowhere_are_named_together_and_names_first() -> None:
    found = find_unsaid("The board gladly sold the old castle of Kelso to noisy owls.", [MINUTES])

    assert [one.reason for one in found] == [
        "“gladly” is not in the source",
        "“old castle” is not in the source",
        "“Kelso” is not in the source",
    ]


def test_without_a_source_nothing_is_compared() -> None:
    assert find_lacks("The mill is old.", [""]) == ()


def test_a_date_from_another_sentence_is_told_in_the_language_of_the_question() -> None:
    (lack,) = find_lacks("The board approved a second mill on 1 May 2030.", [MINUTES])

    assert in_language(lack.reason, "de") != lack.reason
    assert "1 May 2030" in in_language(lack.reason, "de")


RULES = """Every loan needs the consent of the bank. The warden signs the visitors' book. The bank is in the square.

Members may borrow boats after their first two summers. Guests pay nothing until the second week of June.

The club works together with schools. It was founded by rowers and lends at prices close to those of the market."""


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("Every loan needs the consent of the warden.", "warden"),
        ("The club works together with rowers.", "rowers"),
        ("The club lends at prices close to those of the bank.", "bank"),
        ("Members may borrow boats during their first two summers.", "during"),
        ("Guests pay nothing after the second week of June.", "after"),
    ],
)
def test_what_a_word_is_linked_to_and_what_comes_first_is_as_in_the_source(claim: str, missing: str) -> None:
    assert [claim[lack.span.start : lack.span.end] for lack in find_lacks(claim, [RULES])] == [missing]


@pytest.mark.parametrize(
    "claim",
    [
        "Every loan needs the consent of the lender.",
        "The consent of the bank is needed for every loan.",
        "The club works together with local schools.",
        "Members may borrow boats following their first two summers.",
        "Guests pay nothing till the second week of June.",
    ],
)
def test_the_same_in_other_words_has_the_same_links(claim: str) -> None:
    assert find_lacks(claim, [RULES]) == ()
