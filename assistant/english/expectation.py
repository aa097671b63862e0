"""Expectations: what sort of answer a question asks for, and the spans of a sentence that could be one.

Knows the form of English questions, dates, numbers and names; never whether a sentence is on the subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, islice, takewhile

from assistant.english.auxiliaries import OPENING
from assistant.english.calendar import MONTH_NUMBERS, MONTHS, WEEKDAYS
from assistant.english.names import is_name, names_in, opens_with_name
from assistant.english.numerals import COUNTS, SCALES, VAGUE
from assistant.english.units import ANY_UNIT, TIMES
from assistant.english.words import Word, content_stems, split_words
from ingest.documents import Span
from ingest.patterns import lazy_pattern


class Kind(StrEnum):
    """The sort of answer that a question asks for; OTHER where its form does not tell."""

    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    EXPANSION = "expansion"
    REASON = "reason"
    YES_NO = "yes_no"
    OTHER = "other"


@dataclass(frozen=True)
class Expectation:
    """A question, taken apart.

    `focus` are the stems of the noun asked for: "universities" in "how many universities teach it".
    `identity` says that it asks who somebody is, so that a title alone ("the Prime Minister") is no answer.
    `wants_list` says that more than one thing is asked for.
    """

    kind: Kind
    words: tuple[Word, ...]
    focus: frozenset[str]
    identity: bool
    wants_list: bool

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the question's content words."""
        return content_stems(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names in the question: capitalised words after the first, and abbreviations."""
        return names_in(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The stems of the numerals in the question."""
        return frozenset(word.stem for word in self.words if word.form[0].isdigit())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a sentence that could be the answer, and how well its form fits, in (0, 1]."""

    span: Span
    fit: float


_AUXILIARIES = f"{OPENING}|am|isn't|aren't"
_PLACES = "city|cities|country|countries|region|town|place|location|state|province|village|district|continent|venue"
_MEASURES = (
    "percentage|percent|proportion|share|rate|price|cost|value|amount|fee|budget|sum|salary|size|length|height|"
    "weight|distance|speed|temperature|population|area|depth|capacity|turnover|volume|total"
)

# The first pattern that matches names the kind; order matters ("how many years" is a duration, not a count).
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, lazy_pattern(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.EXPANSION,
            r"\bstands? for\b|\bshort for\b|\babbreviat|\bacronym\b|\bfull (name|form) of\b|\bspell(ed)? out\b",
        ),
        (
            Kind.DURATION,
            r"\bhow (long|old)\b|\bhow many (more )?(years?|months?|weeks?|days?|hours?|minutes?|decades?)\b",
        ),
        (
            Kind.DATE,
            (
                r"^\W*when\b|\b(what|which) (year|date|day|month|time|century|decade|season)s?\b|[,;] when\b"
                r"|\bsince when\b|\bwhen (is|are|was|were|will|did|does|do|has|have|can)\b"
            ),
        ),
        (Kind.COUNT, r"\bhow many\b|\b(what|the) (is the )?number of\b"),
        (
            Kind.AMOUNT,
            (
                rf"\bhow (much|big|large|high|far|tall|heavy|fast|wide|deep|hot|cold|expensive|often)\b|\b(what"
                rf"|which)('s| is| was| are| were)?( the)?( \w+)? ({_MEASURES})\b"
            ),
        ),
        (
            Kind.PERSON,
            (
                r"^\W*(and )?(who|whom|whose)\b|\b(by|to|with|from) whom\b|\bname of the (person|author|director"
                r"|president|founder|winner)\b|[,;] who\b"
            ),
        ),
        (Kind.PLACE, rf"^\W*(and )?where\b|\b(what|which) (\w+ )?({_PLACES})\b|[,;] where\b"),
        (Kind.REASON, r"\bwhy\b|\bwhat (is|was) the reason\b|\bfor what reason\b|\bhow come\b"),
        (Kind.YES_NO, rf"^\W*({_AUXILIARIES})\b"),
    )
)
# Verbs behind the one thing that is asked for, which are no plurals: "which street does it", "which boat needs".
_VERBS_IN_S = (
    "(?:does|needs|costs|belongs|takes|comes|goes|gives|makes|runs|keeps|lives|uses|looks|says|starts|begins|ends"
    "|leaves|opens|closes|covers|holds|grows|sells|pays|owns|wants|gets|works|stands|lies|leads|shows|means)"
)
_LIST = lazy_pattern(
    r"^\W*(list|name|enumerate)\b|\b(which|what|who) (are|were)\b|\ball (of )?(the )?\w+s\b"
    rf"|\b(which|what) (?!(is|was|does|has|did)\b)((\w+ ){{1,2}}?(?!{_VERBS_IN_S}\b))?\w{{2,}}[^\Wsui]s\b"
    r"(?! (is|was|has|does)\b)",
    re.IGNORECASE,
)
_IDENTITY = lazy_pattern(
    r"^\W*(?:and |but |so )?who(?:['’]s| is| was| are| were)(?: currently| now)? (?:the|your|our|their|his"
    r"|her|its|\w+['’]s)\b",
    re.IGNORECASE,
)
_FOCUS = lazy_pattern(
    r"\b(?:how many|number of|which|what(?: kinds? of| sorts? of| types? of)?)\s+((?:[\w'’-]+\s*){1,4})",
    re.IGNORECASE,
)
_FOCUS_WORDS = 2  # "Japanese companies": what follows is as often a verb as a noun
_DEFINED = lazy_pattern(r"^\W*[Ww]hat(?:['’]s| is| are| does)\s+(?:an?\s+|the\s+)?[A-Z][A-Z.&]+(?:\s+mean)?\W*$")


def expect(question: str) -> Expectation:
    """Take a question apart. Any text will do; one that is no question expects OTHER."""
    kind = _kind(question)
    return Expectation(
        kind=kind,
        words=split_words(question),
        focus=_focus(question),
        identity=kind is Kind.PERSON and _IDENTITY.search(question) is not None,
        wants_list=_LIST.search(question) is not None,
    )


def size_of(question: str) -> int | None:
    """Return where "long" of "how long" stands, which tells only what sort of answer is asked for; None for none."""
    size = _SIZE.search(question)
    return size.start(1) if size else None


_SIZE = lazy_pattern(r"\bhow (long|old|much|many|big|large|high|far|tall|heavy|fast|wide|deep|often)\b", re.IGNORECASE)


def find_candidates(expectation: Expectation, sentence: str, words: Sequence[Word]) -> tuple[Candidate, ...]:
    """Return the spans of `sentence` that fit the expected kind and do not just repeat the question.

    `words` are the words of the sentence. Kinds whose answers have no form (REASON, YES_NO, OTHER) have none.
    """
    finder = _FINDERS.get(expectation.kind)
    return tuple(finder(expectation, sentence, words)) if finder else ()


def _kind(question: str) -> Kind:
    if _DEFINED.match(question):
        return Kind.EXPANSION
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), Kind.OTHER)


def _focus(question: str) -> frozenset[str]:
    match = _FOCUS.search(question)
    if match is None:
        return frozenset()
    words = split_words(match.group(1))
    leading = takewhile(lambda word: word.is_content, words)
    return content_stems(islice(leading, _FOCUS_WORDS))


# -- numbers ---------------------------------------------------------------------------------------------------

_QUALIFIERS = (
    r"(?:(?:more|less|fewer) than |at least |at most |up to |over |under |about |around |nearly "
    r"|almost |some |approximately |roughly |only )?"
)
_NUMERAL = (
    r"(?:[$€£¥]\s?)?\d+(?:[.,]\d+)*(?:\s?%)?"
    rf"|(?:{'|'.join([*COUNTS, *(f'{scale}s?' for scale in SCALES), *sorted(VAGUE), 'none', 'no'])})\b"
)
_NUMBER = lazy_pattern(
    rf"\b{_QUALIFIERS}(?<![\w.,])(?:{_NUMERAL})(?:[ -](?:{_NUMERAL}|per cent|percent|and a half))*",
    re.IGNORECASE,
)
_DURATION = lazy_pattern(
    rf"{_NUMBER.pattern}(?:[ -](?:{TIMES})(?:[ -]old)?\b)|\b(?:for )?(?:decades|centuries|years|months)\b"
    rf"|\bsince (?:\w+ )?\d{{4}}\b",
    re.IGNORECASE,
)
_FOLLOWERS = 4  # how many words after a number may part it from the thing counted: "seven large public universities"
_BARE_FIT = 0.5


def _numbers(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    asked = {word.lower for word in expectation.words if word.is_number}
    for match in _NUMBER.finditer(sentence):
        inner = [word for word in words if match.start() <= word.start < match.end() and word.is_number]
        if inner and all(word.lower in asked for word in inner):
            continue
        yield _counted(expectation, match, words)


def _counted(expectation: Expectation, match: re.Match[str], words: Sequence[Word]) -> Candidate:
    following = [word for word in words if word.start >= match.end()][:_FOLLOWERS]
    for word in following:
        if word.stem in expectation.focus:
            return Candidate(Span(match.start(), word.end), 1.0)
    return Candidate(Span(match.start(), match.end()), _BARE_FIT)


_MEASURE_INSIDE = lazy_pattern(r"[$€£¥%]|per ?cent|illion|thousand|hundred", re.IGNORECASE)
_PER = f"{TIMES}|mile|kilomet(?:re|er)|person|head|piece|night|term|visit|lesson"
_MEASURED = lazy_pattern(
    rf"[ -]?(?:{ANY_UNIT}|percent|per cent|points?|times|square \w+|cubic \w+|°[CF]?"
    rf"|(?:an?|per|each|every) (?:{_PER}))\b",
    re.IGNORECASE,
)


def _amounts(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    for candidate in _numbers(expectation, sentence, words):
        unit = _MEASURED.match(sentence, candidate.span.end)
        measured = unit or _MEASURE_INSIDE.search(sentence[candidate.span.start : candidate.span.end])
        end = unit.end() if unit else candidate.span.end
        yield Candidate(Span(candidate.span.start, end), 1.0 if measured else _BARE_FIT)


def _durations(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    del expectation, words
    for match in _DURATION.finditer(sentence):
        yield Candidate(Span(match.start(), match.end()), 1.0 if re.search(r"\d|\w{3,} ", match.group()) else _BARE_FIT)


# -- dates -----------------------------------------------------------------------------------------------------

_MONTH = f"(?:{'|'.join(MONTH_NUMBERS)})"
_EXACT_DATE = lazy_pattern(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{_MONTH}\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? \d{{4}})?"
    r"|\b(?:(?:early|late|mid)[- ])?(?:1[0-9]|20)\d{2}(?:s|[-–/]\d{2,4})?\b(?![%,.]\d)"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th) century\b"
)
_LOOSE_DATE = lazy_pattern(
    r"\b(?:next|last|this|the following|the previous|earlier this|later this) (?:year|month|week|spring"
    r"|summer|autumn|fall|"
    r"winter|season|morning|evening|afternoon|night|weekend|" + "|".join(sorted(WEEKDAYS)) + r")\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|on the eve of [\w ]+)\b"
    r"|\b(?:on )?(?:"
    + "|".join(sorted(WEEKDAYS))
    + r")s?\b|\b\d{1,2}(?::\d{2})? ?(?:a\.?m\.?|p\.?m\.?)|\b\d{1,2}:\d{2}\b"
    r"|\b\w+ (?:years?|months?|weeks?|days?) ago\b|\b(?:before|after|during|following) the (?!talks)\w+\b",
    re.IGNORECASE,
)
_LOOSE_FIT = 0.7


def _dates(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    del words
    asked = {word.lower for word in expectation.words}
    for pattern, fit in ((_EXACT_DATE, 1.0), (_LOOSE_DATE, _LOOSE_FIT)):
        for match in pattern.finditer(sentence):
            if not {word.lower for word in split_words(match.group())} <= asked:
                yield Candidate(Span(match.start(), match.end()), fit)


# -- names -----------------------------------------------------------------------------------------------------

_ROLES = frozenset(
    "president minister prime king queen prince princess emperor chancellor senator governor mayor director "
    "chief officer "
    "chairman chairwoman chair secretary general head state ambassador professor rector dean captain colonel judge "
    "justice leader manager founder author editor bishop pope delegation spokesperson spokesman spokeswoman deputy "
    "treasurer coordinator".split()
)
_INSTITUTIONS = frozenset(
    "university college school institute academy center centre bank agency ministry department office company "
    "corporation inc ltd co forum statement council committee commission union association party court society "
    "museum library church hospital station airport park river lake mountain street road avenue bridge island sea "
    "region province district city county republic kingdom states programme program project festival day days week "
    "award prize act law treaty agreement war battle game games cup league times post news journal group culture "
    "development cooperation international national world workshop".split()
)
_HONORIFICS = frozenset("mr mrs ms miss dr prof sir lord lady dame".split())
_PARTICLES = frozenset("de da del della van von der den bin ibn al el la le di du dos".split())
_PLACE_SIGNS = frozenset("in at near from to of outside inside around between across toward towards into off".split())
_SHORT_OPENER = 3  # letters; a longer first word of a sentence may be a name, the shorter ones are not
_ROLE_FIT = 0.5
_SINGLE_NAME_FIT = 0.5


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield runs of capitalised words with the particles between them; short first words are no names."""
    marked = [(index, word) for index, word in enumerate(words)]
    for is_part, group in groupby(marked, key=lambda pair: _names(pair[0], pair[1], words)):
        run = tuple(word for _, word in group)
        if is_part:
            yield run


def _names(index: int, word: Word, words: Sequence[Word]) -> bool:
    if word.lower in _PARTICLES and 0 < index < len(words) - 1:
        return words[index - 1].is_capitalised and words[index + 1].is_capitalised
    if word.lower in MONTHS | WEEKDAYS:
        return False
    return is_name(words, index) or (index == 0 and _may_open(words))


def _may_open(words: Sequence[Word]) -> bool:
    """Whether the first word may be a name: what else begins a sentence is short, or no name's beginning."""
    word = words[0]
    if not word.is_capitalised or not word.is_content or word.is_number:
        return False
    return len(words) == 1 or opens_with_name(words) or not word.form.isascii() or len(word.form) > _SHORT_OPENER


def _people(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    del sentence
    for run in _runs(words):
        fresh = [word for word in run if word.stem not in expectation.stems]
        if fresh:
            yield Candidate(Span(run[0].start, run[-1].end), _person_fit(run, fresh, words, expectation))


def _person_fit(run: Sequence[Word], fresh: Sequence[Word], words: Sequence[Word], expectation: Expectation) -> float:
    lowered = {word.lower for word in run}
    if lowered & _INSTITUTIONS and not lowered & _ROLES:
        return 0.1
    named = [word for word in fresh if word.lower not in _ROLES | _INSTITUTIONS | _HONORIFICS]
    if lowered & _ROLES and not named:
        return 0.1 if expectation.identity else _ROLE_FIT
    before = words[words.index(run[0]) - 1].lower.rstrip(".") if words.index(run[0]) else ""
    if len(named) > 1 or before in _HONORIFICS or lowered & _HONORIFICS:
        return 1.0
    return 0.3 if expectation.identity else _SINGLE_NAME_FIT


def _places(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    del sentence
    order = {word.start: index for index, word in enumerate(words)}
    for run in _runs(words):
        if all(word.stem in expectation.stems for word in run):
            continue
        before = {word.lower for word in words[max(0, order[run[0].start] - 2) : order[run[0].start]]}
        yield Candidate(Span(run[0].start, run[-1].end), 1.0 if before & _PLACE_SIGNS else _SINGLE_NAME_FIT)


# -- abbreviations ---------------------------------------------------------------------------------------------

_MINOR = frozenset("of the and for in on to a an de".split())


def _expansions(expectation: Expectation, sentence: str, words: Sequence[Word]) -> Iterator[Candidate]:
    del sentence
    for asked in (word for word in expectation.words if word.is_acronym):
        letters = asked.form.replace(".", "").lower()
        yield from _spelt_out(letters, words)


def _spelt_out(letters: str, words: Sequence[Word]) -> Iterator[Candidate]:
    """Yield runs of words with these initials, small words free: "Bank for International Cooperation"."""
    for first, word in enumerate(words):
        if word.lower in _MINOR or word.lower[0] != letters[0] or word.lower == letters:
            continue
        last = _match_initials(letters, words[first:])
        if last is not None:
            yield Candidate(Span(word.start, words[first + last].end), 1.0)


def _match_initials(letters: str, words: Sequence[Word]) -> int | None:
    matched = 0
    for index, word in enumerate(words):
        if word.lower[0] == letters[matched]:
            matched += 1
        elif word.lower not in _MINOR:
            return None
        if matched == len(letters):
            return index
    return None


_Finder = Callable[[Expectation, str, Sequence[Word]], Iterator[Candidate]]
_FINDERS: Mapping[Kind, _Finder] = {
    Kind.COUNT: _numbers,
    Kind.AMOUNT: _amounts,
    Kind.DURATION: _durations,
    Kind.DATE: _dates,
    Kind.PERSON: _people,
    Kind.PLACE: _places,
    Kind.EXPANSION: _expansions,
}
