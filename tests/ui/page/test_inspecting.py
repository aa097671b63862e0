from __future__ import annotations

from dataclasses import replace

from assistant.explaining import Cut, PassageTrace
from tests.assistant.fakes import document_of, passage_of
from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.page.inspecting import considered_html, trace_html


def trace(*, cut: Cut = Cut.READING, text: str = "The shop opens at nine.") -> PassageTrace:
    passage = replace(passage_of(document_of(text, title="Shop")), dense_rank=3, lexical_rank=None, similarity=0.5)
    return PassageTrace(passage, 1, 2, 0.25, cut, "Raise it.")


def test_every_passage_is_told_with_ranks_chance_and_fate() -> None:
    html = considered_html([trace()])

    ranks = '<td class="number" data-name="{}">{}</td>'
    assert "".join(ranks.format(*one) for one in (("Rank", 1), ("By meaning", 3), ("By words", "–"))) in html
    assert "".join(ranks.format(*one) for one in (("Similarity", "0.50"), ("Chance", "25%"))) in html
    assert "Not sure enough<br><small>Raise it.</small>" in html


def test_a_passage_that_is_cited_stands_out() -> None:
    assert '<tr class="cited">' in considered_html([trace(cut=Cut.NONE)])


def test_words_that_no_passage_holds_are_told_so() -> None:
    assert "No passage of the library holds these words" in trace_html(None)
    assert "Not sure enough" in trace_html(trace())


def test_an_inspection_is_text() -> None:
    assert is_harmless(considered_html([trace(text=HOSTILE)]))


def test_what_was_answered_without_a_search_says_so() -> None:
    assert "without a search" in considered_html([])
