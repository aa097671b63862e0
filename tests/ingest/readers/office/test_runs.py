from __future__ import annotations

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder
from ingest.readers.office.runs import EDGE, Losses, TextRun, lines_of, settled, without_bullet


def test_struck_figures_go_and_struck_words_stay_and_are_told_of() -> None:
    losses = Losses()

    text = settled(
        [TextRun("Pay "), TextRun("900 ", struck=True), TextRun("950 "), TextRun("gladly", struck=True)], losses
    )

    assert text == "Pay 950 gladly"
    assert losses.struck == ["900 "]
    assert losses.kept == [("gladly", "Pay 950 gladly")]


def test_a_paragraph_struck_as_a_whole_says_nothing() -> None:
    losses = Losses()

    assert settled([TextRun("Closed ", struck=True), TextRun(" "), TextRun("today", struck=True)], losses).strip() == ""
    assert [text.strip() for text in losses.struck] == ["Closed", "today"]


def test_an_equation_is_parted_from_words_close_to_it_but_not_from_what_closes() -> None:
    runs = [
        TextRun("Let"),
        TextRun(EDGE),
        TextRun("x^2"),
        TextRun(EDGE),
        TextRun("be, or "),
        TextRun(EDGE),
        TextRun("y"),
        TextRun(EDGE),
        TextRun("."),
    ]

    assert settled(runs, Losses()) == "Let x^2 be, or y."


def test_a_line_that_goes_on_in_small_letters_is_joined_unless_a_sentence_ended() -> None:
    assert lines_of("The  old\nmill\nStreet:\nsee below\n\n") == ["The old mill", "Street:", "see below"]


def test_a_typed_bullet_goes_and_a_hyphen_stays() -> None:
    assert without_bullet(" • Oil") == "Oil"
    assert without_bullet("•Oil") == "•Oil"
    assert without_bullet("- Oil") == "- Oil"


def test_doubts_count_the_words_left_out_and_point_at_struck_ones_that_stay() -> None:
    builder, losses = Builder(), Losses(deleted=["nine hundred"], kept=[("gladly", "Pay gladly")])
    builder.paragraph("Pay gladly")

    losses.tell(builder)

    struck, left_out = builder.extraction().doubts
    assert left_out.kind is DoubtKind.LEFT_OUT
    assert left_out.message.startswith("2 words that are deleted by tracked changes")
    assert "“nine hundred”" in left_out.message
    assert (struck.kind, struck.start, struck.end) == (DoubtKind.STRUCK, 4, 10)
