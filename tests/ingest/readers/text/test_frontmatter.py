from __future__ import annotations

from ingest.readers.text.frontmatter import front_matter


def test_pairs_are_lines_and_the_rest_is_the_body() -> None:
    front = front_matter("---\ntitle: 'House rules'\ndate: 2026-05-02\n---\nText.")

    assert front.lines == ("title: House rules", "date: 2026-05-02")
    assert (front.title, front.body) == ("House rules", "Text.")


def test_entries_of_a_list_are_lines() -> None:
    assert front_matter("---\nauthors:\n  - Ada\n  - Ben\nyear: 2026\n---\n").lines == (
        "authors:",
        "Ada",
        "Ben",
        "year: 2026",
    )


def test_a_value_on_several_lines_is_one() -> None:
    assert front_matter("---\nsummary: >\n  A text\n  that goes on.\n---\n").lines == ("summary: A text that goes on.",)


def test_toml_is_front_matter_too() -> None:
    front = front_matter('+++\ntitle = "House rules"\ndraft = false\n+++\nText.')

    assert front.lines == ("title: House rules", "draft: false")
    assert front.title == "House rules"


def test_a_line_above_mere_text_is_no_front_matter() -> None:
    source = "---\n\nThis is text, and it has a line below.\n\n---\nMore."

    assert front_matter(source).body == source
