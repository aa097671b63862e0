from __future__ import annotations

import io

from rich.console import Console

from assistant.answers import Answer, Verdict
from ingest.documents import Span
from tests.ui.answers import answer_of, refusal_of
from ui.terminal import print_answer, print_notes


def printed(answer: Answer) -> str:
    out = io.StringIO()
    print_answer(Console(file=out, width=200, highlight=False), answer)
    return out.getvalue()


def test_an_answer_has_its_markers_and_its_sources_below() -> None:
    assert printed(answer_of("It opens at nine.")).split("\n")[:4] == [
        "It opens at nine. [1]",
        "",
        "Sources",
        "  [1] Notes",
    ]


def test_a_refusal_has_its_reason_and_what_came_closest() -> None:
    text = printed(refusal_of("Not in your documents.", "Near it."))

    assert text.startswith("Not in your documents.")
    assert "Closest I found" in text
    assert "What else?" in text


def test_text_of_documents_cannot_steer_the_terminal() -> None:
    text = printed(answer_of("\x1b[2JGone \x07[bold]brackets[/bold] stay", Span(0, 3)))

    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]brackets[/bold]" in text


def test_a_statement_that_is_not_supported_is_flagged() -> None:
    assert "(not supported)" in printed(answer_of("It is so.", verdict=Verdict.UNSUPPORTED))


def test_notes_are_printed_without_what_could_steer_the_terminal() -> None:
    out = io.StringIO()

    print_notes(Console(file=out, width=200, highlight=False), ["Read in German.\x1b[2J"])

    assert "Read in German." in out.getvalue()
    assert "\x1b" not in out.getvalue()
