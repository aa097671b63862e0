from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from assistant.conversation.history import EarlierTurn
from assistant.evaluation.comparison import compare
from assistant.evaluation.judges import Dissent
from tests.assistant.evaluation.reports import report
from tests.ui.answers import HOSTILE
from tests.ui.test_report_text import POINTS
from ui.report_page import to_page


class Tags(HTMLParser):
    """Gathers the tags of a page and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)


def test_the_page_shows_figures_the_curve_stages_slices_and_every_question() -> None:
    page = to_page(report())

    assert "0.667" in page
    assert "false refusals" in page
    assert "no figure: no question gives &quot;all&quot;" in page
    assert page.count("<details>") == 3
    assert "The shop opens at nine. [1]" in page


def test_questions_that_were_not_answered_rightly_come_first() -> None:
    page = to_page(report())

    assert page.index("Not correct: 1 of 3") < page.index("When do curlews go?") < page.index("Correct: 2 of 3")


def test_a_follow_up_shows_what_was_asked_before_and_searched() -> None:
    now = report()
    first = now.run.rows[0]
    assert first.answer is not None
    follow_up = replace(
        first,
        question=replace(first.question, question="And when?", history=(EarlierTurn("Is there a shop?"),)),
        answer=replace(first.answer, standalone_question="When does the shop open?"),
    )

    page = to_page(replace(now, run=replace(now.run, rows=(follow_up,))))

    assert "<b>asked before</b> Is there a shop?" in page
    assert "<b>searched as</b> When does the shop open?" in page


def test_a_comparison_without_flips_says_so() -> None:
    now = report()

    page = to_page(replace(now, comparison=compare(now.run.scores, now.run.scores)))

    assert "No answer flipped." in page


def test_every_figure_of_a_slice_and_of_a_sweep_has_its_interval() -> None:
    page = to_page(replace(report(), sweep=POINTS))

    assert ">0.500 [0.000,&nbsp;1.000] of&nbsp;2</td>" in page  # of the two unanswerable questions
    assert ">0.500 [0.100,&nbsp;0.900]</td>" in page


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    tags = Tags()
    tags.feed(to_page(report()))

    assert not {"script", "link", "img", "iframe", "form", "object"} & set(tags.tags)
    assert not {"src", "href", "onclick", "onerror"} & {name for name, _ in tags.attributes}
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in tags.attributes
    assert "url(" not in to_page(report())


def test_text_of_documents_questions_and_models_is_escaped() -> None:
    now = report(title=HOSTILE)
    rows = tuple(replace(row, question=replace(row.question, question=HOSTILE, id=HOSTILE)) for row in now.run.rows)
    hostile = replace(
        now,
        run=replace(now.run, rows=rows, notes=(HOSTILE,)),
        comparison=compare(now.run.scores, now.run.scores),
        sweep=POINTS,
        disagreement=Dissent(HOSTILE, 1, 1, 0, ((HOSTILE, HOSTILE),)),
    )

    page = to_page(hostile)

    assert "<script" not in page
    assert not re.search(r"<img", page)
    assert "&lt;script&gt;" in page
