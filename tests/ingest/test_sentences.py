from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed in.", ["It rained.", "We stayed in."]),
        ("Who came? Everyone! Good.", ["Who came?", "Everyone!", "Good."]),
        ("She moved to the U.S. in May. He stayed.", ["She moved to the U.S. in May.", "He stayed."]),
        ("He lives in the U.S. The rest moved.", ["He lives in the U.S.", "The rest moved."]),
        ("Dr. Ada Wong met Mr. Lee. They spoke.", ["Dr. Ada Wong met Mr. Lee.", "They spoke."]),
        ("See No. 5 and Fig. 3. Then stop.", ["See No. 5 and Fig. 3.", "Then stop."]),
        ("Fruit, e.g. apples, is cheap. So is tea.", ["Fruit, e.g. apples, is cheap.", "So is tea."]),
        ("It costs 3.50 euros. It fell by 0.5.", ["It costs 3.50 euros.", "It fell by 0.5."]),
        ("J. R. R. Tolkien wrote it. I read it.", ["J. R. R. Tolkien wrote it.", "I read it."]),
        ("“Come in.” She did.", ["“Come in.”", "She did."]),
        ("“Is it open?” he asked. It was.", ["“Is it open?” he asked.", "It was."]),
        ("Wait... is it there? Yes.", ["Wait... is it there?", "Yes."]),
        ("Use version 2.1.3 of node.js today. Not 1.x.", ["Use version 2.1.3 of node.js today.", "Not 1.x."]),
        ("Write to a.b@example.org or visit example.org. Thanks.", None),
        ("Acme Inc. reported a loss. It fell.", ["Acme Inc. reported a loss.", "It fell."]),
        ("We met at 5 p.m. on Monday. It was late.", ["We met at 5 p.m. on Monday.", "It was late."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("Is it so? No. It is not.", ["Is it so?", "No.", "It is not."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str] | None) -> None:
    found = sentences(text)

    assert found == expected if expected is not None else found[-1] == "Thanks."


def test_a_line_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    assert sentences("Opening hours\n- Monday to Friday\n- Saturday until noon") == [
        "Opening hours",
        "- Monday to Friday",
        "- Saturday until noon",
    ]


def test_the_number_of_a_list_item_stays_with_it() -> None:
    assert sentences("1. Boil water. 2. Wait.")[0].startswith("1. Boil")


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


@given(st.text(max_size=300))
def test_sentences_are_in_order_apart_and_hold_every_character_that_is_not_blank(text: str) -> None:
    spans = split_sentences(text)

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(text[span.start : span.end].split()) for span in spans) == "".join(text.split())


@given(st.text(alphabet="ab .!?\n\"'”U.S1", max_size=200))
def test_a_sentence_never_reaches_over_a_line_end_nor_begins_or_ends_blank(text: str) -> None:
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        assert "\n" not in sentence
        assert sentence == sentence.strip() != ""
