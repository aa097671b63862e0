"""Lacks: the part of a claim that its sources do not say, found by comparing both outright, with the reason in words.

A trained judge overlooks one word exchanged in a sentence that is otherwise the source's own: an item of another list,
another agent or place, a plan told as done, a part told of the whole. Knows words and their places, never a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answers import Lack
from assistant.english.auxiliaries import BEING
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.dates import dates_of
from assistant.english.enumerations import enumerations
from assistant.english.names import is_name
from assistant.english.opposites import CONTRARIES
from assistant.english.scope import AGAIN, ENDED, HEARSAY, PART, WHOLE
from assistant.english.verbs import AUXILIARIES, MainVerb, is_planned_at, main_verb, root, roots, tells_plan
from assistant.english.words import Word, split_words
from assistant.messages.message import Message, quoted, say
from assistant.proving.premises import PRONOUNS, Premise, premises_of
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from ingest.sentences import split_sentences


def find_lacks(claim: str, stated: Sequence[str], around: str = "") -> tuple[Lack, ...]:
    """Return what of `claim` the sources do not say, in the order of the claim.

    `stated` are the passages with what is cited, each whole; `around` are titles and headings.
    """
    told = _Claim.of(claim)
    source = _Source([premise for text in stated for premise in premises_of(text)], roots(split_words(around)))
    if not source.premises or not told.roots:
        return ()
    found: dict[Span, Lack] = {}
    for rule in _RULES:
        for lack in rule(told, source):
            found.setdefault(lack.span, lack)
    return tuple(sorted(found.values(), key=lambda lack: lack.span.start))


def find_unsaid(claim: str, stated: Sequence[str], around: str = "") -> tuple[Lack, ...]:
    """Return the words of `claim` that stand nowhere in what is stated, those side by side together, names first.

    They are no reason to doubt a claim that may be in other words, but tell why one is doubted. At most a few.
    """
    words = split_words(claim)
    known = roots(split_words("\n".join((*stated, around))))
    new = [word.is_content and word.lower not in AUXILIARIES and root(word) not in known for word in words]
    runs = [list(run) for is_new, run in groupby(range(len(words)), key=lambda index: new[index]) if is_new]
    telling = sorted(runs, key=lambda run: not any(is_name(words, at) or words[at].is_number for at in run))
    spans = [Span(words[run[0]].start, words[run[-1]].end) for run in sorted(telling[:_MOST_UNSAID])]
    return tuple(
        Lack(span, say("{part} is not in the source", part=quoted(claim[span.start : span.end]))) for span in spans
    )


_MOST_UNSAID = 3


# -- a claim and what is stated ----------------------------------------------------------------------------------


_LONGEST = 25  # words of a claim that one verb may stand for


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    words: tuple[Word, ...]
    roots: frozenset[str]
    verb: MainVerb | None

    @classmethod
    def of(cls, text: str) -> _Claim:
        words = split_words(text)
        return cls(text, words, roots(words), main_verb(words))

    @property
    def telling(self) -> frozenset[str]:
        """The roots of its numbers and of its verb."""
        numbers = {root(word) for word in self.words if word.is_number}
        return frozenset(numbers if self.verb is None else numbers | {root(self.words[self.verb.at])})

    @property
    def is_one(self) -> bool:
        """Whether it says one thing: several sentences, or a long one, say things that one verb does not stand for."""
        return len(self.words) <= _LONGEST and len(split_sentences(self.text)) == 1

    def quoted(self, span: Span) -> Message:
        return quoted(self.text[span.start : span.end])


@dataclass(frozen=True, slots=True)
class _Source:
    premises: Sequence[Premise]
    around: frozenset[str]

    @property
    def roots(self) -> frozenset[str]:
        return frozenset[str]().union(self.around, *(premise.roots for premise in self.premises))

    def nearest(self, wanted: frozenset[str], telling: frozenset[str] = frozenset()) -> Premise:
        """Return the sentence with most of the roots that are wanted, the `telling` ones of them counted twice."""
        return max(
            self.premises,
            key=lambda premise: (
                len(premise.roots & wanted) + len(premise.roots & wanted & telling),
                -len(premise.roots),
            ),
        )

    def having(self, stem: str) -> list[Premise]:
        return [premise for premise in self.premises if stem in premise.roots]


# -- items of a list ---------------------------------------------------------------------------------------------

_MOST_ITEMS = 0.5  # of a list that must stand in one sentence, or it is told in other words


def _items_of_other_lists(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find items of a list that do not stand in the one sentence or list of the source that has most of them."""
    for enumeration in enumerations(claim.text):
        items = {span: roots(split_words(claim.text[span.start : span.end])) for span in enumeration.items}
        items = {span: stems for span, stems in items.items() if stems}
        head = claim.roots - frozenset[str]().union(*items.values())
        best = max(source.premises, key=lambda premise: (_held(items, premise), len(premise.roots & head)))
        if _held(items, best) < max(2, _MOST_ITEMS * len(items)):
            continue
        for span, stems in items.items():
            if not _stands(stems, best.roots):
                known = _stands(stems, source.roots)
                part = claim.quoted(span)
                in_list = say("{part} does not stand in that list of the source", part=part)
                yield Lack(span, in_list if known else say("{part} is not in the source", part=part))


