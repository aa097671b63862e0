from __future__ import annotations

from assistant.english.irregular import BASES


def test_past_forms_lead_to_their_base_and_regular_words_to_none() -> None:
    assert [BASES.get(one) for one in ("rose", "taken", "bred", "walked", "cut")] == [
        "rise",
        "take",
        "breed",
        None,
        None,
    ]
