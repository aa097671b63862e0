from __future__ import annotations

import pytest

from ingest.documents import BlockKind, PlaceKind
from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.text.code import read_code


def test_lines_stand_as_they_are() -> None:
    source = "def f(x):\n    if x:\n\n        return  1\n\treturn 2\n"

    extraction = read_code(source.encode())

    assert extraction.text == source.rstrip()
    assert [block.kind for block in extraction.blocks] == [BlockKind.CODE]


def test_the_place_is_the_number_of_the_first_line_that_says_something() -> None:
    extraction = read_code(b"\n\nimport os\nimport sys\n")

    assert [(place.kind, place.name, place.start) for place in extraction.places] == [(PlaceKind.LINE, "3", 0)]


def test_line_ends_of_any_system_are_line_ends() -> None:
    assert read_code(b"a\r\nb\r\n").text == "a\nb"
    assert read_code(b"a\rb\r").text == "a\nb"


def test_returns_inside_a_line_leave_the_numbers_of_lines_alone() -> None:
    assert read_code(b"10%\r20%\r30%\ndone\n").text == "10% 20% 30%\ndone"


def test_colours_of_a_terminal_are_no_words() -> None:
    assert read_code(b"\x1b[31mERROR\x1b[0m refused\n").text == "ERROR refused"


def test_a_file_that_is_too_large_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.text.code._LARGEST", 3)

    with pytest.raises(CannotRead, match="split"):
        read_code(b"abcd")


def test_a_long_file_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.text.code._PIECE", 4)
    told: list[tuple[int, int]] = []

    extraction = read_code(b"one\ntwo\nthree\nfour\n", Hints(progress=lambda done, total: told.append((done, total))))

    assert extraction.text == "one\ntwo\nthree\nfour"
    assert told[-1] == (19, 19)
    assert len(told) > 1
