from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from assistant.answers import Answer, Lack, Support, Verdict
from assistant.explaining import Cut, PassageTrace
from ingest.documents import Span
from tests.assistant.fakes import passage_in
from tests.ui.answers import answer_of, disagreeing, refusal_of, uncited
from ui.terminal import print_answer, print_notes, print_passages, print_trace, watch


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
    assert "(not found in the documents)" in printed(uncited(answer_of("It is so.", verdict=Verdict.UNSUPPORTED)))


def test_a_passage_that_may_say_what_a_model_found_nowhere_is_named() -> None:
    text = printed(answer_of("The documents do not say.", verdict=Verdict.UNSUPPORTED))

    assert "The documents do not say. [1] (this passage may say it)" in text


def test_sources_that_disagree_are_printed_with_their_dates() -> None:
    text = printed(disagreeing())

    assert "Sources disagree on the number" in text
    assert "Survey, 2020-05-05: “It is 530 m.”" in text


def test_why_a_model_gave_no_answer_is_printed() -> None:
    assert "The model gave none." in printed(replace(answer_of("It is so."), fallback="The model gave none."))


def test_an_answer_that_grows_is_shown_in_a_terminal_and_returned_whole() -> None:
    growing = [answer_of("It", verdict=Verdict.CHECKING), answer_of("It is so.")]
    out = io.StringIO()

    whole = watch(Console(file=out, force_terminal=True, width=80), iter(growing))

    assert whole is growing[1]
    assert "It is so." in out.getvalue()


def test_nothing_is_shown_of_growing_answers_where_nobody_watches() -> None:
    out = io.StringIO()

    assert watch(Console(file=out, force_terminal=False), iter([answer_of("It is so.")])).text == "It is so. [1]"
    assert out.getvalue() == ""


def test_passages_are_listed_with_what_orders_them() -> None:
    first, second = (replace(passage_in("It opens at nine."), score=score) for score in (0.5, 0.9))
    out = io.StringIO()

    print_passages(Console(file=out, width=200), [first, second])

    text = out.getvalue()
    assert "ordered by the search score and by how likely the reader finds the answer in them" in text
    assert text.index("search score 0.5000") < text.index("search score 0.9000")


def test_the_way_of_a_passage_is_printed_stage_by_stage() -> None:
    passage = replace(passage_in("It opens at nine."), dense_rank=31, lexical_rank=None)
    out = io.StringIO()

    print_trace(
        Console(file=out, width=200),
        PassageTrace(passage, 17, None, 0.25, Cut.FUSION, "12 passages are read."),
    )

    for line in ("keywords (BM25): not there", "vectors: rank 31", "fusion: rank 17", "0.25", "dropped by: fusion. 12"):
        assert line in out.getvalue()


def test_a_passage_that_is_nowhere_is_said_to_be() -> None:
    out = io.StringIO()

    print_trace(Console(file=out, width=200), None)

    assert "No passage of the library holds that text." in out.getvalue()


def test_notes_are_printed_without_what_could_steer_the_terminal() -> None:
    out = io.StringIO()

    print_notes(Console(file=out, width=200, highlight=False), ["Read in German.\x1b[2J"])

    assert "Read in German." in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_what_a_statement_lacks_is_named_and_cannot_steer_the_terminal() -> None:
    lacking = Support(Verdict.PARTLY, 0.5, (Lack(Span(12, 16), "“\x1b[2Jnine” is not in the source"),))
    answer = answer_of("It opens at nine.")

    text = printed(replace(answer, statements=(replace(answer.statements[0], support=lacking),)))

    assert "nine” is not in the source)" in text
    assert "\x1b" not in text