def _held(items: dict[Span, frozenset[str]], premise: Premise) -> int:
    return sum(_stands(stems, premise.roots) for stems in items.values())


def _stands(stems: frozenset[str], known: frozenset[str]) -> bool:
    return 2 * len(stems & known) >= len(stems)


# -- who does it -------------------------------------------------------------------------------------------------

_BY = lazy_pattern(r"\bby (?=(?:the |an? )?\w)")


def _other_agents(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a subject of the claim's verb that is not the source's, or another one that it is done by."""
    verb = claim.verb
    if verb is None or verb.is_copula or not claim.words[verb.at].is_content or not claim.is_one:
        return
    agent = _agent_of(claim, verb) if verb.is_passive else _subject_of(claim, verb)
    stems = roots(agent)
    if not stems:
        return
    span = Span(agent[0].start, agent[-1].end)
    if verb.is_passive and root(agent[-1]) not in source.roots:
        yield Lack(span, say("{part} is not in the source", part=claim.quoted(span)))
        return
    anchor = root(claim.words[verb.at])
    premises = [premise for premise in source.having(anchor) if len(premise.meant & claim.roots) > 1]
    if premises and not any(_acts(agent, premise, anchor, source) for premise in premises):
        yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))


_LINKS = frozenset("who which that whom whose when where if because while".split())


def _subject_of(claim: _Claim, verb: MainVerb) -> tuple[Word, ...]:
    """Return what stands before the verb; none where that says something of its own."""
    subject = claim.words[: verb.opens]
    return () if any(word.lower in _LINKS for word in subject) else subject


def _agent_of(claim: _Claim, verb: MainVerb) -> tuple[Word, ...]:
    """Return the words of "by the board" behind a passive; none where nobody is named, or a date or a number is."""
    match = _BY.search(claim.text, claim.words[verb.at].end)
    if match is None:
        return ()
    found: list[Word] = []
    for word in claim.words:
        if word.start < match.end() or (not found and not word.is_content):
            continue
        if (found and not word.is_content) or word.is_number or word.lower.endswith("ing"):
            break
        found.append(word)
    return tuple(found)


def _acts(agent: Sequence[Word], premise: Premise, verb: str, source: _Source) -> bool:
    """Whether somebody is before the verb of a sentence, or named by "by" behind it, or may be meant by a pronoun."""
    at = next(index for index, word in enumerate(premise.words) if word.is_content and root(word) == verb)
    before, behind = premise.words[:at], premise.words[at + 1 :]
    subject = roots(before)
    by = next((index for index, word in enumerate(behind) if word.lower == "by"), None)
    if not subject or _is_among(agent, subject) or _are_named(agent, source.around):
        return True
    if by is not None and _is_among(agent, roots(behind[by:])):
        return True
    if any(word.lower in PRONOUNS for word in before):
        return _is_among(agent, premise.before)
    is_passive = any(word.lower in BEING for word in before[-2:])
    return is_passive and (by is None or _is_among(agent, roots(behind)))


def _is_among(agent: Sequence[Word], known: frozenset[str]) -> bool:
    """Whether somebody is known by half of the words for them, or by any part of a name."""
    return bool(_names(agent) & known) or _stands(roots(agent), known)


def _are_named(agent: Sequence[Word], around: frozenset[str]) -> bool:
    """Whether a title or heading has all names of somebody, so that a sentence need not repeat them."""
    return bool(_names(agent)) and _names(agent) <= around


def _names(agent: Sequence[Word]) -> frozenset[str]:
    return roots([word for word in agent if word.is_capitalised and word.lower not in _NO_NAMES])


_NO_NAMES = frozenset("the a an in on at by for every all each some this these as".split())


# -- where it is -------------------------------------------------------------------------------------------------

_CALENDAR = MONTHS | WEEKDAYS
_PLACED = frozenset("in at to from under on near for with".split())
_SLOT_COVER = 0.5  # of the claim's other words that a sentence must have to be held against it


def _other_places(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find what follows "in", "at" or "to" where the sentence that says the rest has another thing there."""
    for preposition, phrase in _phrases(claim.words):
        stems = roots(phrase)
        rest = claim.roots - stems
        if not stems or not rest or any(word.is_number or word.lower in _CALENDAR for word in phrase):
            continue
        best = source.nearest(rest)
        if len(best.roots & rest) < max(2, _SLOT_COVER * len(rest)) or stems & (best.roots | source.around):
            continue
        others = [roots(other) for name, other in _phrases(best.words) if name == preposition]
        if phrase[0].is_capitalised and any(other and not other & claim.roots for other in others):
            span = Span(phrase[0].start, phrase[-1].end)
            yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))
    yield from _exact_places(claim, source)


