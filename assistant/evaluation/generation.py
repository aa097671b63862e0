"""Generation: a question set made from a library by rules, without a model, every question with its evidence.

Facts of single sentences, the same in other words, two documents at once, follow-ups, and questions that the library
does not answer. English only. The same library and number give the same questions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from assistant.conversation.history import EarlierTurn
from assistant.english.words import stems_of
from assistant.errors import BadQuestions
from assistant.evaluation.corpus import Corpus, Sentence
from assistant.evaluation.evidence import folded
from assistant.evaluation.facts import Fact, FactKind, facts_of, facts_of_list, facts_of_table, is_plural
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.unanswerable import Unanswerable, foreign, swapped, unmentioned
from ingest.patterns import lazy_pattern
from vectorstore.views import Shelf

_SEED = 20261124
_QUOTED = lazy_pattern("“(.+)”")  # the label of a row or a list, as a question quotes it
_FEWEST_WORDS = 2  # content words of a question: one alone may mean anything


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with the document that states it."""

    fact: Fact
    document: str


Maker = Callable[[Sequence[FoundFact], Corpus, random.Random], Iterator[EvaluationQuestion]]


def generate(archive: Shelf, number: int) -> tuple[EvaluationQuestion, ...]:
    """Return `number` questions, or as many as the library is good for. Raises BadQuestions when it states no fact.

    Of each kind there are as many as `SHARES` says; what one kind lacks, the others make up for, answerable ones first;
    but never those about things of another library, which anything refuses.
    """
    corpus, generator = Corpus.of(archive), random.Random(_SEED)  # noqa: S311 - questions to ask, no secret
    facts = [found for found in _uncontested(tuple(find_facts(corpus))) if _is_stated_once(found.fact, corpus)]
    if not facts:
        raise BadQuestions(
            "the library states no fact that a rule can ask for (rules are for English); write questions"
        )
    generator.shuffle(facts)
    made = {kind: list(islice(_distinct(maker(facts, corpus, generator)), number)) for kind, maker in MAKERS.items()}
    chosen = [question for kind in MAKERS for question in made[kind][: round(SHARES[kind] * number)]]
    more = [kind for kind in MAKERS if kind != _EASY]
    left = [question for kind in more for question in made[kind][round(SHARES[kind] * number) :]]
    questions = list(_distinct([*chosen, *left]))[:number]
    return tuple(replace(question, id=f"g{place:03}") for place, question in enumerate(questions, start=1))


def find_facts(corpus: Corpus) -> Iterator[FoundFact]:
    """Yield every fact that a sentence or a list of the corpus states."""
    of_tables: set[tuple[str, str]] = set()
    for sentence in corpus.sentences():
        table = facts_of_table(sentence.text, _rows_below(sentence))
        of_tables.update((sentence.document, fact.evidence) for fact in table)
        alone = (
            ()
            if (sentence.document, sentence.text.strip()) in of_tables
            else facts_of(sentence.text, common=corpus.common)
        )
        for fact in (*alone, *table, *_list_facts(sentence)):
            yield FoundFact(fact, sentence.document)


# -- makers ------------------------------------------------------------------------------------------------------------


def _plain(facts: Sequence[FoundFact], corpus: Corpus, generator: random.Random) -> Iterator[EvaluationQuestion]:
    del corpus, generator
    for found in facts:
        yield _question(found, found.fact.question, "fact", str(found.fact.kind))


def _reworded(facts: Sequence[FoundFact], corpus: Corpus, generator: random.Random) -> Iterator[EvaluationQuestion]:
    del corpus, generator
    for found in reversed(facts):
        yield _question(found, found.fact.paraphrase, "paraphrase", f"{found.fact.kind}, in other words by rule")


def _of_two_documents(
    facts: Sequence[FoundFact], corpus: Corpus, generator: random.Random
) -> Iterator[EvaluationQuestion]:
    del corpus, generator
    single = [found for found in facts if found.fact.answers]
    half = (len(single) + 1) // 2
    for one, other in zip(single[:half], single[half:], strict=False):
        if one.document != other.document and stems_of(one.fact.question) != stems_of(other.fact.question):
            second = other.fact.question
            yield EvaluationQuestion(
                id="",
                question=f"{one.fact.question.rstrip('?')}, and {second[0].lower()}{second[1:]}",
                answerable=True,
                required=(one.fact.answers[0], other.fact.answers[0]),
                evidence=(one.fact.evidence, other.fact.evidence),
                documents=(one.document, other.document),
                kind="two documents",
                language="en",
                made=f"{one.fact.kind} of one document and {other.fact.kind} of another",
            )


def _follow_ups(facts: Sequence[FoundFact], corpus: Corpus, generator: random.Random) -> Iterator[EvaluationQuestion]:
    del corpus, generator
    for found in facts:
        subject, question = found.fact.subject, found.fact.question
        asked = re.sub(rf"\b{re.escape(subject)}\b", _pronoun(found.fact), question, count=1) if subject else question
        if asked != question and _may_be_it(found.fact):
            yield replace(
                _question(found, asked, "follow-up", f"{found.fact.kind}, its subject left to the turn before"),
                history=(EarlierTurn(f"What do the documents say about {subject}?"),),
            )


