"""HTML of one question under review: where one is in the file, how it was made, where its evidence stands."""

from __future__ import annotations

from html import escape

from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.review import Excerpt
from ui.reviewing import ReviewSheet


def head(sheet: ReviewSheet) -> str:
    """Return what stands above the boxes: progress, decision, labels, the turns before, and a message."""
    message = f'<p class="message" role="alert">{escape(sheet.message)}</p>' if sheet.message else ""
    return f"{_progress(sheet)}{message}{_labels(sheet.question)}{_history(sheet.question)}"


def sources(sheet: ReviewSheet) -> str:
    """Return what stands beside the boxes: the evidence in its document, or the nearest passages."""
    answerable = sheet.question.answerable
    heading = "Evidence" if answerable else "Nearest passages: do they answer it after all?"
    nothing = "The file gives no evidence." if answerable else "The library has no passage near it."
    body = "".join(map(_excerpt, sheet.excerpts)) or f"<p>{nothing}</p>"
    return f"<h3>{heading}</h3>{body}"


def _progress(sheet: ReviewSheet) -> str:
    decided = sheet.total - sheet.open
    counts = f"{sheet.kept} kept · {sheet.edited} edited · {sheet.dropped} dropped · {sheet.open} open"
    return (
        f'<p class="progress"><strong>Question {sheet.place + 1} of {sheet.total}</strong> '
        f'<span class="decision">{escape(sheet.question.review or "open")}</span> <span class="counts">{counts}</span>'
        f'</p><progress max="{sheet.total}" value="{decided}" aria-label="decided">{decided}</progress>'
    )


def _labels(question: EvaluationQuestion) -> str:
    answerable = "answerable" if question.answerable else "not answerable: a refusal is right"
    kind = f"{question.kind}, {answerable}" if question.kind else answerable
    made = f'<p class="made">Made from: {escape(question.made)}</p>' if question.made else ""
    return f'<p class="kind"><code>{escape(question.id)}</code> {escape(kind)}</p>{made}'


def _history(question: EvaluationQuestion) -> str:
    turns = "".join(f"<li>{escape(turn.question)}</li>" for turn in question.history)
    return f'<div class="history">Asked before:<ol>{turns}</ol></div>' if turns else ""


def _excerpt(excerpt: Excerpt) -> str:
    title = escape(excerpt.title) or "In no document of this library"
    quote = f"<mark>{escape(excerpt.quote)}</mark>" if excerpt.quote else ""
    text = f"{escape(excerpt.before)}{quote}{escape(excerpt.after)}"
    return f'<section class="excerpt"><h4>{title}</h4><div class="context">{text}</div></section>'
