"""A small report: an answer, a refusal and an error."""

from __future__ import annotations

from assistant.answers import Answer
from assistant.evaluation.run import Measuring, evaluate
from assistant.evaluation.run_json import About, Report, report_on
from tests.assistant.evaluation.fakes import MOOR, SHOP, ToldAnswerer, ToldJudge, archive, asked, refusing, saying
from tests.assistant.fakes import passage_of

OPENS = "The shop opens at nine."
APRIL = "They come in April."


def about() -> About:
    """What was run."""
    return About("questions.jsonl", "library", 2, 2, "reader", "0.1.0", "2026-11-24", {"retrieval.top_k": "12"})


def report(*, failing: Exception | None = None, title: str = "Shop") -> Report:
    """A report of three questions; the last is answered wrongly, or fails as told."""
    wrong: Answer | Exception = failing or saying((APRIL, [APRIL]), document=MOOR, passages=[passage_of(MOOR)])
    answerer = ToldAnswerer(
        {
            "When does it open?": saying((OPENS, [OPENS]), passages=[passage_of(SHOP)], marked="nine"),
            "Who is the mayor?": refusing(),
            "When do curlews go?": wrong,
        }
    )
    questions = [
        asked("When does it open?", identity="open", answers=["nine"], evidence=["opens at nine"]),
        asked("Who is the mayor?", identity="mayor", answerable=False),
        asked("When do curlews go?", identity="april", answerable=False),
    ]
    run = evaluate(answerer, questions, Measuring.by_default(archive(), ToldJudge()))
    return report_on(run, about(), {SHOP.id: title})
