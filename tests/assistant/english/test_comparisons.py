from __future__ import annotations

import pytest

from assistant.english.comparisons import Comparison, Direction, UnnamedPair, comparison_of, extreme_of, unnamed_pair_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Compare the price of the oak desk and the elm desk.", Comparison(("oak desk", "elm desk"), "price")),
        ("What is the difference in price between the oak desk and the elm desk?",
         Comparison(("oak desk", "elm desk"), "price")),
        ("Which desk has the longer drawer, the oak one or the elm?", Comparison(("oak", "elm"), "drawer", "longer")),
        ("How much more is a desk in 2032 than in 2031?", Comparison(("2032", "2031"), "desk", "more")),
        ("Which desk is cheaper, the oak or the elm?", Comparison(("oak", "elm"), "desk", "cheaper")),
        ("Which has the longer drawer, the oak desk or the elm desk?",
         Comparison(("oak desk", "elm desk"), "drawer", "longer")),
        ("What is cheaper, the oak desk or the elm desk, and by how much?",
         Comparison(("oak desk", "elm desk"), "", "cheaper")),
        ("Is the oak desk heavier than the elm desk?", Comparison(("oak desk", "elm desk"), "", "heavier", asks=True)),
        ("Does the oak desk have a longer drawer than the elm desk?",
         Comparison(("oak desk", "elm desk"), "drawer", "longer", asks=True)),
        ("Is polish cheaper for members than for guests?",
         Comparison(("members", "guests"), "polish", "cheaper", asks=True)),
        ("Compare the price of the oak desk with that of the elm desk.", Comparison(("oak desk", "elm desk"), "price")),
        ("Compare the price of the oak desk and of the elm desk.", Comparison(("oak desk", "elm desk"), "price")),
        ("How does the oak desk differ from the elm desk?", Comparison(("oak desk", "elm desk"), "")),
        ("oak desk vs elm desk", Comparison(("oak desk", "elm desk"), "")),
        ("Compare the oak desk's price with the elm desk's.", Comparison(("oak desk", "elm desk"), "price")),
    ],
)  # fmt: skip
def test_both_sides_and_what_of_them_is_compared(question: str, expected: Comparison) -> None:
    assert comparison_of(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Which desks are made of oak?",
        "Is the price more than 100 euros?",
        "Is it open on Monday or Tuesday?",
        "What is the difference between the two desks?",
        "Which desk is cheaper?",
        "",
    ],
)
def test_a_question_that_names_no_two_things_compares_none(question: str) -> None:
    assert comparison_of(question) is None


def test_a_shorter_time_is_faster_and_a_larger_price_dearer() -> None:
    assert [extreme_of(one) for one in ("faster", "dearer", "")] == [Direction.LESS, Direction.MORE, Direction.NONE]


def test_one_of_two_is_asked_for_before_its_quality() -> None:
    comparison = comparison_of("Is the attic or the cellar warmer?")

    assert comparison is not None
    assert comparison.sides == ("attic", "cellar")
    assert comparison.quality == "warmer"
    assert not comparison.asks


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("Compare the two offers for the stand dryer.", UnnamedPair("offers", "the stand dryer")),
        ("Which of the two dryer offers is cheaper, and by how much?", UnnamedPair("dryer offers", "", "cheaper")),
        ("Which boat is cheaper in June?", UnnamedPair("boat", "", "cheaper", "in June")),
        ("What is the difference between the two quotes?", UnnamedPair("quotes")),
        ("How do the two leases differ?", UnnamedPair("leases")),
        ("Which mill is cheaper, the old or the new one?", None),
        ("Which is cheaper?", None),
        ("Compare the Kestrel and the Merlin.", None),
    ],
)
def test_two_things_of_a_sort_are_compared_without_their_names(question: str, pair: UnnamedPair | None) -> None:
    assert unnamed_pair_of(question) == pair