_EXACT = lazy_pattern(
    r"\b(?:centre|center|middle|heart|outskirts|suburbs?|downtown|edge|corner|top|bottom|back|front"
    r"|(?:north|south|east|west)(?:ern)?)\b",
    re.IGNORECASE,
)


def _exact_places(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a place that is told more exactly than the source does: "in the centre of"."""
    for match in _EXACT.finditer(claim.text):
        if not roots(split_words(match.group())) & source.roots:
            span = Span(*match.span())
            yield Lack(span, say("{part} is not in the source", part=claim.quoted(span)))


def _phrases(words: Sequence[Word], prepositions: frozenset[str] = _PLACED) -> Iterator[tuple[str, tuple[Word, ...]]]:
    for index, word in enumerate(words):
        if word.lower in prepositions:
            phrase: list[Word] = []
            for other in words[index + 1 :]:
                if other.is_content:
                    phrase.append(other)
                elif phrase or other.lower not in {"the", "a", "an", "its", "their", "his", "her"}:
                    break
            if phrase:
                yield word.lower, tuple(phrase)


_LINKING = frozenset("of in into with about for to at from on by under over".split())
_LINKED = 2  # words before a preposition that it may link to what follows


def _other_links(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find what a word is linked to by a preposition that the source links to another thing: "the consent of the head".

    What is linked must stand elsewhere in the source, as something of its own: else it may be the same in other words.
    """
    for heads, preposition, phrase in _links(claim.words):
        stems = roots(phrase)
        premises = [premise for premise in source.premises if heads and heads <= premise.roots]
        known = source.around.union(*(premise.roots for premise in premises))
        if not premises or stems & known or not stems <= source.roots or any(word.is_number for word in phrase):
            continue
        best = max(premises, key=lambda premise: len(premise.roots & claim.roots))
        if len(best.roots & claim.roots) < max(2, _SLOT_COVER * len(claim.roots - stems)):
            continue
        others = [roots(other) for own, name, other in _links(best.words) if name == preposition and own & heads]
        if others and not any(other & claim.roots for other in others):
            span = Span(phrase[0].start, phrase[-1].end)
            yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))


def _links(words: Sequence[Word]) -> Iterator[tuple[frozenset[str], str, tuple[Word, ...]]]:
    """Yield the roots of the words before each preposition, the preposition, and what follows it."""
    for preposition, phrase in _phrases(words, _LINKING):
        before = [word for word in words if word.end < phrase[0].start and word.is_content]
        yield roots(before[-_LINKED:]), preposition, phrase


# -- when it is --------------------------------------------------------------------------------------------------

_ORDERS = tuple(
    frozenset(one.split()) for one in ("before until till", "after since following from", "during throughout")
)
_TIMED = 4  # words behind "after" that tell the time


