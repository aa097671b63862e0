from __future__ import annotations

import pytest

from assistant.english.bounds import age_in, is_beyond


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Can a 10 year old join?", 10),
        ("Can Kit walk home? He is 7.", 7),
        ("May somebody aged 15 row?", 15),
        ("Is the deposit 400 euros?", None),
        ("Is it 7 km to the mill?", None),
    ],
)
def test_an_age_is_said_of_somebody(text: str, age: int | None) -> None:
    assert age_in(text) == age


@pytest.mark.parametrize(
    ("question", "sentence", "beyond"),
    [
        ("Can a 15 year old row?", "Nobody under 16 may row.", True),
        ("Can a 16 year old row?", "Nobody under 16 may row.", False),
        ("Can a 15 year old row?", "Members must be 16 or older.", True),
        ("Can a 15 year old row?", "Members must be at least 16.", True),
        ("Can a 71 year old cox?", "Members over 70 may not cox.", True),
        ("Can a 70 year old cox?", "Members over 70 may not cox.", None),
        ("Can a 15 year old row?", "Children under 12 pay half.", None),
        ("Can a 15 year old row?", "The boat is over 16 metres long.", None),
        ("May 100 people come?", "It holds at most 80 people.", True),
        ("May 60 people come?", "It holds at most 80 people.", False),
        ("May we stay three weeks?", "Guests may stay for up to 14 nights.", True),
        ("Is a 30 kg dog allowed?", "Dogs over 25 kg are not allowed.", True),
        ("Is a 20 kg dog allowed?", "Dogs over 25 kg are not allowed.", False),
        ("Can we cancel 20 days before?", "Free cancellation up to 14 days before arrival.", None),
        ("May we stay three weeks?", "The room costs 80 euros.", None),
    ],
)
def test_a_figure_is_beyond_a_bound_or_within(question: str, sentence: str, beyond: bool | None) -> None:  # noqa: FBT001
    assert is_beyond(question, sentence) is beyond
