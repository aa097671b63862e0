"""Verification: every citation is held against the library's own text before an answer is shown.

A citation whose words do not stand in the named revision is dropped; a statement left without any is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Answer, Citation, Statement, Support, Verdict
from assistant.english.dates import Date
from assistant.english.discrepancies import compare
from assistant.english.numbers import Number, figures_of, unstated
from assistant.messages.message import joined
from assistant.messages.recognising import recognised
from assistant.reader.claims import Chances, Judge
from ingest.documents import Span
from ingest.places import page_at, place_name
from ingest.rows import told_at
from vectorstore.errors import UnknownDocument
from vectorstore.views import Texts

# Of the calibrated probability: at a half a statement is as likely supported as not; below a quarter, hardly.
_SUPPORTED, _PARTLY = 0.5, 0.25
_UNPROVED = Support(Verdict.UNSUPPORTED, 0.0)


def verify(answer: Answer, texts: Texts, judge: Judge | None = None) -> Answer:
    """Return the answer with only citations that hold, each on its page, and with the verdict on each statement.

    Words that stand in the source prove themselves. Others are put to `judge`; without one, what was claimed of
    them stays. So does what a rule concluded from its citations, as long as all of them hold.
    """
    held = {citation.number: located for citation in answer.citations if (located := hold(citation, texts))}
    statements = tuple(_weigh(statement, held, judge) for statement in answer.statements)
    return replace(answer, statements=statements, citations=tuple(held.values()))


def hold(citation: Citation, texts: Texts) -> Citation | None:
    """Return a citation with what is known of its words; None where they do not stand in the revision it names."""
    try:
        document = texts.document(citation.document_id, citation.revision)
    except UnknownDocument:  # removed since it was found
        return None
    if document.text[citation.start : citation.end] != citation.quote:
        return None
    span = Span(citation.start, citation.end)
    return replace(
        citation,
        page=page_at(document.places, span.start),
        place=place_name(document, span),
        told=told_at(document.tables, document.text, span),
        doubt=joined(
            [recognised(one.message) for one in document.doubts if one.start < span.end and one.end > span.start]
        ),
    )


def _weigh(statement: Statement, held: dict[int, Citation], judge: Judge | None) -> Statement:
    if statement.support.verdict is Verdict.NO_CLAIM and not statement.citations:
        return statement
    numbers = tuple(number for number in statement.citations if number in held)
    if statement.concluded:
        whole = len(numbers) == len(statement.citations)
        return replace(statement, citations=numbers, support=statement.support if whole else _UNPROVED)
    support = _support(statement.text, [held[number] for number in numbers], statement.support, judge)
    return replace(statement, citations=numbers, support=support)


def _support(text: str, citations: Sequence[Citation], claimed: Support, judge: Judge | None) -> Support:
    if not citations:
        return _UNPROVED
    if any(text in {citation.quote, citation.told} for citation in citations):
        return Support(Verdict.SUPPORTED, 1.0, claimed.lacks if claimed.verdict is Verdict.SUPPORTED else ())
    return claimed if judge is None else _judged(text, citations, judge)


def _judged(text: str, citations: Sequence[Citation], judge: Judge) -> Support:
    """Return the verdict on a statement in other words than the quotes, each alone and all together."""
    quotes = [citation.quote for citation in citations]
    premises = list(dict.fromkeys([*quotes, "\n".join(quotes)]))
    chances = judge.judge([(text, premise) for premise in premises])
    best = max(chances, key=lambda chance: chance.supported)
    context = "\n".join(citation.title for citation in citations)
    return weigh(text, "\n".join(quotes), best, context=context)


def weigh(claim: str, stated: str, chances: Chances, *, context: str = "") -> Support:
    """Return the verdict on a claim from what is stated: what a judge sees, and what can be compared outright.

    A number, date or denial that the source does not state is never proved, however sure the judge is; nor is a name
    that does not even stand in the `context`: not in part either, where half the claim's words are new too.
    The probability says no more than the verdict does.
    """
    probability = chances.supported
    if probability < _PARTLY or chances.refuted > probability or _is_contrary(claim, stated):
        return Support(Verdict.UNSUPPORTED, min(probability, _PARTLY))
    around = compare(claim, f"{stated}\n{context}")
    if around.names > 0 and around.words >= _MOSTLY_NEW:
        return Support(Verdict.UNSUPPORTED, min(probability, _PARTLY))
    lacks = around.names > 0 or bool(_unstated(claim, stated))
    if probability < _SUPPORTED or lacks:
        return Support(Verdict.PARTLY, min(probability, _SUPPORTED))
    return Support(Verdict.SUPPORTED, probability)


_MOSTLY_NEW = 0.5  # of a claim's words that stand nowhere around what is cited
_SAME_WORDS = 0.34  # of a claim's words that a sentence may lack which says the contrary with "not"


def _is_contrary(claim: str, stated: str) -> bool:
    """Whether a claim denies what is stated, or gives none of its figures as they are stated."""
    lacking = compare(claim, stated)
    if lacking.negation and lacking.words <= _SAME_WORDS:
        return True
    missing, figures, known = _unstated(claim, stated), figures_of(claim), figures_of(stated)
    if not missing or len(missing) < len(figures.numbers) + len(figures.dates):
        return False
    return not all(isinstance(one, Number) and _may_be_counted(one, known.numbers) for one in missing)


def _unstated(claim: str, stated: str) -> tuple[Number | Date, ...]:
    return unstated(figures_of(claim), figures_of(stated))


def _may_be_counted(number: Number, known: Sequence[Number]) -> bool:
    """Whether a number may count what the source lists: "three offices", where it names three and gives no number."""
    return number.is_small_count and all(one.unit != number.unit for one in known)