def _other_order(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find "during their first six months" where the source says the same of "after"."""
    premise = source.nearest(claim.roots, claim.telling)
    stated = {word.lower for word in premise.words}
    for index, word in enumerate(claim.words):
        order = next((one for one in _ORDERS if word.lower in one), None)
        if order is None or order & stated:
            continue
        time = _time(claim.words, index)
        for at, other in enumerate(premise.words):
            if time and time == _time(premise.words, at) and any(other.lower in one for one in _ORDERS):
                span = Span(word.start, word.end)
                part, told = claim.quoted(span), quoted(other.form)
                yield Lack(span, say("{part}: the source says {other}", part=part, other=told))


def _time(words: Sequence[Word], index: int) -> frozenset[str]:
    return frozenset(root(word) for word in words[index + 1 : index + 1 + _TIMED] if word.is_content or word.is_number)


# -- plans, parts and contraries ---------------------------------------------------------------------------------


def _plans_told_as_done(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find what the source plans, proposes or expects and the claim tells as something that is so."""
    verb = claim.verb
    if tells_plan(claim.text) or not claim.is_one:
        return
    if verb is None:
        yield from _plans_told_without_verb(claim, source)
        return
    if not verb.is_past and (verb.is_copula or dates_of(claim.text)):  # "It opens in May" is said of what is to come
        return
    anchor = root(claim.words[verb.at])
    premise = source.nearest(claim.roots, claim.telling)
    if 2 * len(premise.roots & claim.roots) < len(claim.roots):
        return
    places = [word.start for word in premise.words if word.is_content and root(word) == anchor]
    own = main_verb(premise.words)
    if places and not verb.is_copula:
        planned = all(is_planned_at(premise.text, place, surely=not verb.is_past) for place in places)
    else:
        planned = own is not None and is_planned_at(premise.text, premise.words[own.at].end, surely=not verb.is_past)
    if planned:
        span = Span(claim.words[verb.opens].start, claim.words[verb.at].end)
        yield Lack(
            span, say("{part}: the source tells a plan or an expectation, not what is so", part=claim.quoted(span))
        )


def _plans_told_without_verb(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find that a headline, which has no verb, tells what its source plans: "The first fair in Leeds next year."."""
    premise = source.nearest(claim.roots)
    own = main_verb(premise.words)
    is_held = 2 * len(premise.roots & claim.roots) >= len(claim.roots)
    if is_held and own is not None and is_planned_at(premise.text, premise.words[own.at].end, surely=True):
        span = Span(claim.words[0].start, claim.words[-1].end)
        yield Lack(
            span, say("{part}: the source tells a plan or an expectation, not what is so", part=claim.quoted(span))
        )


_SAYS_THAT = frozenset("that to".split())


def _other_complements(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find that what somebody says or means to do is not what the source's sentence says behind that verb."""
    complement = _complement(claim.words, claim.verb.at if claim.verb is not None else None)
    if claim.verb is None or not complement:
        return
    anchor = root(claim.words[claim.verb.at])
    stems = roots(complement)
    premises = [
        premise for premise in source.having(anchor) if 2 * len(premise.meant & claim.roots) >= len(claim.roots)
    ]
    told = [_complement(premise.words, at) for premise in premises for at in _places(premise, anchor)]
    if stems and told and all(one and not roots(one) & stems for one in told):
        span = Span(complement[0].start, complement[-1].end)
        yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))


def _complement(words: Sequence[Word], at: int | None) -> tuple[Word, ...]:
    """Return what follows a verb and "that" or "to"; none where neither stands right behind it."""
    if at is None or at + 2 >= len(words) or words[at + 1].lower not in _SAYS_THAT:
        return ()
    return tuple(words[at + 2 :])


def _places(premise: Premise, anchor: str) -> list[int]:
    return [index for index, word in enumerate(premise.words) if root(word) == anchor]


