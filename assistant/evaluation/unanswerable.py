"""Unanswerable questions: near to what a library says, and checked not to be said there.

Three ways: another name in a question that has an answer, a thing of the library asked for what is not said of it, and
things of another library.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.corpus import Corpus, stems
from assistant.evaluation.facts import Fact, FactKind, names_something


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question without an answer, and how it was made and checked."""

    question: str
    made: str


_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*\b")
_SHARED = 0.5  # of the question's other words: a passage that has so many beside the new name may answer it

# What may be asked, with the words by which a document would say it: of anything, of a body of people, of an object.
_OF_ANYTHING: Mapping[str, str] = {
    "Which newspaper wrote about {} first?": "newspaper newspapers press journalist reporter wrote",
}
_OF_A_BODY: Mapping[str, str] = {
    "What is the telephone number of {}?": "telephone phone call number",
    "What is the e-mail address of {}?": "mail email e-mail address",
    "In which street is {}?": "street road avenue lane address",
    "What is the motto of {}?": "motto slogan",
    "Who was the first director of {}?": "director head chief lead led leader manager president chair",
}
_OF_AN_OBJECT: Mapping[str, str] = {
    "How much does {} weigh?": "weigh weight heavy kilogram kilograms kilo gram grams tonne tonnes pounds",
    "Who designed {}?": "design designed designer architect",
    "Who insured {}?": "insure insured insurance insurer",
    "What colour is {}?": "colour color coloured red blue green white black yellow brown grey silver",
}
# Words in what is said of a thing that tell what it is.
_TOLD_BY: Mapping[str, Mapping[str, str]] = {
    "agency association authority bank board charity church club college committee company corporation council "
    "federation foundation hospital hotel institute league library ministry museum office organisation organization "
    "restaurant school shop society store studio theatre trust union university": _OF_A_BODY,
    "aircraft appliance boat bridge built car cast clock constructed device engine installed instrument locomotive "
    "machine manufactured mill model motor painted railway ship statue tower train vehicle": _OF_AN_OBJECT,
}

# Questions of another library, about things that are invented.
_FOREIGN: Mapping[str, str] = {
    "Which wine did the monks of Vallombrel press in the autumn?": "Vallombrel",
    "How high is the lighthouse of Skarnholm?": "Skarnholm",
    "Who composed the opera The Glass Heron?": "Heron",
    "When was the Trevannick tin mine closed?": "Trevannick",
    "How many strings does the Ombrelian zither have?": "Ombrelian",
    "In which harbour does the ferry Maid of Quill lie?": "Quill",
    "Who translated the Lament of Dorwick?": "Dorwick",
    "What do the weavers of Ysgarth use to dye wool?": "Ysgarth",
    "How long is the Bellhaven canal tunnel?": "Bellhaven",
    "Which beetle damages the Corvane spruce?": "Corvane",
    "When does the Pellingtree goose fair begin?": "Pellingtree",
    "How much did the Oster clock of Hammerlund cost?": "Hammerlund",
    "Who won the Marrowby rowing cup?": "Marrowby",
    "At what temperature is Thessaline glaze fired?": "Thessaline",
    "How many teeth does the Quenby gear wheel have?": "Quenby",
    "What is the patron saint of Ardgrove?": "Ardgrove",
}


def swapped(facts: Sequence[Fact], corpus: Corpus, generator: random.Random) -> Iterator[Unanswerable]:
    """Yield questions of facts with a name, or what they are of, exchanged for another, of which that is not said."""
    known = sorted({name for fact in facts for name in _names(fact) if corpus.is_name(name)})
    for fact in facts:
        for entity, others in _exchanges(fact, facts, known):
            generator.shuffle(others)
            other = next((one for one in others[:_TRIED] if _not_said(fact, entity, one, corpus)), None)
            if other is not None:
                made = f"entity swapped: {other} for {entity}; no passage that has it has half of the other words"
                yield Unanswerable(fact.question.replace(entity, other), made)


def _exchanges(fact: Fact, facts: Sequence[Fact], known: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield what may be exchanged in a question, and for what: names for known ones, or its subject for another."""
    if fact.kind in _KEPT:
        return
    own = stems(fact.question)
    names = [name for name in _names(fact) if name in known]
    for name in names:
        yield name, [other for other in known if not stems(other) & own]
    if not names and fact.subject:
        alike = {one.subject for one in facts if one.kind is fact.kind and _is_plural(one) == _is_plural(fact)}
        yield fact.subject, sorted(other for other in alike if other and not stems(other) & own)


def unmentioned(facts: Sequence[Fact], corpus: Corpus, generator: random.Random) -> Iterator[Unanswerable]:
    """Yield questions for what may be asked of such a thing, and no document that names it says of anything."""
    said: dict[str, set[str]] = {}
    for fact in facts:
        if names_something(fact.subject) and corpus.is_name(fact.subject):
            said.setdefault(fact.subject, set()).update(stems(" ".join((fact.question, *fact.answers))))
    for subject, words in said.items():
        documents = {chunk.document_id for chunk in corpus.holding(stems(subject))}
        known = frozenset[str]().union(*(corpus.stems_of(document) for document in documents))
        fitting = _fitting(words)
        attributes = list(fitting)
        generator.shuffle(attributes)
        for attribute in attributes[:_OF_ONE]:
            if documents and not stems(fitting[attribute]) & known:
                yield Unanswerable(
                    attribute.format(subject),
                    f"attribute not mentioned: none of {fitting[attribute]} in any document that names {subject}",
                )


def foreign(corpus: Corpus, generator: random.Random) -> Iterator[Unanswerable]:
    """Yield questions about things of which no passage holds the name."""
    questions = list(_FOREIGN)
    generator.shuffle(questions)
    for question in questions:
        name = _FOREIGN[question]
        if not any(corpus.knows(stem) for stem in stems(name)):
            yield Unanswerable(question, f"subject of another library: no passage holds {name}")


_KEPT = frozenset({FactKind.EXPANSION, FactKind.LIST, FactKind.ROW})  # kinds whose questions quote the document
_TRIED = 40  # names tried in the place of one
_OF_ONE = 4  # attributes tried of one thing


def _fitting(said: set[str]) -> Mapping[str, str]:
    """Return what may be asked of a thing of which these stems are said."""
    fitting = dict(_OF_ANYTHING)
    for words, attributes in _TOLD_BY.items():
        if stems(words) & said:
            fitting.update(attributes)
    return fitting


def _names(fact: Fact) -> list[str]:
    """Return the names in a question, its first word apart."""
    return [match.group() for match in _NAME.finditer(fact.question) if match.start() > 0]


def _is_plural(fact: Fact) -> bool:
    return fact.subject.endswith("s")


def _not_said(fact: Fact, entity: str, other: str, corpus: Corpus) -> bool:
    rest = stems(fact.question.replace(entity, ""))
    passages = corpus.holding(stems(other))
    return (
        bool(passages)
        and bool(rest)
        and all(
            len(rest & stems(f"{chunk.title} {chunk.heading} {chunk.text}")) < _SHARED * len(rest) for chunk in passages
        )
    )
