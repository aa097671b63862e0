from __future__ import annotations

from assistant.english.comparisons import UnnamedPair
from assistant.quoting.offers import held_side_by_side, side_of
from tests.assistant.fakes import passage_in
from vectorstore.passages import Passage

MERIDIAN = passage_in(
    "Boat: Kingfisher", "Week in June: £1,090", "Deposit: £200", "Fuel: included", title="boat offer 1", between="\n"
)
HERON = passage_in(
    "Boat: Old Heron", "Week in June: £1,245", "Deposit: £200", "Fuel: extra", title="boat offer 2", between="\n"
)
OFFERS = UnnamedPair("offers", "the boat")


def held(pair: UnnamedPair, one: Passage = MERIDIAN, other: Passage = HERON) -> list[tuple[str, str]]:
    first, second = side_of(pair, [one]), side_of(pair, [other])
    assert first is not None
    assert second is not None
    return [(left.text, right.text) for left, right in held_side_by_side(pair, first, second)]


def test_a_document_is_of_a_sort_by_its_title_or_a_label() -> None:
    by_title, by_label = side_of(OFFERS, [MERIDIAN]), side_of(UnnamedPair("boat"), [MERIDIAN])

    assert by_title is not None
    assert by_title.name == "boat offer 1"
    assert by_label is not None
    assert by_label.name == "Kingfisher"
    assert side_of(UnnamedPair("leases"), [MERIDIAN]) is None
    assert side_of(UnnamedPair("offers", "the roof"), [MERIDIAN]) is None


def test_what_differs_under_one_label_is_shown_of_both() -> None:
    assert held(OFFERS) == [
        ("Boat: Kingfisher", "Boat: Old Heron"),
        ("Week in June: £1,090", "Week in June: £1,245"),
        ("Fuel: included", "Fuel: extra"),
    ]


def test_which_is_cheaper_is_told_by_the_one_label_of_a_price_that_is_asked_for() -> None:
    assert held(UnnamedPair("boat", "", "cheaper", "in June")) == [("Week in June: £1,090", "Week in June: £1,245")]
    assert held(UnnamedPair("boat", "", "cheaper", "in May")) == []
    assert held(UnnamedPair("boat", "", "cheaper")) == []
    assert held(
        UnnamedPair("offer", "", "cheaper"),
        passage_in("Price: £349", "Noise: 68 dB", "Stock: 3", title="offer a", between="\n"),
        passage_in("Price: £412", "Noise: 59 dB", "Stock: 4", title="offer b", between="\n"),
    ) == [("Price: £349", "Price: £412")]