def _unanswerable(kind: str, questions: Iterator[Unanswerable]) -> Iterator[EvaluationQuestion]:
    for one in questions:
        yield EvaluationQuestion("", one.question, answerable=False, kind=kind, language="en", made=one.made)


_EASY = "another subject"
MAKERS: Mapping[str, Maker] = {
    "fact": _plain,
    "paraphrase": _reworded,
    "two documents": _of_two_documents,
    "follow-up": _follow_ups,
    "entity swapped": lambda facts, corpus, generator: _unanswerable(
        "entity swapped", swapped([one.fact for one in facts], corpus, generator)
    ),
    "attribute not mentioned": lambda facts, corpus, generator: _unanswerable(
        "attribute not mentioned", unmentioned([one.fact for one in facts], corpus, generator)
    ),
    _EASY: lambda _, corpus, generator: _unanswerable(_EASY, foreign(corpus, generator)),
}
SHARES: Mapping[str, float] = {
    "fact": 0.25,
    "paraphrase": 0.2,
    "two documents": 0.1,
    "follow-up": 0.15,
    "entity swapped": 0.1,
    "attribute not mentioned": 0.1,
    _EASY: 0.1,
}


# -- what is fit to be asked -------------------------------------------------------------------------------------------


def _question(found: FoundFact, question: str, kind: str, made: str) -> EvaluationQuestion:
    return EvaluationQuestion(
        id="",
        question=question,
        answerable=True,
        answers=found.fact.answers,
        required=found.fact.required,
        evidence=(found.fact.evidence,),
        documents=(found.document,),
        kind=kind,
        language="en",
        made=made,
    )


def _uncontested(facts: Sequence[FoundFact]) -> Iterator[FoundFact]:
    """Yield the facts of which no other, of the same question, has another answer."""
    answers: dict[tuple[FactKind, frozenset[str]], set[str]] = {}
    for found in facts:
        answers.setdefault(_asked(found.fact), set()).add(_answered(found.fact))
    return (found for found in facts if len(answers[_asked(found.fact)]) == 1)


def _asked(fact: Fact) -> tuple[FactKind, frozenset[str]]:
    return fact.kind, stems_of(fact.question)


def _answered(fact: Fact) -> str:
    return folded("\n".join(fact.answers or fact.required)).casefold()


def _is_stated_once(fact: Fact, corpus: Corpus) -> bool:
    """Whether every passage that has the words of the question also states the answer: no other answer is as right.

    Its words are those that the document has too, or those of the label that it quotes, which no passage may have
    twice. An abbreviation is used in many passages, and spelled out in one.
    """
    if fact.kind is FactKind.EXPANSION:
        return True
    label = _QUOTED.findall(fact.question)
    words = stems_of(label[0]) if label else stems_of(fact.question) & stems_of(fact.evidence)
    passages = corpus.holding(words)
    if len(stems_of(fact.question)) < _FEWEST_WORDS or not passages:
        return False
    texts = [folded(chunk.text) for chunk in passages]
    answer = folded((fact.answers or fact.required)[0])
    return all(answer in text and _mentions(text, label) <= 1 for text in texts)


def _mentions(text: str, label: Sequence[str]) -> int:
    return sum(text.casefold().count(folded(one).casefold()) for one in label)


def _list_facts(sentence: Sentence) -> tuple[Fact, ...]:
    if not sentence.text.rstrip().endswith(":"):
        return ()
    items = []
    for line in sentence.following:
        if line.rstrip().endswith((".", ":", "?", "!")) or "|" in line:
            break
        items.append(line)
    return facts_of_list(sentence.text, items)


def _rows_below(sentence: Sentence) -> tuple[str, ...]:
    """Return the rows of the table that this is the head of."""
    return tuple(takewhile(lambda line: " | " in line, sentence.following)) if " | " in sentence.text else ()


def _pronoun(fact: Fact) -> str:
    plural = is_plural(fact.subject) or re.search(r"\b(?:are|were|do)\b", fact.question)
    return "they" if plural else "it"


def _may_be_it(fact: Fact) -> bool:
    """Whether "it" or "they" may stand for the subject: not for what may be a person, or for each of many."""
    return fact.kind in (FactKind.DATE, FactKind.NUMBER, FactKind.PLACE) and fact.subject.split()[0] not in {
        "every",
        "each",
    }


def _distinct(questions: Iterable[EvaluationQuestion]) -> Iterator[EvaluationQuestion]:
    seen: set[tuple[str, tuple[EarlierTurn, ...]]] = set()
    for question in questions:
        key = (question.question.casefold(), question.history)
        if key not in seen:
            seen.add(key)
            yield question
