"""Unanswerable questions: near to what a library says, and checked not to be said there.

Three ways: another name in a question that has an answer, a thing of the library asked for what is not said of it, and
things of another library.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.words import stems_of
from assistant.evaluation.corpus import Corpus
from assistant.evaluation.facts import Fact, FactKind, is_plural, names_something
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question without an answer, and how it was made and checked."""

    question: str
    made: str


_NAME = lazy_pattern(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*\b")
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
_OF_A_PERSON: Mapping[str, str] = {
    "What is the salary of {}?": "salary pay paid earn earns earned wage wages",
    "How old is {}?": "old age aged born birthday",
    "Where did {} study?": "study studied student university college school degree graduate graduated",
    "In which street does {} live?": "street road avenue lane address live lives lived home",
}
_OF_A_PLACE: Mapping[str, str] = {
    "How many people live in {}?": "inhabitants residents population live lives lived living",
    "Which river flows through {}?": "river rivers stream flow flows",
    "Who is the mayor of {}?": "mayor",
    "What is the highest hill of {}?": "hill hills mountain mountains peak summit",
}
# Words in what is said of a thing that tell what it is.
_TOLD_BY: Mapping[str, Mapping[str, str]] = {
    "agency association authority bank board charity church club college committee company corporation council "
    "federation foundation hospital hotel institute league library ministry museum office organisation organization "
    "restaurant school shop society store studio theatre trust union university": _OF_A_BODY,
    "aircraft appliance boat bridge built car cast clock constructed device engine installed instrument locomotive "
    "machine manufactured mill model motor painted railway ship statue tower train vehicle": _OF_AN_OBJECT,
}

# How a sentence tells that a name is of a person or of a place.
_FULL_NAME = r"[A-Z][a-z’'-]+ [A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)?"
_PEOPLE = lazy_pattern(
    rf"(?:\b(?:Dr|Mr|Ms|Mrs|Prof)\.? (?P<titled>{_FULL_NAME})\b)|(?<![\w’'-] [A-Z])\b(?P<doing>{_FULL_NAME})"
    r"(?:,? who\b|, (?:the |an? |our |its |their )?(?:[a-z]+ ){0,2}"
    r"(?:author|chair|director|doctor|driver|editor|engineer|founder|head|leader|manager|officer|professor|secretary)\b"
    r"| (?:said|led|wrote|chaired|joined|told|thanked|presented|reported|added|asked)\b)"
)
_PLACES = lazy_pattern(
    r"\b(?:in|near) (?P<place>[A-Z][a-zà-ÿ’'-]{3,}(?: [A-Z][a-zà-ÿ’'-]{3,})?)(?=[,.;]|$| (?:and|in|on|from)\b)"
)
_READ = 20_000  # sentences looked through for people and places: a large library names enough of them there

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
    "Who is the patron saint of Ardgrove?": "Ardgrove",
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
    own = stems_of(fact.question)
    names = [name for name in _names(fact) if name in known]
    for name in names:
        yield name, [other for other in known if not stems_of(other) & own and _alike(name, other)]
    if not names and fact.subject.startswith(_DEFINITE):
        alike = {one.subject for one in facts if one.kind is fact.kind and one.subject.startswith(_DEFINITE)}
        alike = {one for one in alike if is_plural(one) == is_plural(fact.subject)}
        yield fact.subject, sorted(other for other in alike if other and not stems_of(other) & own)


def unmentioned(facts: Sequence[Fact], corpus: Corpus, generator: random.Random) -> Iterator[Unanswerable]:
    """Yield questions for what may be asked of such a thing, and no document that names it says of anything."""
    things = [*_subjects(facts, corpus).items(), *_people_and_places(corpus).items()]
    generator.shuffle(things)
    for subject, fitting in things:
        documents = {chunk.document_id for chunk in corpus.holding(stems_of(subject))}
        known = frozenset[str]().union(*(corpus.stems_of(document) for document in documents))
        attributes = list(fitting)
        generator.shuffle(attributes)
        for attribute in attributes[:_OF_ONE]:
            if documents and not stems_of(fitting[attribute]) & known:
                words = ", ".join(fitting[attribute].split())
                made = f"attribute not mentioned: none of {words} in any document that names {subject}"
                yield Unanswerable(attribute.format(subject), made)


def foreign(corpus: Corpus, generator: random.Random) -> Iterator[Unanswerable]:
    """Yield questions about things of which no passage holds the name."""
    questions = list(_FOREIGN)
    generator.shuffle(questions)
    for question in questions:
        name = _FOREIGN[question]
        if not any(corpus.knows(stem) for stem in stems_of(name)):
            yield Unanswerable(question, f"subject of another library: no passage holds {name}")


_KEPT = frozenset({FactKind.EXPANSION, FactKind.LIST, FactKind.ROW})  # kinds whose questions quote the document
# Words of a question that a passage may answer in others: "runs for" for "last", "is 4 pounds" for "cost".
_SAID_OTHERWISE = stems_of("cost take last run long old")
_TRIED = 40  # names tried in the place of one
_DEFINITE = "the "  # how the name of one certain thing begins: "every employee" and "passwords" are none
_OF_ONE = 2  # attributes tried of one thing


def _subjects(facts: Sequence[Fact], corpus: Corpus) -> Mapping[str, Mapping[str, str]]:
    """Return the named things that facts are of, with what may be asked of each."""
    said: dict[str, set[str]] = {}
    for fact in facts:
        if names_something(fact.subject) and corpus.is_name(fact.subject):
            said.setdefault(fact.subject, set()).update(stems_of(" ".join((fact.question, *fact.answers))))
    return {subject: _fitting(words) for subject, words in said.items()}


def _people_and_places(corpus: Corpus) -> Mapping[str, Mapping[str, str]]:
    """Return the people and places that sentences name, with what may be asked of each; not what may be either."""
    people, places = set[str](), set[str]()
    for sentence in islice(corpus.sentences(), _READ):
        people.update(match["titled"] or match["doing"] for match in _PEOPLE.finditer(sentence.text))
        places.update(match["place"] for match in _PLACES.finditer(sentence.text))
    calendar = {word.capitalize() for word in MONTHS | WEEKDAYS}
    found = {
        **dict.fromkeys(sorted(people - places), _OF_A_PERSON),
        **dict.fromkeys(sorted(one for one in places - people if one.split()[0] not in calendar), _OF_A_PLACE),
    }
    return {name: attributes for name, attributes in found.items() if corpus.is_name(name)}


def _fitting(said: set[str]) -> Mapping[str, str]:
    """Return what may be asked of a thing of which these stems are said."""
    fitting = dict(_OF_ANYTHING)
    for words, attributes in _TOLD_BY.items():
        if stems_of(words) & said:
            fitting.update(attributes)
    return fitting


def _names(fact: Fact) -> list[str]:
    """Return the names in a question, its first word apart: no months, and no part of a name such as "Apollo 11"."""
    found = [match for match in _NAME.finditer(fact.question) if match.start() > 0]
    return [match.group() for match in found if not _is_calendar(match.group()) and not _follows_a_number(match)]


def _is_calendar(name: str) -> bool:
    return {word.lower() for word in name.split()} <= MONTHS | WEEKDAYS


def _follows_a_number(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rstrip()[-1:].isdigit()


def _alike(name: str, other: str) -> bool:
    """Whether two names may be of one kind of thing: both abbreviations or neither, both of one word or neither."""
    return name.isupper() == other.isupper() and (" " in name) == (" " in other)


def _not_said(fact: Fact, entity: str, other: str, corpus: Corpus) -> bool:
    rest = stems_of(fact.question.replace(entity, "")) - _SAID_OTHERWISE
    passages = corpus.holding(stems_of(other))
    return (
        bool(passages)
        and bool(rest)
        and all(
            len(rest & stems_of(f"{chunk.title} {chunk.heading} {chunk.text}")) < _SHARED * len(rest)
            for chunk in passages
        )
    )
