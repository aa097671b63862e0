from __future__ import annotations

from typing import cast

import pytest

from tests.ui.answers import answer_of, refusal_of
from ui.serving.marking import Mark
from ui.serving.objects import annotation, answer_object, nested, source_event, source_name


def link(path: str) -> str:
    return f"http://here{path}"


def test_an_answer_is_told_whole_with_addresses_and_without_folders() -> None:
    told = answer_object(answer_of("It is so."), link)
    refused = answer_object(refusal_of("No.", "Near."), link)

    (cited,) = cast("list[dict[str, object]]", told["citations"])
    assert cited["source"] == "n.txt"
    assert cited["url"] == "http://here/documents/d1?revision=r1&start=0&end=9#quote"
    assert cast("list[dict[str, object]]", refused["nearest"])[0]["quote"] == "Near."
    assert "passages" not in told
    assert "passages" in answer_object(answer_of("It is so."), link, passages=True)


def test_an_annotation_has_a_flat_and_a_nested_form() -> None:
    flat = annotation(Mark(answer_of("It is so.").citations[0], 3, 12), link)

    assert (flat["start_index"], flat["end_index"], flat["title"]) == (3, 12, "Notes")
    assert nested(flat) == {
        "type": "url_citation",
        "url_citation": {name: value for name, value in flat.items() if name != "type"},
    }


def test_a_source_event_carries_the_words_and_their_address() -> None:
    told = source_event(answer_of("It is so.").citations[0], link)

    assert told["type"] == "source"
    assert told["data"]["document"] == ["It is so."]  # type: ignore[index]


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///home/somebody/My%20notes.txt", "My notes.txt"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("file:///a.zip#inner.txt", "a.zip"),
    ],
)
def test_a_source_is_named_without_its_folders(uri: str, name: str) -> None:
    assert source_name(uri) == name
