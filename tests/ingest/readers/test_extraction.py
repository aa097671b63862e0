from __future__ import annotations

from ingest.readers.extraction import Builder


def test_blocks_are_put_together_as_canonical_text() -> None:
    builder = Builder()
    builder.heading("Rules", 1)
    builder.paragraph("Be  kind\nto all.")
    builder.line("one")
    builder.line("two")
    builder.gap()
    builder.paragraph("End.")

    extraction = builder.extraction("T")

    assert extraction.text == "Rules\nBe kind to all.\n\none\ntwo\n\nEnd."
    assert (extraction.headings[0].start, extraction.headings[0].end) == (0, 5)


def test_blank_blocks_leave_no_trace() -> None:
    builder = Builder()
    builder.paragraph("  ")
    builder.heading("", 2)
    builder.line("\n")

    assert builder.extraction() == Builder().extraction()


def test_the_first_heading_is_at_hand_as_a_title() -> None:
    builder = Builder()
    builder.paragraph("Intro.")
    builder.heading("House", 2)

    assert builder.first_heading == "House"
    assert Builder().first_heading == ""


def test_a_builder_tells_what_was_added_since_an_offset() -> None:
    builder = Builder()
    builder.paragraph("One two.")
    start = builder.position
    builder.line("Three.")

    assert builder.since(start) == "Three.\n"
    assert builder.since(4) == "two.\n\nThree.\n"
    assert builder.since(builder.position) == ""
