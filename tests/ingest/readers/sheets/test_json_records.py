from __future__ import annotations

import json

import pytest

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.extraction import CannotRead, Extraction, Hints
from ingest.readers.sheets.json_records import read_json_records


def read(source: str, suffix: str = ".json") -> Extraction:
    return read_json_records(source.encode(), Hints(suffix=suffix))


def test_a_list_of_records_is_a_table() -> None:
    extraction = read('[{"item": "Oak", "sum": 3}, {"item": "Elm", "sum": 4, "tall": true}]')

    assert extraction.text == "item | sum | tall\nOak | 3\nElm | 4 | true"
    assert extraction.tables[0].columns == ("item", "sum", "tall")


def test_numbers_keep_the_characters_of_the_file() -> None:
    assert read('{"a": 1.0, "b": 12345678901234567890123, "c": 1e-7, "d": 007}'.replace("007", "7.10")).text == (
        "a: 1.0\nb: 12345678901234567890123\nc: 1e-7\nd: 7.10"
    )


def test_what_lies_inside_stands_under_headings_and_deep_values_under_their_path() -> None:
    extraction = read('{"mill": {"name": "Alm", "wheel": {"size": {"feet": {"least": 9}}}}}')

    assert extraction.text == "mill\nname: Alm\n\nwheel\n\nsize\nfeet › least: 9"
    assert [block.level for block in extraction.headings] == [1, 2, 3]


def test_records_with_values_inside_are_rows_with_paths_for_names() -> None:
    extraction = read(
        '[{"name": "Ada", "at": {"town": "Alm"}, "tags": ["a", "b"]}, {"name": "Bo", "at": {"town": "Birk"}}]'
    )

    assert extraction.tables[0].columns == ("name", "at › town", "tags")
    assert extraction.text.splitlines()[1] == "Ada | Alm | a, b"


def test_records_of_long_texts_are_read_one_after_the_other() -> None:
    messages = [{"role": "user", "content": "Hello.\n\nHow is the mill?"}, {"role": "keeper", "content": "Fine. " * 90}]

    extraction = read(json.dumps({"messages": messages}))

    assert extraction.tables == ()
    assert "role: user\ncontent: Hello.\nHow is the mill?" in extraction.text


def test_rows_without_names_are_a_table() -> None:
    assert read('[["Item", "Sum"], ["Oak", "3"], ["Elm", "4"]]').tables[0].columns == ("Item", "Sum")


def test_a_name_that_stands_twice_is_read_twice() -> None:
    assert read('{"a": 1, "a": 2}').text == "a: 1\na: 2"


def test_long_lists_of_numbers_are_left_out_and_told_of() -> None:
    extraction = read(json.dumps({"name": "Alm", "shape": [[number, number] for number in range(500)]}))

    assert extraction.text == "name: Alm"
    assert (extraction.doubts[0].kind, "“shape”" in extraction.doubts[0].message) == (DoubtKind.LEFT_OUT, True)


def test_features_of_a_map_are_rows() -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [13.4, 52.5]}}
    source = {"features": [{**feature, "properties": {"name": name}} for name in ("Mill", "Pond")]}

    assert read(json.dumps(source), ".geojson").tables[0].columns[-1] == "properties › name"


def test_each_line_is_a_record_and_a_bad_one_is_named() -> None:
    extraction = read('{"a": 1, "b": "x"}\n\n{"a": 2, "b": "y"}\n{"a": \n', ".jsonl")

    assert extraction.text == "a | b\n1 | x\n2 | y"
    assert [doubt.message.split(" is no JSON")[0] for doubt in extraction.doubts] == ["line 4"]


def test_lines_of_records_are_read_whatever_the_name_says() -> None:
    assert read('{"a": 1}\n{"a": 2}\n').text == "a\n1\n2"


def test_lines_that_stand_as_in_the_file_have_their_numbers_as_places() -> None:
    extraction = read('{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n', ".jsonl")

    assert [(place.name, extraction.text[place.start : place.end]) for place in extraction.places] == [
        ("1", "1 | x\n2 | y")
    ]


@pytest.mark.parametrize("source", ['{"a": 1', "no json", "[1, 2,, 3]"])
def test_what_is_no_json_is_refused_with_its_line(source: str) -> None:
    with pytest.raises(CannotRead, match="line 1"):
        read(source)


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(CannotRead, match="inside each other"):
        read("[" * 100_000)


def test_nothing_is_nothing() -> None:
    assert read("").text == read("[]").text == read("{}").text == ""


def test_settings_with_comments_are_lines_as_they_stand() -> None:
    source = '{\n  // the port\n  "port": 8080, /* open */\n  "hosts": ["http://a.example",],\n}'

    extraction = read(source)

    assert extraction.text == source
    assert [place.kind for place in extraction.places] == [PlaceKind.LINE]


def test_what_is_no_json_is_still_refused_with_the_line() -> None:
    with pytest.raises(CannotRead, match="line 2"):
        read('{\n"a": }')
