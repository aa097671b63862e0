from __future__ import annotations

import pytest

from assistant.errors import EndlessAnswer
from assistant.writing.streams import shortest_period, unless_endless, without_thoughts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It opens.", "It opens."),
        ("\n\n It opens.", "It opens."),
        ("<think>Well, </think>It opens.", "It opens."),
        ("\n<think>\n</think>\n\nIt opens.", "It opens."),
        ("<thanks> to all", "<thanks> to all"),
        ("a <think>b</think>", "a <think>b</think>"),
        ("<think>never done", ""),
        ("   ", ""),
        ("<th", "<th"),
    ],
)
def test_thoughts_are_left_out_however_they_are_split(text: str, said: str) -> None:
    assert "".join(without_thoughts(iter([text]))) == said
    assert "".join(without_thoughts(iter(text))) == said


def test_the_shortest_period_of_a_text() -> None:
    assert [shortest_period(text) for text in ("abcabcab", "aaaa", "abcd", "")] == [3, 1, 4, 0]


def test_saying_one_thing_over_and_over_is_stopped() -> None:
    with pytest.raises(EndlessAnswer, match="repeats itself"):
        list(unless_endless(iter(["The same again. "] * 1000)))


def test_a_table_and_a_list_of_like_items_are_no_repetition() -> None:
    rows = [f"| Item {number} | {number * 7} |\n" for number in range(200)]

    assert list(unless_endless(iter(rows))) == rows
