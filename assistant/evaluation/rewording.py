"""Rewording: a chat model says generated questions as a person would; ours stay where its words ask something else.

A wording is kept only if the form of the question says that the same is sought, and the assistant, asked in it, finds
what it found before. So no wording is kept that the assistant does worse with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers import Answer
from assistant.conversation.history import turns_of
from assistant.conversation.question import Question
from assistant.english.expectation import expect
from assistant.errors import ModelError
from assistant.evaluation.citation_figures import evidence_values
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.retrieval_figures import retrieval_values
from assistant.evaluation.run import Answerer, OnProgress
from assistant.evaluation.tasks import reword_prompt
from assistant.metrics import contains_answer, normalise_answer
from assistant.writing.models import HOPELESS, ChatModel
from ingest.patterns import lazy_pattern

_FAILURES = 3  # in a row: then the model will not come back
_LONGEST = 2  # times as long as ours: more is no better wording
_KEPT = 0.5  # of the content words of a question without an answer: its words alone say what is sought
_FOUND_IN = ("recall@5", "evidence_hit")
_QUOTED = lazy_pattern("“[^”]+”")
_PRONOUNS = frozenset("it its they their them".split())
_WORDS = lazy_pattern(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Reworded:
    """The questions, some of them in a model's words; how many, and why ours stayed for the others."""

    questions: tuple[EvaluationQuestion, ...]
    count: int
    reasons: Mapping[str, int] = field(default_factory=dict)


def reword(
    questions: Sequence[EvaluationQuestion],
    model: ChatModel,
    answerer: Answerer,
    *,
    on_progress: OnProgress | None = None,
) -> Reworded:
    """Let the model word each question, and keep what passes the checks.

    Raises ModelError where the model cannot be asked at all, or fails three times in a row.
    """
    worded: list[EvaluationQuestion] = []
    reasons: Counter[str] = Counter()
    failures = 0
    for question in questions:
        try:
            wording, reason = _wording(question, model, answerer)
            failures = 0
        except ModelError as error:
            failures += 1
            if isinstance(error, HOPELESS) or failures == _FAILURES:
                raise
            wording, reason = "", "the model failed"
        if wording:
            made = f"{question.made}; worded by {model.name}".removeprefix("; ")
            worded.append(replace(question, question=wording, made=made))
        else:
            worded.append(question)
            reasons[reason] += 1
        if on_progress is not None:
            on_progress(len(worded), len(questions))
    return Reworded(tuple(worded), len(worded) - reasons.total(), reasons)


def _wording(question: EvaluationQuestion, model: ChatModel, answerer: Answerer) -> tuple[str, str]:
    """Return the model's wording and "", or "" and why it is not taken."""
    said = "".join(model.stream(reword_prompt(question.question, question.evidence)))
    wording = " ".join(said.split()).strip("\"“”'* ") if said.count("?") == 1 else ""
    reason = objection(question, wording)
    if not reason and not _finds_as_much(question, wording, answerer):
        reason = "the assistant finds less with it"
    return ("", reason) if reason else (wording, "")


def objection(question: EvaluationQuestion, wording: str) -> str:
    """Return why a wording does not ask what the question asks, as far as its words tell; "" for no reason."""
    ours, given = question.question, [*question.answers, *question.required]
    tells = any(contains_answer(wording, [one]) > contains_answer(ours, [one]) for one in given)
    leans = not question.history or bool(_pronouns(ours) & _pronouns(wording))
    reasons = {
        "it is not one question": not wording.endswith("?") or len(wording) > _LONGEST * len(ours),
        "it is the same": normalise_answer(wording) == normalise_answer(ours),
        "names, numbers or quoted words differ": not _keeps_what_is_named(ours, wording),
        "it seeks something else": not _seeks_the_same(question, wording),
        "it does not lean on the turn before": not leans,
        "it gives the answer away": tells,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _keeps_what_is_named(ours: str, wording: str) -> bool:
    before, after = expect(ours), expect(wording)
    names_kept = before.names <= after.stems and after.names <= before.stems
    return (
        names_kept and before.numbers == after.numbers and set(_QUOTED.findall(ours)) == set(_QUOTED.findall(wording))
    )


def _seeks_the_same(question: EvaluationQuestion, wording: str) -> bool:
    before, after = expect(question.question), expect(wording)
    if before.kind is not after.kind:
        return False
    return question.answerable or len(before.stems & after.stems) >= _KEPT * len(before.stems)


def _pronouns(text: str) -> frozenset[str]:
    return _PRONOUNS & frozenset(_WORDS.findall(text.lower()))


def _finds_as_much(question: EvaluationQuestion, wording: str, answerer: Answerer) -> bool:
    """Whether the assistant, asked in the new words, refuses and finds what it did, or does better."""
    turns = turns_of(answerer.invoke, question.history)
    before, after = (answerer.invoke(Question(text, turns)) for text in (question.question, wording))
    worth = zip(_worth(question, after), _worth(question, before), strict=True)
    return all(new >= old for new, old in worth)


def _worth(question: EvaluationQuestion, answer: Answer) -> tuple[float, ...]:
    if not question.answerable:
        return (float(answer.refused),)
    found = retrieval_values([passage.chunk.text for passage in answer.passages], question.evidence)
    cited = evidence_values(question, answer)
    return (float(not answer.refused), cited.get("evidence_cited", 0.0), *(found.get(name, 0.0) for name in _FOUND_IN))
