from __future__ import annotations

from dataclasses import replace

from assistant.conversation.history import EarlierTurn
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.review import Excerpt
from ui.review_sheet import head, sources
from ui.reviewing import ReviewSheet

QUESTION = EvaluationQuestion("g<1>", "When?", True, kind="fact", made="date <b>")
SHEET = ReviewSheet(2, QUESTION, total=10, kept=2, edited=1, dropped=1)


def test_the_head_says_where_one_is_what_was_decided_and_how_the_question_was_made() -> None:
    html = head(replace(SHEET, question=replace(QUESTION, review="kept"), message="Not <saved>."))

    assert "Question 3 of 10" in html
    assert "2 kept · 1 edited · 1 dropped · 6 open" in html
    assert '<span class="decision">kept</span>' in html
    assert "Made from: date &lt;b&gt;" in html
    assert "g&lt;1&gt;" in html
    assert "Not &lt;saved&gt;." in html


def test_a_follow_up_shows_the_turns_before() -> None:
    html = head(replace(SHEET, question=replace(QUESTION, history=(EarlierTurn("What of <tea>?"),))))

    assert "<li>What of &lt;tea&gt;?</li>" in html


def test_evidence_is_marked_where_it_stands_and_escaped() -> None:
    html = sources(replace(SHEET, excerpts=(Excerpt("Shop <1>", "At <", "nine", "> it opens."),)))

    assert "Shop &lt;1&gt;" in html
    assert "At &lt;<mark>nine</mark>&gt; it opens." in html


def test_for_a_question_without_an_answer_the_reader_is_asked_to_look_at_what_is_near() -> None:
    html = sources(replace(SHEET, question=replace(QUESTION, answerable=False)))

    assert "do they answer it after all?" in html
    assert "The library has no passage near it." in html


def test_evidence_in_no_document_and_none_at_all_are_told_apart() -> None:
    assert "In no document of this library" in sources(replace(SHEET, excerpts=(Excerpt("", "", "nine", ""),)))
    assert "The file gives no evidence." in sources(SHEET)
