from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Extraction
from ingest.readers.text.rst import read_rst


def read(source: str) -> Extraction:
    return read_rst(source.encode())


def kinds(extraction: Extraction) -> list[tuple[BlockKind, str]]:
    return [(block.kind, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_headings_have_the_depth_of_their_sections() -> None:
    extraction = read("House\n=====\n\nText.\n\nRules\n-----\n\nMore.\n\nKeys\n====\n\nEnd.")

    assert [(extraction.text[one.start : one.end], one.level) for one in extraction.headings] == [
        ("House", 1),
        ("Rules", 2),
        ("Keys", 1),
    ]
    assert extraction.title == "House"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*one* **two** ``three  x`` `four <https://x.example>`_", "one two three x four"),
        ("See :ref:`the rules <rules>`, :class:`~house.Key` and :doc:`keys`.", "See the rules, house.Key and keys."),
        ("H\\ :sub:`2`\\ O and 10\\ :sup:`6`", "H2O and 10⁶"),
        ("A <folder> and List<Record>.", "A <folder> and List<Record>."),
    ],
)
def test_marks_and_roles_leave_their_words(source: str, words: str) -> None:
    assert read(source).text == words


def test_numbers_of_lists_stay_and_items_nest() -> None:
    extraction = read("3. Open\n4. Close\n\n   a) gently\n   b) fully\n\n- tea")

    assert [(block.level, extraction.text[block.start : block.end]) for block in extraction.blocks] == [
        (1, "3. Open"),
        (1, "4. Close"),
        (2, "a) gently"),
        (2, "b) fully"),
        (1, "tea"),
    ]


@pytest.mark.parametrize(
    "source", ["=====\nThe House\n=====\n\nText.", "======\nThe House\n======\n\nText.", "The House\n=====\n\nText."]
)
def test_a_heading_under_too_short_a_line_is_said_once(source: str) -> None:
    assert read(source).text == "The House\nText."


def test_roman_numbers_stay() -> None:
    assert read("(iv) Open\n(v) Close").text == "(iv) Open\n(v) Close"


def test_labels_with_values_are_fields() -> None:
    extraction = read(":Author: Ada\n:Town: Oslo\n\nGate\n   The code is 4417.\n\n-v  say more")

    assert kinds(extraction) == [
        (BlockKind.FIELD, "Author: Ada"),
        (BlockKind.FIELD, "Town: Oslo"),
        (BlockKind.FIELD, "Gate: The code is 4417."),
        (BlockKind.FIELD, "-v: say more"),
    ]


def test_code_keeps_its_lines() -> None:
    extraction = read("Run::\n\n   a  b\n     c\n\n.. code-block:: python\n\n   x = 1")

    assert kinds(extraction)[1:] == [(BlockKind.CODE, "a  b\n  c"), (BlockKind.CODE, "x = 1")]


def test_tables_have_columns_and_cells_may_span() -> None:
    extraction = read(
        "+---+------+\n| a | b    |\n+===+======+\n| 1 | Ada  |\n|   | Berg |\n"
        "+---+------+\n| both     |\n+----------+\n"
    )

    assert extraction.tables[0].columns == ("a", "b")
    assert extraction.text == "a | b\n1 | Ada Berg\nboth"


def test_footnotes_keep_their_mark() -> None:
    extraction = read("Text. [1]_\n\n.. [1] The note.")

    assert kinds(extraction) == [(BlockKind.PARAGRAPH, "Text. [1]"), (BlockKind.FOOTNOTE, "[1] The note.")]


def test_a_directive_that_only_sphinx_knows_gives_its_words() -> None:
    assert read(".. versionadded:: 2.0\n   The *new* thing.\n\n.. toctree::\n   :maxdepth: 2\n\n   intro").text == (
        "2.0\n\nThe new thing."
    )


def test_a_warning_says_that_it_is_one() -> None:
    assert read(".. warning:: Mind the gap.").text == "Warning\nMind the gap."


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The code is 4417.")

    extraction = read(
        f"Text.\n\n.. include:: {secret}\n\n.. csv-table::\n   :file: {secret}\n\n.. raw:: html\n   :file: {secret}\n\n"
        f".. literalinclude:: {secret}\n"
    )

    assert "4417" not in extraction.text
    assert "secret.txt" in extraction.doubts[0].message


def test_words_for_another_format_are_left_out_with_a_doubt() -> None:
    extraction = read(".. raw:: html\n\n   <b>no</b>")

    assert extraction.text == ""
    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.LEFT_OUT]


def test_comments_are_not_seen() -> None:
    assert read("Text.\n\n.. a comment\n\n.. _target:\n\nEnd.").text == "Text.\n\nEnd."


def test_broken_marks_lose_no_words() -> None:
    extraction = read("A *star and `tick that end nowhere.\n\n=====\nShort\n===\n\nEnd |missing| and [9]_.")

    assert all(word in extraction.text for word in ("star", "tick", "nowhere", "Short", "End", "missing"))


def test_lists_nested_without_measure_are_read_as_text() -> None:
    extraction = read("\n\n".join("  " * depth + "- tea" for depth in range(400)))

    assert "tea" in extraction.text
