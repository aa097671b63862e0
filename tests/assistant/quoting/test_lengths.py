from __future__ import annotations

import pytest

from assistant.quoting.lengths import length_of
from tests.assistant.fakes import passage_in
from tests.assistant.quoting.test_lookups import rows
from vectorstore.passages import Passage

LEASE = passage_in("The lease of the mill begins on 15 March 2023 and ends on 14 March 2027.", title="Mill")
CAMP = passage_in("The camp is from 20 July to 28 August.", "It costs 40 euros.", title="Summer")
SIGNED = passage_in("The lease was drafted on 3 May 2021 and signed on 5 June 2021.", title="Mill")
GIVEN = passage_in("The lease runs for two years, from 1 May 2021 to 30 April 2023.", title="Mill")
WORKS = rows("Works", "Work | Start | Finish", "Loft | 2026-01-12 | 2026-03-20", "Roof | 2026-02-02 | 2026-02-13")


@pytest.mark.parametrize(
    ("question", "passage", "told"),
    [
        ("How long does the lease of the mill last?", LEASE, "From 15 March 2023 to 14 March 2027: 4 years."),
        ("For how many days does the camp run?", CAMP, "From 20 July to 28 August: 39 days."),
        ("How many days does the loft take?", WORKS, "From 12 January 2026 to 20 March 2026: 67 days."),
    ],
)
def test_how_long_something_lasts_is_told_by_its_two_dates(question: str, passage: Passage, told: str) -> None:
    length = length_of(question, [passage], [])

    assert length is not None
    assert length.told == told


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How long does the lease of the barn last?", LEASE),
        ("When does the lease of the mill begin?", LEASE),
        ("How long ago did the lease of the mill begin?", LEASE),
        ("How long is the lease?", SIGNED),
        ("How long is the lease?", GIVEN),
        ("How long did the works take?", WORKS),
        ("How long is it?", CAMP),
    ],
)
def test_dates_of_another_thing_or_that_are_no_beginning_and_end_tell_no_length(
    question: str, passage: Passage
) -> None:
    assert length_of(question, [passage], []) is None