def _more_than_is_said(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a part that is told of the whole, once as again and again, or what goes on as ended."""
    premise = source.nearest(claim.roots, claim.telling)
    if not claim.is_one or 2 * len(premise.roots & claim.roots) < len(claim.roots):
        return
    whole = WHOLE.search(claim.text)
    own = {match.group().lower() for match in PART.finditer(claim.text)}
    parts = [match.group() for match in PART.finditer(premise.text) if match.group().lower() not in own]
    wholes = {match.group().lower() for match in WHOLE.finditer(premise.text)}
    if whole and parts and not wholes - _SHUTTING_OUT:
        span = Span(*whole.span())
        yield Lack(span, say("{part}: the source says {other}", part=claim.quoted(span), other=quoted(parts[0])))
    yield from _limits_dropped(claim, premise)
    for pattern in (AGAIN, ENDED):
        said = pattern.search(claim.text)
        if said and not roots(split_words(said.group())) & source.roots:
            span = Span(*said.span())
            yield Lack(span, say("{part} is not in the source", part=claim.quoted(span)))


_LIMITS = frozenset("some many most several few often sometimes usually typically mostly".split())
_COUNTS = frozenset("dozens hundreds thousands millions".split())  # of those that are spoken of: "of the"
_REACH = 3  # words behind "some" that it limits


def _limits_dropped(claim: _Claim, premise: Premise) -> Iterator[Lack]:
    """Find what the source says of some, and the claim of all that are called so: "some machines" as "machines"."""
    if PART.search(claim.text) or WHOLE.search(claim.text):
        return
    for index, word in enumerate(premise.words):
        of_the = [other.lower for other in premise.words[index + 1 : index + 3]] == ["of", "the"]
        if word.lower not in _LIMITS and not (of_the and word.lower in _COUNTS):
            continue
        limited = {root(other) for other in premise.words[index + 1 : index + 1 + _REACH] if other.is_content}
        for other in claim.words:
            if root(other) in limited and _is_plural(other) and not _is_counted(claim, other):
                span = Span(other.start, other.end)
                yield Lack(
                    span, say("{part}: the source says {other}", part=claim.quoted(span), other=quoted(word.form))
                )
                return


def _is_plural(word: Word) -> bool:
    return word.lower.endswith("s") and not word.lower.endswith(("ss", "us", "is"))


def _is_counted(claim: _Claim, word: Word) -> bool:
    """Whether a number stands right before a word, and is not part of a name: "three machines", not "Kestrel 3"."""
    at = claim.words.index(word)
    return at > 0 and claim.words[at - 1].is_number and not (at > 1 and claim.words[at - 2].is_capitalised)


_EVERY = lazy_pattern(r"\b(?:every|each) (?=\w)", re.IGNORECASE)
_OF_ALL = frozenset("every each all any both no per a an".split())


def _more_often_than_is_said(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find "every Sunday" where the source speaks of one: "on the first Sunday of each month"."""
    for match in _EVERY.finditer(claim.text):
        noun = next((word for word in claim.words if word.start >= match.end()), None)
        if noun is None or not noun.is_content:
            continue
        premise = source.nearest(claim.roots, frozenset({root(noun)}))
        if {word.lower for word in premise.words} & {"daily" if noun.lower == "day" else f"{noun.lower}ly"}:
            continue
        places = _places(premise, root(noun))
        before = {premise.words[at - 1].lower for at in places if at}
        if places and not before & _OF_ALL and not any(_is_plural(premise.words[at]) for at in places):
            span = Span(match.start(), noun.end)
            yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))


_AT_VERB = 40  # characters around a verb in which a word like "reportedly" is of it
_SAYING = frozenset("say said says state states stated report reports reported tell tells told".split())


