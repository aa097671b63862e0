"""Answer and refusal figures of one question: whether an accepted answer was said, and whether any should have been."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answers import Answer
from assistant.evaluation.evidence import holds, quotes_cited
from assistant.evaluation.questions import EvaluationQuestion
from assistant.metrics import contains_answer, exact_match, share_contained, token_f1


def said(answer: Answer) -> str:
    """Return the words of the answer without its markers; nothing for a refusal, whatever its reason says."""
    return "" if answer.refused else "\n".join(statement.text for statement in answer.statements)


def short_answer(answer: Answer) -> str:
    """Return the words that are marked as the answer, the first of them; where none are, all that was said."""
    marked = (
        statement.text[span.start : span.end]
        for statement in answer.statements
        for span in statement.highlights
        if not answer.refused
    )
    return next(marked, said(answer))


def answer_values(question: EvaluationQuestion, answer: Answer) -> Mapping[str, float]:
    """Return the figures that hold the answer against accepted ones, each in [0, 1]; a refusal says nothing."""
    values: dict[str, float] = {}
    if question.answers:
        values["exact"] = exact_match(short_answer(answer), question.answers)
        values["f1"] = token_f1(short_answer(answer), question.answers)
        values["contained"] = contains_answer(said(answer), question.answers)
    if question.required:
        values["all_share"] = share_contained(said(answer), question.required)
        values["all_of"] = float(values["all_share"] == 1.0)
    return values


def refusal_values(question: EvaluationQuestion, answer: Answer) -> Mapping[str, float]:
    """Return whether the question was wrongly answered, or wrongly refused: 1.0 is an error."""
    if question.answerable:
        return {"false_refusals": float(answer.refused)}
    return {"false_answers": float(not answer.refused)}


def correct_values(question: EvaluationQuestion, answer: Answer) -> Mapping[str, float]:
    """Return whether the assistant did right: refused what has no answer, and said what was to be said.

    That is an accepted string and every required one; a citation of evidence where the file gives neither. Where it
    gives nothing to hold an answer against there is no figure.
    """
    if not question.answerable:
        return {"correct": float(answer.refused)}
    values = answer_values(question, answer)
    checks = [values[name] for name in ("contained", "all_of") if name in values]
    if not checks and question.evidence:
        quotes = quotes_cited(answer)
        checks = [float(any(holds(quote, words) for quote in quotes for words in question.evidence))]
    return {"correct": float(all(checks) and not answer.refused)} if checks else {}
