"""The conversation as HTML: questions, answers with numbered chips, quiet refusals. All text in it is escaped.

Knows answers; never a library, a route or Gradio.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from assistant.answers import Answer, Citation, Disagreement, Refusal, Statement, Verdict
from assistant.messages.message import in_language
from assistant.messages.translations import SOURCE
from assistant.quoting.refusals import told_by_a_head
from ui.exchanges import Exchange
from ui.flags import flag_of, is_struck, missing_in
from ui.markup import clipped, highlighted, own_language
from ui.page.nearby import questions_after, questions_near
from ui.page.texts import counted, say, share
from ui.serving.languages import language_spoken

_QUOTE = 600  # characters of a quote in a popover; the source shows all of it
_PLACES = 5  # that are shown below an answer; of more, the first few, and the rest folded
_FIRST = 3
_BULLET = re.compile(r"[-*•–]\s")  # as a chat model writes one
_MARKED = ' class="marked"'
_CLOSING, _ENDS = "\"'”’»)]", (".", "!", "?", ":", "…", "。", "！", "？", "؟", "।")
_PARTED = " | "  # the cells of a row in a document's text
_SUPPORT: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: "support.supported",
    Verdict.PARTLY: "support.partly",
    Verdict.UNSUPPORTED: "support.unsupported",
}


def transcript(exchanges: Iterable[Exchange], numbers: Iterable[int] | None = None) -> str:
    """Return a conversation; its turns are numbered from 1 where no numbers are given."""
    if numbers is None:
        return "".join(turn(exchange, number) for number, exchange in enumerate(exchanges, start=1))
    return "".join(turn(exchange, number) for number, exchange in zip(numbers, exchanges, strict=True))


def welcome(suggestions: Sequence[str], *, is_empty: bool, may_watch: bool = False) -> str:
    """Return what stands there before the first question: questions to try, or how to add the first document."""
    head, how = ("welcome.empty", "welcome.empty.how") if is_empty else ("welcome", "welcome.how")
    ways = ("files", "folder", "text", "address", *(("watch",) if may_watch else ()))
    buttons = "".join(_way(way) for way in ways)
    below = f'<div class="drop"><p>{escape(say("add.drop"))}</p><div class="ways">{buttons}</div></div>'
    questions = [in_language(one, language_spoken()) for one in suggestions]
    return (
        f'<div class="welcome{" empty" if is_empty else ""}"><h1>{escape(say(head))}</h1><p>{escape(say(how))}</p>'
        f"{below if is_empty else _suggestions('try', questions)}</div>"
    )


def _way(kind: str) -> str:
    """Return the button of a way to add documents."""
    return f'<button type="button" class="button" data-add="{kind}">{escape(say(f"add.{kind}"))}</button>'


def turn(exchange: Exchange, number: int) -> str:
    """Return a question with what is shown under it."""
    label = escape(say("question", number=number))
    return (
        f'<section class="exchange" id="answer-{number}" data-turn="{number}" aria-label="{label}">'
        f'<h2 class="question"{own_language(exchange.question)}>{escape(exchange.question)}</h2>'
        f"{_searched(exchange)}{reply(exchange)}"
        f"{_acts(exchange, number)}</section>"
    )


def reply(exchange: Exchange, stage: str = "") -> str:
    """Return what is shown under a question: an answer, a message, or the stage that it is in."""
    if exchange.message:
        return f'<div class="reply message" dir="auto">{escape(exchange.message)}</div>'
    if exchange.answer is None:
        return f'<div class="reply pending"><span class="stage">{escape(stage or say("reading"))}</span></div>'
    answer = exchange.answer
    body = _refusal(exchange, answer.refusal) if answer.refusal else _said(answer)
    return f'<div class="reply">{_fallback(answer)}{body}{_onward(answer)}{_notes(answer)}</div>'


def _searched(exchange: Exchange) -> str:
    """Return the question that was searched, where it is not the one that was asked."""
    searched = exchange.answer.standalone_question if exchange.answer is not None else ""
    if not searched or searched == exchange.question:
        return ""
    return f'<p class="searched">{escape(say("searched"))}: <span dir="auto">{escape(searched)}</span></p>'


def _fallback(answer: Answer) -> str:
    return f'<p class="message">{escape(answer.fallback)}</p>' if answer.fallback else ""


# -- answers -----------------------------------------------------------------------------------------------------------


def _said(answer: Answer) -> str:
    by_number = {citation.number: citation for citation in answer.citations}
    said = "".join(
        _items(list(several), by_number, answer.language)
        if is_list
        else _paragraphs(several, by_number, answer.language)
        for is_list, several in groupby(answer.statements, key=_is_item)
    )
    spoken = " ".join(" ".join(one.text.split()) for one in answer.statements)
    return f"{said}{_disagreements(answer, spoken)}{_sources(answer.citations, spoken)}"


def _is_item(statement: Statement) -> bool:
    """Whether a statement is one of a list rather than a sentence: it begins as such, or ends as no sentence does."""
    text = statement.text.strip()
    return bool(_BULLET.match(text)) or not text.rstrip(_CLOSING).endswith(_ENDS)


def _items(statements: Sequence[Statement], citations: Mapping[int, Citation], language: str) -> str:
    """Return statements as a list, one alone as a paragraph; what brings a mark of its own has no other."""
    if len(statements) == 1:
        return _paragraphs(statements, citations, language)
    items = "".join(
        f"<li{own_language(one.text)}{_MARKED if _BULLET.match(one.text) else ''}>"
        f"{_statement(one, citations, language)}</li>"
        for one in statements
    )
    return f'<ul class="items">{items}</ul>'


def _paragraphs(statements: Iterable[Statement], citations: Mapping[int, Citation], language: str) -> str:
    return "".join(f"<p{own_language(one.text)}>{_statement(one, citations, language)}</p>" for one in statements)


def _statement(statement: Statement, citations: Mapping[int, Citation], language: str) -> str:
    support = _support(statement)
    chips = "".join(_chip(citations[cited], support) for cited in statement.citations if cited in citations)
    flag = in_language(flag_of(statement), language)
    mark = f' <span class="flag {statement.support.verdict.value}">{escape(flag)}</span>' if flag else ""
    missing = missing_in(statement)
    text = highlighted(statement.text, missing or statement.highlights, "u" if missing else "strong")
    return (f"<s>{text}</s>" if is_struck(statement) else text) + chips + mark


def _support(statement: Statement) -> str:
    """Return how far a source supports a statement, in words, with the probability where there is one."""
    name = _SUPPORT.get(statement.support.verdict)
    if name is None or statement.concluded:
        return ""
    probability = statement.support.probability
    return say(name) if probability is None else f"{say(name)} · {share(probability)}"


def _chip(citation: Citation, support: str = "") -> str:
    label = escape(say("chip", number=citation.number, title=citation.label))
    told = f' data-support="{escape(support)}"' if support else ""
    return (
        f'<button type="button" class="chip" data-cite="{citation.number}"{told} aria-label="{label}">'
        f"{citation.number}</button>"
    )


def _disagreements(answer: Answer, spoken: str) -> str:
    """Return the sources that contradict each other, each pair one below the other."""
    return "".join(_disagreement(one, spoken) for one in answer.disagreements)


def _disagreement(disagreement: Disagreement, spoken: str) -> str:
    sides = "".join(
        f'<li>{_chip(citation)}<span class="title" dir="auto">'
        f"{escape(f'{citation.label}, {date}' if date else citation.label)}</span>"
        f"{_quote(citation, spoken)}{_doubt(citation)}</li>"
        for citation, date in (
            (disagreement.first, disagreement.first_date),
            (disagreement.second, disagreement.second_date),
        )
    )
    about = escape(say(f"disagree.{disagreement.contrast.value}"))
    return f'<div class="disagreement"><h3>{about}</h3><ul>{sides}</ul></div>'


def _quote(citation: Citation, spoken: str) -> str:
    """Return the words of a citation, hidden where the answer says them already: nothing is printed twice."""
    told = {" ".join(one.split()) for one in (citation.quote, citation.told) if one}
    hidden = " hidden" if any(one in spoken for one in told) else ""
    return f'<q dir="auto"{hidden}>{escape(_shown(citation.quote))}</q>'


def _shown(quote: str) -> str:
    """Return the words of a quote as they are shown: on one line, but the rows of a table one below the other."""
    lines = quote.splitlines()
    if not all(_PARTED in line for line in lines):
        return clipped(quote, _QUOTE)
    return "\n".join(clipped(line, _QUOTE) for line in lines)


def _sources(citations: Sequence[Citation], spoken: str) -> str:
    """Return what is cited, each with where it stands; its words are only shown where the answer does not say them."""
    if not citations:
        return ""
    origins = _origins(citations, spoken)
    first = len(origins) if len(origins) <= _PLACES else _FIRST
    return (
        f'<div class="sources"><h3>{escape(say("sources"))}</h3><ol>{"".join(origins[:first])}</ol>'
        f"{_folded(origins[first:])}</div>"
    )


def _folded(origins: Sequence[str]) -> str:
    if not origins:
        return ""
    summary = escape(counted("sources.more", len(origins)))
    return f'<details class="more"><summary>{summary}</summary><ol>{"".join(origins)}</ol></details>'


def _origins(citations: Sequence[Citation], spoken: str) -> list[str]:
    """Return the places that are cited, those that are the same together."""
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(f"{citation.document_id} {citation.label}", []).append(citation)
    return [_origin(ones, spoken) for ones in places.values()]


def _origin(citations: Sequence[Citation], spoken: str) -> str:
    first = citations[0]
    chips = "".join(_chip(one) for one in citations)
    quotes = "".join(_source(one, spoken) for one in citations)
    return (
        f'<li class="origin">{chips}<span class="where"><span class="title" dir="auto">{escape(first.title)}</span>'
        f"{_place(first)}</span>{quotes}</li>"
    )


def _source(citation: Citation, spoken: str) -> str:
    """Return the words of a citation with all that opens them."""
    values = {
        "number": citation.number,
        "document": citation.document_id,
        "revision": citation.revision,
        "start": citation.start,
        "end": citation.end,
        "title": citation.title,
        "place": _place_of(citation),
    }
    data = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in values.items())
    return f'<div class="source" {data}>{_quote(citation, spoken)}{_doubt(citation)}</div>'


def _place(citation: Citation) -> str:
    place = _place_of(citation)
    return f'<span class="place">{escape(place)}</span>' if place else ""


def _place_of(citation: Citation) -> str:
    return citation.label.removeprefix(citation.title).removeprefix(", ")


def _doubt(citation: Citation) -> str:
    return f'<p class="doubt">{escape(citation.doubt)}</p>' if citation.doubt else ""


# -- refusals ----------------------------------------------------------------------------------------------------------


def _refusal(exchange: Exchange, refusal: Refusal) -> str:
    """Return a refusal: what was not found, why in a quieter voice, and what came closest, folded."""
    language = exchange.answer.language if exchange.answer is not None else SOURCE
    reason = refusal.reason
    for known in told_by_a_head(exchange.documents):
        reason = reason.replace(in_language(known, language), "")
    reason = reason.replace("  ", " ").strip()
    head = counted("refused", exchange.documents) if exchange.documents else say("refused.some")
    why = escape(reason[:1].upper() + reason[1:])
    return (
        f'<div class="refusal"><p class="refused">{escape(head)}</p><p class="reason" dir="auto">{why}</p>'
        f"{_closest(refusal.nearest)}</div>"
    )


def _closest(nearest: Sequence[Citation]) -> str:
    if not nearest:
        return ""
    summary = escape(counted("closest", len(nearest)))
    origins = "".join(_origins(nearest, ""))
    return f'<details class="closest sources"><summary>{summary}</summary><ol>{origins}</ol></details>'


# -- what follows ------------------------------------------------------------------------------------------------------


def _onward(answer: Answer) -> str:
    """Return questions that lead on: near what was asked in vain, in what was cited, or those of a greeting."""
    if answer.refusal is not None:
        return _suggestions("near", questions_near(answer))
    if answer.citations:
        return _suggestions("follow", questions_after(answer))
    return _suggestions("try", answer.suggestions)


def _suggestions(head: str, suggestions: Sequence[str]) -> str:
    buttons = "".join(
        f'<button type="button" class="suggestion" dir="auto" data-ask="{escape(one)}">{escape(one)}</button>'
        for one in suggestions
    )
    label = escape(say(head))
    return f'<div class="suggestions" role="group" aria-label="{label}">{buttons}</div>' if buttons else ""


def _notes(answer: Answer) -> str:
    notes = "".join(f'<p dir="auto">{escape(note)}</p>' for note in answer.notes)
    if answer.computation is not None:
        notes += f"<p>{escape(answer.computation.words)}</p><pre>{escape(answer.computation.sql)}</pre>"
    if not notes:
        return ""
    head = escape(say("computed" if answer.computation is not None else "how"))
    return f'<details class="notes"><summary>{head}</summary>{notes}</details>'


_ACTS = ("copy", "again", "edit", "good", "bad", "inspect", "link", "remove")
_OF_ANSWERS = frozenset({"copy", "good", "bad", "inspect"})


def _acts(exchange: Exchange, number: int) -> str:
    """Return what can be done with a turn, once there is a reply."""
    if exchange.answer is None and not exchange.message:
        return ""
    kinds = [kind for kind in _ACTS if exchange.answer is not None or kind not in _OF_ANSWERS]
    return f'<div class="acts">{"".join(_act(kind, number) for kind in kinds)}</div>'


def _act(kind: str, number: int) -> str:
    label = escape(say(f"act.{kind}"))
    pressed = ' aria-pressed="false"' if kind in {"good", "bad"} else ""
    return (
        f'<button type="button" class="act" data-act="{kind}" data-turn="{number}" title="{label}"{pressed} '
        f'aria-label="{label}: {escape(say("question", number=number))}">'
        f'<svg class="icon" aria-hidden="true"><use href="#i-{kind}"></use></svg></button>'
    )