def _hearsay_told_as_so(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find what the source only hears, "is reportedly leaving", and the claim tells as something that is so."""
    verb = claim.verb
    if verb is None or not claim.is_one or HEARSAY.search(claim.text) or any(w.lower in _SAYING for w in claim.words):
        return
    anchor = root(claim.words[verb.at])
    premise = source.nearest(claim.roots, claim.telling)
    for at in _places(premise, anchor) if 2 * len(premise.roots & claim.roots) >= len(claim.roots) else ():
        word = premise.words[at]
        heard = HEARSAY.search(premise.text, max(0, word.start - _AT_VERB), word.end + _AT_VERB)
        if heard and not roots(split_words(heard.group())) & claim.roots:
            span = Span(claim.words[verb.opens].start, claim.words[verb.at].end)
            part, other = claim.quoted(span), quoted(heard.group())
            yield Lack(span, say("{part}: the source says {other}", part=part, other=other))
            return


_SHUTTING_OUT = frozenset({"only", "exclusively", "solely"})  # say nothing of how many
_CLAUSES = lazy_pattern(r"[;:]\s")


def _contraries(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a word that is the contrary of the source's: "fell" where it says "rose"."""
    premise = source.nearest(claim.roots, claim.telling)
    clauses = [split_words(text) for text in _CLAUSES.split(premise.text)]
    stated = max((frozenset(word.stem for word in words) for words in clauses), key=lambda one: len(one & claim.roots))
    if not claim.is_one or 2 * len(premise.roots & claim.roots) < len(claim.roots):
        return
    for word in claim.words:
        if word.stem in stated:
            continue
        if any(
            (word.stem in left and stated & right) or (word.stem in right and stated & left)
            for left, right in CONTRARIES
        ):
            span = Span(word.start, word.end)
            yield Lack(span, say("{part}: the source says the contrary", part=claim.quoted(span)))


def _premises_of_verb(claim: _Claim, source: _Source) -> Sequence[Premise]:
    """Return the sentences with the claim's verb; none where the claim may hold another, or only says what is."""
    verb = claim.verb
    if verb is None or verb.is_copula or not claim.is_one or _JOINS.search(claim.text):
        return ()
    return source.having(root(claim.words[verb.at]))


def _names_from_elsewhere(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a name that no sentence with the claim's verb has, nor a few before it, nor a labelled line."""
    premises = _premises_of_verb(claim, source)
    if not premises:
        return
    labelled = [premise.roots for premise in source.premises if _LABEL.match(premise.text)]
    near = frozenset[str]().union(source.around, *labelled, *(premise.roots | premise.before for premise in premises))
    for index, word in enumerate(claim.words):
        if not is_name(claim.words, index) or word.lower in _CALENDAR:
            continue
        if root(word) not in near and root(word) in source.roots:
            span = Span(word.start, word.end)
            yield Lack(span, say("the source does not say this of {part}", part=claim.quoted(span)))


def _dates_from_elsewhere(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find a date that stands in the source, but in no sentence with the claim's verb, nor before one."""
    premises = _premises_of_verb(claim, source)
    if not premises:
        return
    near = frozenset[str]().union(source.around, *(premise.roots | premise.before for premise in premises))
    for date in dates_of(claim.text):
        words = split_words(claim.text[date.span.start : date.span.end])
        if not roots(words) <= near and roots(words) <= source.roots:
            yield Lack(date.span, say("the source does not say this of {part}", part=claim.quoted(date.span)))


_JOINS = lazy_pattern(r"[,;:]\s")  # behind it another verb may stand
_LABEL = lazy_pattern(r"[\w ]{1,30}: ")


_QUOTATION = lazy_pattern(r"[“\"]([^“”\"]{3,200})[”\"]")
_NO_WORD = lazy_pattern(r"[\W_]+")


def _false_quotations(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find words in quotation marks that do not stand so in the source, punctuation apart."""
    stated = _bare("\n".join(premise.text for premise in source.premises))
    for match in _QUOTATION.finditer(claim.text):
        if len(match.group(1).split()) > 1 and _bare(match.group(1)).strip() not in stated:
            span = Span(*match.span(1))
            yield Lack(span, say("{part} is not in the source", part=claim.quoted(span)))


def _bare(text: str) -> str:
    return f" {_NO_WORD.sub(' ', text).lower()} "


_PASSAGES = lazy_pattern(r"\bpassages?(?: \d+)?\b", re.IGNORECASE)


def _passages_spoken_of(claim: _Claim, source: _Source) -> Iterator[Lack]:
    """Find where a claim speaks of the passages that a model was shown, which no source does."""
    match = _PASSAGES.search(claim.text)
    if match and not roots(split_words(match.group())) & source.roots:
        span = Span(*match.span())
        yield Lack(span, say("{part} is not in the source", part=claim.quoted(span)))


_RULES = (
    _passages_spoken_of,
    _false_quotations,
    _items_of_other_lists,
    _other_agents,
    _other_places,
    _other_links,
    _other_order,
    _plans_told_as_done,
    _other_complements,
    _more_than_is_said,
    _more_often_than_is_said,
    _hearsay_told_as_so,
    _contraries,
    _names_from_elsewhere,
    _dates_from_elsewhere,
)
