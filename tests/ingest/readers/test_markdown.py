from __future__ import annotations

from ingest.readers.markdown import read_markdown


def text_of(source: str) -> str:
    return read_markdown(source.encode()).text


def test_marks_go_and_words_stay() -> None:
    assert text_of("A **bold** and *thin* [link](https://example.org) to `code`.") == "A bold and thin link to code."


def test_headings_are_lines_with_their_place_and_depth() -> None:
    reading = read_markdown(b"# House\n\nText.\n\n## Rules\n\nMore.")

    assert [(reading.text[one.start : one.end], one.level) for one in reading.headings] == [("House", 1), ("Rules", 2)]


def test_the_first_heading_is_the_title() -> None:
    assert read_markdown(b"Intro.\n\n# House\n").title == "House"


def test_front_matter_names_the_title_and_is_not_text() -> None:
    reading = read_markdown(b'---\ntitle: "My notes"\ntags: [a]\n---\n\nText.')

    assert (reading.title, reading.text) == ("My notes", "Text.")


def test_a_wrapped_paragraph_is_one_line() -> None:
    assert text_of("one\ntwo\n\nthree") == "one two\n\nthree"


def test_list_items_are_lines_also_nested_ones() -> None:
    assert text_of("- a\n- b\n  - c\n\nEnd.") == "a\nb\nc\n\nEnd."


def test_table_rows_are_lines_of_cells() -> None:
    assert text_of("| Item | Price |\n|---|---|\n| Tea | 2 |") == "Item | Price\nTea | 2"


def test_code_keeps_its_lines() -> None:
    assert text_of("```\nfirst = 1\nsecond = 2\n```") == "first = 1\nsecond = 2"


def test_html_inside_is_text_without_tags() -> None:
    assert text_of("<div>Shown</div>\n\n<!-- hidden -->\n\nText.") == "Shown\n\nText."


def test_an_image_leaves_its_description() -> None:
    assert text_of("![A map](http://127.0.0.1:9/x.png)") == "A map"


def test_text_that_looks_like_a_script_stays_harmless_text() -> None:
    assert "<" not in text_of("<script>alert(1)</script>")
