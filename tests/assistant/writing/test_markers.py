from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.markers import Marker, MarkerParser, Piece, Prose, merge, parse

KNOWN = range(1, 13)


def numbers_in(text: str) -> list[tuple[int, ...]]:
    return [piece.numbers for piece in parse(text, KNOWN) if isinstance(piece, Marker)]


def prose_of(text: str) -> str:
    return "".join(piece.text for piece in parse(text, KNOWN) if isinstance(piece, Prose))


def streamed(parts: Sequence[str]) -> tuple[tuple[Piece, ...], int]:
    parser = MarkerParser(KNOWN)
    pieces = [piece for part in parts for piece in parser.feed(part)]
    return merge([*pieces, *parser.close()]), parser.dropped


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It opened. [1]", [(1,)]),
        ("It opened [1, 2].", [(1, 2)]),
        ("It opened [1][2].", [(1,), (2,)]),
        ("It opened [1-3].", [(1, 2, 3)]),
        ("It opened [1–3, 5].", [(1, 2, 3, 5)]),
        ("It opened [[1]].", [(1,)]),
        ("It opened [[1, 2]].", [(1, 2)]),
        ("It opened 【1】.", [(1,)]),
        ("It opened 【2†source】.", [(2,)]),
        ("It opened ［１］.", [(1,)]),
        ("It opened [١٢].", [(12,)]),
        ("It opened [ 1 ; 2 ].", [(1, 2)]),
        ("It opened [12].", [(12,)]),
        ("It opened [1, 1].", [(1,)]),
        ("| Bridge | 1932 [2] |", [(2,)]),
        ("- tea [1]\n- coffee [2]", [(1,), (2,)]),
    ],
)
def test_every_spelling_is_found(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert numbers_in(text) == numbers
    assert "1" not in prose_of(text).replace("1932", "")


@pytest.mark.parametrize(
    "text",
    [
        "See ref 12 and (3).",
        "an [a] or [1a] or [1.5] or [-1]",
        "an unclosed [1",
        "an unclosed [1\n] over lines",
        "a mixed pair [1】",
        "nothing in []",
        "`x[1]` is code",
        "``a ` b [1]`` is code",
        "```python\nx[1]\n```",
        "~~~\nx[1]\n~~~",
        "1. ```\n   x[1]\n   ```",
        "> ```\n> x[1]\n> ```",
        "```\nnever closed [1]",
    ],
)
def test_what_is_no_marker_is_left_as_it_is(text: str) -> None:
    assert parse(text, KNOWN) == merge(parse(text, ()))
    assert prose_of(text) == text


def test_code_is_told_from_prose() -> None:
    assert parse("use `x[1]` here [1]", KNOWN) == (
        Prose("use "),
        Prose("`x[1]`", is_code=True),
        Prose(" here "),
        Marker((1,), "[1]"),
    )


def test_a_stray_backtick_hides_no_marker() -> None:
    assert numbers_in("five ` wide [1]\nand `so` on [2]") == [(1,), (2,)]


def test_after_a_block_of_code_markers_count_again() -> None:
    assert numbers_in("```\nx[1]\n```\nIt opened. [2]") == [(2,)]


def test_unknown_numbers_are_dropped_and_counted() -> None:
    parser = MarkerParser(KNOWN)

    pieces = merge([*parser.feed("It opened [99, 1] as [14] says [11-13]."), *parser.close()])

    assert pieces == (
        Prose("It opened "),
        Marker((1,), "[99, 1]"),
        Prose(" as "),
        Marker((), "[14]"),
        Prose(" says "),
        Marker((11, 12), "[11-13]"),
        Prose("."),
    )
    assert parser.dropped == 3


def test_a_range_without_end_costs_nothing() -> None:
    parser = MarkerParser(KNOWN)

    assert parser.feed("[1-999999999]") == (Marker(tuple(KNOWN), "[1-999999999]"),)
    assert parser.dropped == 1


def test_prose_is_given_at_once_and_only_what_may_be_a_marker_waits() -> None:
    parser = MarkerParser(KNOWN)

    assert parser.feed("It opened [") == (Prose("It opened "),)
    assert parser.feed("1") == ()
    assert parser.feed("]") == (Marker((1,), "[1]"),)


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "[" + "1" * 10_000 + "]", "[1," * 20_000, "`" * 50_000, "` `` " * 10_000, "[[1" * 20_000]
)
def test_hostile_text_takes_linear_time_and_is_kept(text: str) -> None:
    started = time.perf_counter()

    pieces, _ = streamed(text)

    assert time.perf_counter() - started < 10  # seconds, where quadratic time takes minutes
    assert "".join(piece.text if isinstance(piece, Prose) else piece.written for piece in pieces) == text


TEXTS = st.lists(
    st.sampled_from(
        [*"[]【】［］1 29,-`~\n†a.", "[1]", "[[2]]", "```\n", "【3】", "［１］", "[1-3]", "`x[1]`", "ref 12 "]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.data())
def test_however_a_stream_is_split_the_result_is_that_of_the_whole(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    assert streamed(parts) == streamed([text]) == streamed(list(text))
