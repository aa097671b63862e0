"""Citation figures of one answer: recall and precision as ALCE defines them, against gold evidence, and to the letter.

ALCE: Gao et al. 2023, "Enabling large language models to generate text with citations", section 4.3. Their entailment
model is our `Judge`; their passages are the words that a citation quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Citation, Statement, Verdict
from assistant.evaluation.evidence import holds, quotes_cited
from assistant.evaluation.questions import EvaluationQuestion
from assistant.reader.claims import Judge
from vectorstore.errors import UnknownDocument
from vectorstore.views import Texts

_SUPPORTED = 0.5  # of the calibrated probability, as in verification
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement that claims something, with the words that it cites."""

    text: str
    quotes: tuple[str, ...]

    @property
    def together(self) -> str:
        return "\n".join(self.quotes)

    def without(self, index: int) -> str:
        return "\n".join(quote for place, quote in enumerate(self.quotes) if place != index)


def citation_values(answer: Answer, judge: Judge) -> Mapping[str, float]:
    """Return citation recall, citation precision and groundedness of the answer; nothing where nothing is claimed.

    Recall: the share of statements that their citations, taken together, support. Precision: the share of citations
    whose statement is so supported and that are not idle; one is idle when it does not support the statement alone
    and the others do without it. Grounded: the share of statements supported by their citations or by any one of the
    passages that were read. Sentences that claim nothing ("Here is what I found:") are left out; ALCE counts them.
    So is what a rule concludes ("Yes.", a count), which is no text that a judge could find in a quote.
    """
    claims = _claims(answer)
    if not claims:
        return {}
    supported = _judged(judge, [pair for claim in claims for pair in _asked(claim)])
    recalled = [supported[claim.text, claim.together] if claim.quotes else False for claim in claims]
    precise = [
        recall and not _idle(claim, index, supported)
        for claim, recall in zip(claims, recalled, strict=True)
        for index in range(len(claim.quotes))
    ]
    return {
        "citation_recall": _share(recalled),
        "citation_precision": _share(precise),
        "grounded": _share(_grounded(answer, claims, recalled, judge)),
    }


def evidence_values(question: EvaluationQuestion, answer: Answer) -> Mapping[str, float]:
    """Return the share of the gold evidence that statements cite, and the share of their citations that cite it.

    A refusal cites none of it, and makes no citation that could be held against it.
    """
    if not question.evidence:
        return {}
    quotes = quotes_cited(answer)
    cited = [any(holds(quote, words) for quote in quotes) for words in question.evidence]
    values = {"evidence_cited": _share(cited)}
    if quotes:
        values["citations_on_evidence"] = _share(
            [any(holds(quote, words) for words in question.evidence) for quote in quotes]
        )
    return values


def verbatim_values(answer: Answer, texts: Texts) -> Mapping[str, float]:
    """Return the share of the citations whose words stand where they say; it must be 1."""
    if not answer.citations:
        return {}
    return {"verbatim": _share([_stands(citation, texts) for citation in answer.citations])}


def _claims(answer: Answer) -> tuple[_Claim, ...]:
    # A table's row is shown, and proves, as it reads with the names of its columns.
    quotes = {citation.number: citation.told or citation.quote for citation in answer.citations}
    return tuple(
        _Claim(statement.text, tuple(quotes[number] for number in statement.citations if number in quotes))
        for statement in answer.statements
        if _says_something(statement) and not statement.concluded and not answer.refused
    )


def _says_something(statement: Statement) -> bool:
    return statement.support.verdict is not Verdict.NO_CLAIM or bool(statement.citations)


def _asked(claim: _Claim) -> Sequence[_Pair]:
    """Return what the judge is to tell of a claim: of one citation only whether it supports it."""
    if not claim.quotes:
        return ()
    alone = [*claim.quotes, *(claim.without(index) for index in range(len(claim.quotes)))]
    return [(claim.text, premise) for premise in (claim.together, *(alone if len(claim.quotes) > 1 else ()))]


def _judged(judge: Judge, pairs: Sequence[_Pair]) -> Mapping[_Pair, bool]:
    distinct = list(dict.fromkeys(pairs))
    chances = judge.judge(distinct)
    return {pair: chance.supported >= _SUPPORTED for pair, chance in zip(distinct, chances, strict=True)}


def _idle(claim: _Claim, index: int, supported: Mapping[_Pair, bool]) -> bool:
    if len(claim.quotes) == 1:
        return False
    return not supported[claim.text, claim.quotes[index]] and supported[claim.text, claim.without(index)]


def _grounded(answer: Answer, claims: Sequence[_Claim], recalled: Sequence[bool], judge: Judge) -> tuple[bool, ...]:
    texts = [passage.chunk.text for passage in answer.passages]
    open_ = [claim for claim, recall in zip(claims, recalled, strict=True) if not recall]
    supported = _judged(judge, [(claim.text, text) for claim in open_ for text in texts])
    return tuple(
        recall or any(supported[claim.text, text] for text in texts)
        for claim, recall in zip(claims, recalled, strict=True)
    )


def _stands(citation: Citation, texts: Texts) -> bool:
    try:
        text = texts.text(citation.document_id, citation.revision)
    except UnknownDocument:
        return False
    return text[citation.start : citation.end] == citation.quote


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
