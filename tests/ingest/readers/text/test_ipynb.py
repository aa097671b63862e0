from __future__ import annotations

import json

import pytest

from ingest.documents import BlockKind, PlaceKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.text.ipynb import read_ipynb


def read(*cells: dict[str, object], **more: object) -> Extraction:
    return read_ipynb(json.dumps({"cells": cells, "nbformat": 4, **more}).encode())


def code(source: str, *outputs: dict[str, object], **metadata: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": outputs, "metadata": metadata}


def result(**data: str) -> dict[str, object]:
    return {"output_type": "execute_result", "data": {name.replace("_", "/"): text for name, text in data.items()}}


def test_text_is_markdown_and_code_is_code() -> None:
    extraction = read(
        {"cell_type": "markdown", "source": ["# Rain\n", "\n", "In *millimetres*."]}, code("a = 1\nif a:\n    b = 2")
    )

    assert extraction.text == "Rain\nIn millimetres.\n\na = 1\nif a:\n    b = 2"
    assert [block.kind for block in extraction.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CODE]
    assert extraction.title == "Rain"


def test_each_cell_with_its_results_is_a_place() -> None:
    extraction = read(code("a = 1"), code(""), code("a + 1", result(text_plain="2")))

    assert [
        (place.kind, place.name, extraction.text[place.start : place.end].strip()) for place in extraction.places
    ] == [
        (PlaceKind.CELL, "1", "a = 1"),
        (PlaceKind.CELL, "3", "a + 1\n\n2"),
    ]


def test_printed_lines_and_errors_are_kept_without_colours() -> None:
    extraction = read(
        code(
            "run()",
            {"output_type": "stream", "name": "stdout", "text": ["one  two\n", "three\n"]},
            {"output_type": "error", "ename": "E", "evalue": "bad", "traceback": ["\x1b[31mE\x1b[0m", "E: bad"]},
        )
    )

    assert extraction.text == "run()\n\none  two\nthree\n\nE\nE: bad"


def test_a_picture_and_its_name_for_itself_are_passed_over() -> None:
    extraction = read(code("plot()", result(image_png="iVBORw0KGgo=", text_plain="<Figure size 640x480 with 1 Axes>")))

    assert extraction.text == "plot()"
    assert not extraction.doubts


def test_a_result_that_is_shown_as_a_table_is_one() -> None:
    plain = "   month  rain\n0    May    12\n1   June     9\n2   July    30"

    extraction = read(code("rain", result(text_html="<table></table>", text_plain=plain)))

    assert extraction.tables[0].columns == ("", "month", "rain")
    assert "1 | June | 9" in extraction.text


def test_a_result_of_html_alone_is_read_as_a_page() -> None:
    assert read(code("show()", result(text_html="<p>Twelve millimetres fell in May.</p>"))).text == (
        "show()\n\nTwelve millimetres fell in May."
    )


def test_a_cell_whose_source_is_hidden_is_marked() -> None:
    extraction = read(code("secret = 1", jupyter={"source_hidden": True}))

    assert [block.hidden for block in extraction.blocks] == [True]


def test_notebooks_of_format_3_have_worksheets() -> None:
    old = {
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "source": "Rain"},
                    {"cell_type": "code", "input": "rain()", "outputs": [{"output_type": "pyout", "text": ["12"]}]},
                ]
            }
        ]
    }

    assert read_ipynb(json.dumps(old).encode()).text == "Rain\n\nrain()\n\n12"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"[" * 100_000, b'{"cells"'])
def test_what_is_no_notebook_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead, match="Jupyter"):
        read_ipynb(content)


def test_odd_values_in_a_notebook_are_passed_over() -> None:
    odd = {"cells": [1, {"cell_type": 3, "source": {"a": 1}, "outputs": [None, {"data": [1]}]}, code("a = 1")]}

    assert read_ipynb(json.dumps(odd).encode()).text == "a = 1"
