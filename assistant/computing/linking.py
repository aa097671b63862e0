"""Linking: the words of a question held against a table: which columns it names, which cells, which numbers and dates.

Knows spellings and stems; never what is asked of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.computing.forms import Condition, Relation
from assistant.computing.moments import Moment, moments_in
from assistant.computing.spending import IN, OUT
from assistant.computing.typed_tables import Column, ColumnKind, Grid
from assistant.english.calendar import MONTHS
from assistant.english.irregular import BASES
from assistant.english.numbers import value_of_words
from assistant.english.numerals import COUNTS, ORDINALS, SCALE_LETTERS, SCALES
from assistant.english.units import NAMES, SPELT
from assistant.english.words import STOP_WORDS, Word, split_words
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class WordTerm:
    """A word of a text: its stem without accents, and where it stands."""

    stem: str
    form: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether it can name something."""
        return self.form.lower() not in STOP_WORDS


@dataclass(frozen=True, slots=True)
class ColumnLink:
    """A column that a question names: by the words at `positions`, `share` of its name's weight; 0 where by a cue."""

    column: int
    positions: frozenset[int]
    share: float
    cued: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A condition that words of the question may stand for, and how surely, in (0, 1]."""

    condition: Condition
    positions: frozenset[int]
    score: float
    sort: str


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return a text in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=200_000)
def terms_of(text: str) -> tuple[WordTerm, ...]:
    """Return the words of a text; numbers keep their digits."""
    return tuple(_terms(text))


def _terms(text: str) -> Iterator[WordTerm]:
    for word in split_words(text):
        yield from _parts_of(word)


_JOINED = lazy_pattern(r"[^\W_]+")


def _parts_of(word: Word) -> Iterator[WordTerm]:
    bare = _bare(word)
    if bare[:1].isdigit() or not re.search(r"[-&./]", bare.strip(".")):
        yield WordTerm(_stem_of(bare, word), word.form, word.start, word.end)
        return
    for match in _JOINED.finditer(word.form):
        inner = split_words(match.group())
        if inner:
            yield WordTerm(fold(inner[0].stem), match.group(), word.start + match.start(), word.start + match.end())


def _bare(word: Word) -> str:
    return word.form.lower()


def _stem_of(bare: str, word: Word) -> str:
    if bare[:1].isdigit() or bare[:1] in "$€£¥":
        return bare.strip("$€£¥%").replace(",", "")
    return fold(word.stem)


@dataclass(frozen=True)
class CellWords:
    """The words of a grid's cells: which distinct texts of which column have each word."""

    grid: Grid
    texts: tuple[tuple[int, str, tuple[str, ...]], ...]  # column, the cell's own words, their stems
    holding: Mapping[str, tuple[int, ...]]  # by stem: numbers of texts

    @classmethod
    def of(cls, grid: Grid) -> CellWords:
        """Gather the words of every cell."""
        texts: list[tuple[int, str, tuple[str, ...]]] = []
        holding: dict[str, list[int]] = defaultdict(list)
        for number, column in enumerate(grid.columns):
            for text in dict.fromkeys(entry.text for entry in column.entries if not entry.is_blank):
                stems = tuple(term.stem for term in terms_of(text))
                for stem in set(stems):
                    holding[stem].append(len(texts))
                texts.append((number, text, stems))
        return cls(grid, tuple(texts), {stem: tuple(numbers) for stem, numbers in holding.items()})

    @cached_property
    def long_words(self) -> tuple[str, ...]:
        """The words that a misspelling can be of."""
        return tuple(stem for stem in self.holding if len(stem) >= _LEAST_MISSPELT and stem.isalpha())

    def _known(self, stem: str) -> str:
        """Return a word as the cells have it: an abbreviation in the plural without its ending."""
        short = stem.removesuffix("s")
        return short if stem not in self.holding and short in self.holding and _PLURAL.fullmatch(stem) else stem

    def matching(self, stems: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
        """Yield column and words of each distinct cell that holds the stems in a row, and whether it is no more."""
        stems = [self._known(stem) for stem in stems]
        sets = [self.holding.get(stem, ()) for stem in stems]
        if not all(sets):
            return
        common = set(sets[0]).intersection(*sets[1:])
        for number in sorted(common):
            column, text, own = self.texts[number]
            if _runs(own, stems):
                yield column, text, len(own) == len(stems)


_PLURAL = lazy_pattern(r"[a-z]{2,4}s")


def _runs(own: Sequence[str], wanted: Sequence[str]) -> bool:
    first, size = wanted[0], len(wanted)
    return any(
        stem == first and tuple(own[at : at + size]) == tuple(wanted)
        for at, stem in enumerate(own[: len(own) - size + 1])
    )


_LEAST_MISSPELT = 5  # letters
_LONGEST_PHRASE = 9  # words
_CLOSE = 0.82


@dataclass(frozen=True)
class AskedWords:
    """A question, taken into words."""

    text: str
    terms: tuple[WordTerm, ...]
    dates: tuple[Moment, ...] = field(default=())

    @classmethod
    def of(cls, question: str) -> AskedWords:
        """Take a question into words."""
        for words, sign in _SAID_OTHERWISE:
            question = words.sub(sign, question)
        titled = _MONTHS.sub(lambda match: match.group().capitalize(), question)
        return cls(question, terms_of(question), moments_in(titled))

    def positions(self, start: int, end: int) -> frozenset[int]:
        """Return the numbers of the words that stand in a span."""
        return frozenset(n for n, term in enumerate(self.terms) if term.start < end and start < term.end)

    @property
    def content(self) -> frozenset[int]:
        """The numbers of the words that say something."""
        return frozenset(n for n, term in enumerate(self.terms) if term.is_content)


_SAID_OTHERWISE = (
    *((lazy_pattern(rf"\b{words}\b", re.IGNORECASE), sign) for words, sign in SPELT.items()),
    (lazy_pattern(r"\bFY\s?['’]?(?:20)?(?=\d\d\b)", re.IGNORECASE), "fiscal 20"),  # FY19 is fiscal 2019
    (lazy_pattern(r"\bFYs\b"), "fiscal years"),
    (lazy_pattern(r"(?<![\d,])((?:19|20)\d\d),(?=(?:19|20)\d\d(?![\d,]))"), r"\1, "),  # 2018,2019 is no number
    (lazy_pattern(r"\b((?:what|who|where|when|how|that|there|it)(?=['’]s\b))['’]s\b", re.IGNORECASE), r"\1 is"),
    (lazy_pattern(r"(?<=[a-z])\(s\)", re.IGNORECASE), "s"),  # "which engine(s)"
)
_MONTHS = lazy_pattern(rf"\b(?:{'|'.join(sorted(MONTHS - {'may'}))})\b")  # "may" is a verb as often


# -- columns ------------------------------------------------------------------------------------------------------

_CUES: tuple[tuple[str, str], ...] = (
    (
        r"\bwho|\bwhose|\bwhom|\bpersons?\b|\beach of us\b|\beveryone\b|\beverybody\b",
        (
            r"who\b|name|player|driver|winner|candidate|person|member|artist|author|director|employee|rider|athlete|"
            r"actor|captain|representative|representing|minister|president|customer|client|partner|opponent|"
            r"nominee|medalist|competitor|skipper|pilot|coach|manager|singer|performer|party|team|nation|"
            r"contact|staff|paid by|read by|by\b|donor|donated|giver|holder|lead|leader|helper|owner|lender|borrower|"
            r"buyer|seller|teacher|trainer|organiser|organizer|volunteer|tenant|supplier|sponsor"
        ),
    ),
    (
        r"\blook(?:s|ed|ing)? after\b|\bin charge\b|\bresponsible\b|\b(?:takes?|taking) care\b|\bcares? for\b",
        r"keeper|responsible|in charge|care|caretaker|contact|owner|gardener|manager|looked after|steward|warden",
    ),
    (
        r"\bwrong with\b|\bbroken\b|\bfault(?:s|y)?\b|\bdamaged?\b|\bproblems? with\b",
        r"defects?|faults?|problems?|damage|issues?|trouble|remarks?|condition|symptoms?",
    ),
    (r"\bexpir(?:e[sd]?|y|ing)\b|\bgoes? off\b", r"best before|use[ -]by|sell[ -]by|expir|valid|good until"),
    (r"\bjoin(?:ed|s|ing)?\b|\bmembers? since\b", r"since|joined|entry|entered|admitted|member since"),
    (r"\bwhen\b|\bhow long ago", r"date|year|day|time|season|term|when|released?|joined|built|born|due"),
    (
        r"\bwhere\b|\blives?\b|\blocated\b|\bbased\b",
        (
            r"location|place|venue|city|country|town|site|address|where|region|state|stadium|ground|hometown|"
            r"residence|room"
        ),
    ),
    (r"\bhow (?:tall|high)\b|\btall(?:er|est)?\b|\bhigh(?:er|est)\b", r"height|elevation|altitude|prominence"),
    (
        r"\bhow (?:big|large)\b|\b(?:large|big)(?:r|st|er|est|ger|gest)?\b|\bsize\b",
        r"area|size|population|capacity|square",
    ),
    (
        r"\bhow long\b|\blong(?:er|est)?\b|\bshort(?:er|est)?\b",
        r"length|duration|time|span|runtime|minutes|distance|hours",
    ),
    (
        (
            r"\bhow (?:far|close)\b|\bfar(?:ther|thest)\b|\bfurther|\bfurthest\b|\bclose(?:r|st)\b|\bnear(?:er|"
            r"est)\b"
        ),
        r"distance|km|kilomet|miles?|mi\b|isolation",
    ),
    (
        r"\bhow (?:old|young)\b|\bold(?:er|est)?\b|\byoung(?:er|est)?\b",
        r"age|born|birth|built|founded|established|opened|year",
    ),
    (r"\bheav(?:y|ier|iest)\b|\bweigh", r"weight|mass|kg|lbs?"),
    (r"\bfast(?:er|est)?\b|\bslow(?:er|est)?\b|\bhow fast", r"speed|time|pace|duration"),
    (r"\bpopulat|\bpeople\b|\binhabitants\b|\bresidents\b", r"population|inhabitants|people"),
    (
        (
            r"\bexpensive|\bcheap|\bcosts?\b|\bpaid?\b|\bpay\b|\bspen[dt]|\bspending|\bprice|\bmoney\b|\bexpens|"
            r"\bhow much|\bowed?\b|\binvoiced?\b|\bcharged?\b"
        ),
        (
            r"price|cost|amount|fee|value|total|sum|prize|budget|gross|salary|spent|paid|expens|payment|money|"
            r"net|earnings|winnings|revenue|rent|dues|fare|tuition|subscription|estimate|quote|betrag|kosten|preis"
            r"|\$|€|£|(?:eur|usd|gbp|chf)\b"
        ),
    ),
    (r"\bspen[dt]\b|\bspending\b|\bpaid?\b|\bpay\b|\bexpens|\bcosts?\b", rf"(?:{OUT})\b\W*$"),
    (
        r"\bincome\b|\bearn|\breceived?\b|\btook in\b|\b(?:came|come|comes) in\b|\b(?:brings?|brought)\b.*\bin\b",
        rf"(?:{IN})\b\W*$",
    ),
    (r"\bearn|\bincome\b|\bwages?\b|\bsalar", r"salary|earnings|winnings|income|wage|pay|money|prize|revenue|amount"),
    (
        r"\bbest\b|\bworst\b|\brank|\bfinish|\bplaced?\b|\bposition",
        r"rank|position|place|pos\b|finish|result|standing|#",
    ),
    (r"\bmedals?\b", r"gold|silver|bronze|medals?"),
    (r"\bscored?\b|\bscor", r"score|points|goals|result|pts"),
    (r"\battend", r"attendance|crowd|spectators|attended"),
    (r"\bnationalit|\bcountr|\bnations?\b", r"nationality|country|nation|nat\b"),
    (r"\bdeep(?:er|est)?\b", r"depth"),
    (r"\bwide(?:r|st)?\b", r"width|span"),
    (r"\bdays?\b|\bmonths?\b", r"date|day|month"),
    (r"\byears?\b", r"year|season|date|period"),
    (r"\bcompan(?:y|ies)\b|\bsuppliers?\b|\bvendors?\b", r"company|supplier|vendor|client|customer|name|payee"),
)
_COMPILED = tuple(
    (lazy_pattern(cue, re.IGNORECASE), lazy_pattern(rf"(?<![^\W_])(?:{names})", re.IGNORECASE)) for cue, names in _CUES
)


def column_links(asked: AskedWords, grid: Grid) -> tuple[ColumnLink, ...]:
    """Return the columns that a question names, with the words that name them; one link for each column at most."""
    names = [
        tuple(dict.fromkeys(t.stem for t in terms_of(column.name) if t.is_content or len(column.name) < _SHORT))
        for column in grid.columns
    ]
    frequency: dict[str, int] = defaultdict(int)
    for name in names:
        for stem in name:
            frequency[stem] += 1
    weights = {stem: math.log(1 + len(names) / count) for stem, count in frequency.items()}
    deeds = frozenset(t.stem for column in grid.columns for t in terms_of(column.name) if _DEED.fullmatch(t.form))
    links = (_column_link(asked, number, name, weights, deeds) for number, name in enumerate(names))
    named = {link.column: link for link in links if link is not None}
    for number, column in enumerate(grid.columns):
        if number not in named and column.name:
            cue = _cued(asked, column.name)
            if cue is not None:
                named[number] = ColumnLink(number, cue, 0.0, cued=True)
    return tuple(named.values())


_SHORT = 4  # characters of a name whose words all count: "#", "No"


def _column_link(
    asked: AskedWords, number: int, name: Sequence[str], weights: Mapping[str, float], deeds: frozenset[str]
) -> ColumnLink | None:
    if not name:
        return None
    found: dict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(asked.terms):
        stem = next((stem for stem in name if _same_word(term.stem, stem)), None)
        if stem in deeds and _THINGS.fullmatch(term.form):
            continue  # "books" are no "Booking", though of one stem
        if stem is not None and (term.is_content or len(name) == 1):
            found[stem].append(position)
    if not found:
        return None
    share = sum(weights[stem] for stem in found) / sum(weights[stem] for stem in name)
    return ColumnLink(number, frozenset(p for positions in found.values() for p in positions), share)


_DEED = lazy_pattern(r"[a-z]{3,}ing", re.IGNORECASE)
_THINGS = lazy_pattern(r"(?!\w*ings$)[a-z]{3,}s", re.IGNORECASE)


def _same_word(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: equal, one begins the other by most of its letters, or a unit's name."""
    if one == other or one in NAMES.get(other, ()):
        return True
    if _base(one) == _base(other):
        return True
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= _LEAST_PREFIX
        and long.startswith(short)
        and len(long) - len(short) <= _LONGEST_ENDING
        and short.isalpha()
    )


def _base(stem: str) -> str:
    """Return the stem of a verb of which another form is given: "sow" of "sown"."""
    return _BASES.get(stem, stem)


_LIGHT_VERBS = frozenset("pay make take give go come get keep find say see have do".split())
_BASES = {terms_of(form)[0].stem: terms_of(base)[0].stem for form, base in BASES.items() if base not in _LIGHT_VERBS}
_LEAST_PREFIX = 4
_LONGEST_ENDING = 4


def cue_words(asked: AskedWords, grid: Grid) -> frozenset[int]:
    """Return the words that say of some column of a grid what it holds, without naming it: "spend", "lives"."""
    found = (
        asked.positions(match.start(), match.end())
        for cue, names in _COMPILED
        if any(names.search(column.name) for column in grid.columns)
        for match in cue.finditer(asked.text)
    )
    return frozenset().union(*found)


def hints(word: str) -> bool:
    """Tell whether a word says of some columns what they hold: "country", "year"."""
    return any(cue.search(word) for cue, _ in _COMPILED)


def _cued(asked: AskedWords, name: str) -> frozenset[int] | None:
    for cue, names in _COMPILED:
        match = cue.search(asked.text)
        if match is not None and names.search(name):
            return asked.positions(match.start(), match.end())
    return None


# -- cells --------------------------------------------------------------------------------------------------------


def value_pieces(asked: AskedWords, vocabulary: CellWords) -> tuple[Piece, ...]:
    """Return the cells that the question's words stand for: the longest phrases of each column, and misspelt words."""
    pieces: list[Piece] = []
    taken: dict[int, list[frozenset[int]]] = defaultdict(list)
    size = len(asked.terms)
    for length in range(min(_LONGEST_PHRASE, size), 0, -1):
        for start in range(size - length + 1):
            positions = frozenset(range(start, start + length))
            if not _can_name(asked.terms[start : start + length]):
                continue
            for piece in _phrase_pieces(asked, vocabulary, positions):
                if not any(positions < other for other in taken[piece.condition.column]):
                    taken[piece.condition.column].append(positions)
                    pieces.append(piece)
    matched = {position for piece in pieces for position in piece.positions}
    return (*pieces, *_misspelt(asked, vocabulary, matched))


def _can_name(terms: Sequence[WordTerm]) -> bool:
    first, last = terms[0], terms[-1]
    return all(map(_is_sayable, (first, last))) and any(
        len(term.stem) > 1 or term.stem.isdigit() or term.form.isupper() for term in terms
    )


def _is_sayable(term: WordTerm) -> bool:
    return term.is_content or (len(term.form) == 1 and term.form.isupper() and term.start > 0)


def _phrase_pieces(asked: AskedWords, vocabulary: CellWords, positions: frozenset[int]) -> Iterator[Piece]:
    first, last = min(positions), max(positions)
    stems = [term.stem for term in asked.terms[first : last + 1]]
    phrase = asked.text[asked.terms[first].start : asked.terms[last].end]
    yield from _pieces_of(vocabulary, stems, phrase, positions, "phrase")


def _pieces_of(
    vocabulary: CellWords, stems: Sequence[str], phrase: str, positions: frozenset[int], sort: str
) -> Iterator[Piece]:
    whole: dict[int, list[str]] = defaultdict(list)
    held: dict[int, list[str]] = defaultdict(list)
    shares: dict[int, float] = defaultdict(float)
    for column, text, exact in vocabulary.matching(stems):
        (whole if exact else held)[column].append(text)
        shares[column] = max(shares[column], len(stems) / max(len(terms_of(text)), 1))
    for column in {**whole, **held}:
        if vocabulary.grid.columns[column].kind in {ColumnKind.NUMBER, ColumnKind.DURATION} and stems[0][:1].isdigit():
            continue  # by their worth, below
        if whole[column]:
            whole[column] += [text for text in held[column] if phrase.lower() in _listed(text)]
            yield Piece(
                Condition(column, Relation.IS, tuple(whole[column]), phrase=phrase), positions, 1.0, f"{sort} whole"
            )
        if held[column]:
            texts = tuple(dict.fromkeys((*whole[column], *held[column])))
            yield Piece(
                Condition(column, Relation.IS, texts, phrase=phrase),
                positions,
                0.4 + 0.5 * shares[column],
                f"{sort} held",
            )


def _listed(text: str) -> list[str]:
    """Return the parts of a cell that is a list: "morning and evening"."""
    return [part.strip() for part in re.split(r"[,;/&+]|\band\b", text.lower())]


def _misspelt(asked: AskedWords, vocabulary: CellWords, matched: set[int]) -> Iterator[Piece]:
    """Yield pieces for words that no cell has: of which one is close by its letters, or by how it begins."""
    for position, term in enumerate(asked.terms):
        if position in matched or not term.is_content or len(term.stem) < _LEAST_MISSPELT or not term.stem.isalpha():
            continue
        close = get_close_matches(term.stem, vocabulary.long_words, n=2, cutoff=_CLOSE)
        begun = [
            w for w in vocabulary.long_words if w[:_SAME_BEGINNING] == term.stem[:_SAME_BEGINNING] and w not in close
        ]
        for words, sort in ((close[:1], "misspelt"), (begun[:2], "begun")):
            for word in words:
                yield from _pieces_of(vocabulary, [word], term.form, frozenset({position}), sort)


_SAME_BEGINNING = 5  # letters: "Canadian", "Canada"


# -- numbers ------------------------------------------------------------------------------------------------------

_TENS = "|".join(word for word, value in COUNTS.items() if value >= 20)  # noqa: PLR2004 - twenty to ninety
_ONES = "|".join(word for word, value in COUNTS.items() if 0 < value < 10)  # noqa: PLR2004 - one to nine
_FIGURE = (
    rf"[$€£]?\s?\d+(?:[,.]\d+)*(?:\s?(?:{'|'.join(sorted(SCALE_LETTERS, reverse=True))})\b)?"
    rf"|(?:(?:{_TENS})[ -](?:{_ONES})|{'|'.join(sorted(COUNTS, reverse=True))}|hundred|a dozen|a)\b"
)
_SCALED = rf"(?P<figure>{_FIGURE})(?:\s(?P<scale>hundred|thousand|million|billion)s?\b)?"
_COMPARED: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (test, lazy_pattern(pattern.replace("N", _SCALED), re.IGNORECASE))
    for test, pattern in (
        (
            Relation.AT_MOST,
            (
                r"\b(?:at most|no more than|not more than|no higher than|no greater than|up to|a maximum of|"
                r"not (?:over|above)|maximum) N"
            ),
        ),
        (Relation.AT_LEAST, r"\b(?:at least|no less than|no fewer than|not less than|not under|minimum(?: of)?) N"),
        (
            Relation.AT_LEAST,
            r"\bN(?: \w+)? (?:or|and) (?:more|above|over|higher|greater|up|larger|longer|better|later)\b",
        ),
        (Relation.AT_MOST, r"\bN(?: \w+)? (?:or|and) (?:less|below|under|lower|fewer|smaller|shorter)\b"),
        (
            Relation.ABOVE,
            (
                r"\b(?:more|greater|higher|larger|bigger|taller|longer|better|older|heavier|faster|farther|"
                r"further|deeper|later|wider) than N"
            ),
        ),
        (Relation.ABOVE, r"\b(?:over|above|exceed(?:s|ed|ing)?|beyond|past|upwards of|topped|surpass\w*) N"),
        (
            Relation.BELOW,
            (
                r"\b(?:less|fewer|lower|smaller|shorter|younger|lighter|slower|worse|under|cheaper|"
                r"earlier) than N"
            ),
        ),
        (Relation.BELOW, r"\b(?:under|below|beneath) N"),
        (Relation.EQUALS, r"(?<![\w.,$€£/:-])N"),
    )
)
_BETWEEN = lazy_pattern(rf"\b(?:between|from) (?P<low>{_FIGURE}) (?:and|to) (?P<high>{_FIGURE})", re.IGNORECASE)
_UNITS_OF_DATE = {ColumnKind.DATE, ColumnKind.YEAR}


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number in the question, how it compares, and where it stands."""

    test: Relation
    value: float
    positions: frozenset[int]
    bare: bool = False
    scale: str = ""


def figures(asked: AskedWords) -> tuple[AskedNumber, ...]:
    """Return the numbers of the question with the words that say how cells compare with them."""
    found: list[AskedNumber] = []
    for test, pattern in _COMPARED:
        for match in pattern.finditer(asked.text):
            value = figure_value(match["figure"], match["scale"])
            positions = asked.positions(match.start(), match.end())
            if value is None or any(positions & other.positions for other in found):
                continue
            if test is Relation.EQUALS and match["figure"].lower() == "a" and not match["scale"]:
                continue
            scale = (match["scale"] or "").lower()
            found.append(AskedNumber(test, value, positions, bare=test is Relation.EQUALS, scale=scale))
    return tuple(found)


def figure_value(text: str, scale: str | None = None) -> float | None:
    """Return what a number in digits or as a word is worth."""
    bare = text.strip().lower().strip("$€£ ").replace(",", "")
    letter = SCALE_LETTERS.get(re.sub(r"[\d.\s]", "", bare), 1)
    digits = re.sub(r"[^\d.]", "", bare).rstrip(".")
    if digits.count(".") > 1:
        return None
    words = bare.removeprefix("a ").replace("-", " ").split()
    value = float(digits) * letter if digits else 1.0 if words == ["a"] else float(value_of_words(words))
    return value * SCALES[scale.lower()] if scale else value


def number_pieces(asked: AskedWords, grid: Grid) -> tuple[Piece, ...]:
    """Return what the question's numbers may say of each column that has numbers."""
    dated = {
        position
        for moment in asked.dates
        if not moment.is_year
        for position in asked.positions(moment.start, moment.end)
    }
    naming = _in_names(asked, grid)
    pieces: list[Piece] = []
    for one in figures(asked):
        if one.positions & (dated | naming):
            continue
        for number, column in enumerate(grid.columns):
            pieces += _number_pieces(one, number, column)
    return (*pieces, *_between(asked, grid), *_ordinals(asked, grid))


def _in_names(asked: AskedWords, grid: Grid) -> set[int]:
    """Return the words of the question that are a column's name with a figure: "up to 20 kg" limits no other column."""
    names = [re.escape(column.name) for column in grid.columns if _NAMED_BY_FIGURE.search(column.name)]
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", asked.text, re.IGNORECASE) if names else ()
    return {position for match in found for position in asked.positions(match.start(), match.end())}


_NAMED_BY_FIGURE = lazy_pattern(r"[^\W\d].*\d|\d.*[^\W\d]")


def _number_pieces(one: AskedNumber, number: int, column: Column) -> Iterator[Piece]:
    if column.kind in _UNITS_OF_DATE or (column.kind is ColumnKind.TEXT and not _has_keys(column)):
        return
    limits: Sequence[float] = _limits(one, column)
    if column.kind is ColumnKind.DURATION:
        limits = (one.value * 60, one.value, one.value * 3600)
    keys = {entry.key for entry in column.entries if entry.key is not None}
    for at, limit in enumerate(limits):
        if one.test is Relation.EQUALS:
            if limit in keys:
                yield Piece(
                    Condition(number, Relation.EQUALS, limit=limit, phrase=f"{limit:g}"),
                    one.positions,
                    0.8 - 0.2 * at,
                    "equals",
                )
        elif any(_splits(one.test, key, limit) for key in keys):
            yield Piece(Condition(number, one.test, limit=limit), one.positions, 0.8 - 0.2 * at, "compared")


def _limits(one: AskedNumber, column: Column) -> Sequence[float]:
    """Return what a number of the question may be in a column: "10 million" is 10 where millions are counted.

    Where the column does not say what it counts, it counts what is asked for if such numbers are on both sides of it.
    """
    scaled = one.value / SCALES.get(column.scale or one.scale, 1)
    if not one.scale:
        return tuple(dict.fromkeys((one.value, scaled)))
    keys = [entry.key for entry in column.entries if entry.key is not None]
    counted = bool(column.scale) or (bool(keys) and min(keys) <= scaled <= max(keys))
    return (scaled,) if counted else (one.value,)


def _splits(test: Relation, key: float, limit: float) -> bool:
    return (
        key > limit
        if test is Relation.ABOVE
        else key < limit
        if test is Relation.BELOW
        else key >= limit
        if test is Relation.AT_LEAST
        else key <= limit
    )


def _has_keys(column: Column) -> bool:
    """Tell whether most cells of words begin with a number: 15 is held against "20 pieces", not against "V-41"."""
    keyed = [entry.text for entry in column.entries if entry.key is not None]
    return len(keyed) > len(column.entries) / 2 and all(map(_STARTS_WITH_NUMBER.match, keyed))


_STARTS_WITH_NUMBER = lazy_pattern(r"\W{0,3}\d")


def _between(asked: AskedWords, grid: Grid) -> Iterator[Piece]:
    del asked, grid
    yield from ()


_ORDINAL = lazy_pattern(
    rf"\b(?P<word>{'|'.join(ORDINALS)})\b|\b(?P<digits>\d{{1,3}})(?:st|nd|rd|th)\b|(?:#|\bnumber |"
    rf"\bno\.? ?)(?P<hash>\d{{1,3}})\b",
    re.IGNORECASE,
)
_RANKED = lazy_pattern(
    r"rank|pos(?:ition)?\b|place|finish|fin\b|#|no\.?$|number|result|round|edition|tier|level", re.IGNORECASE
)


def _ordinals(asked: AskedWords, grid: Grid) -> Iterator[Piece]:
    """Yield "second place" and "ranked #1" as conditions of the columns that rank."""
    for match in _ORDINAL.finditer(asked.text):
        value = float(ORDINALS[match["word"].lower()] if match["word"] else match["digits"] or match["hash"])
        positions = asked.positions(match.start(), match.end())
        for number, column in enumerate(grid.columns):
            ranked = column.kind is ColumnKind.RANK or (
                column.kind is ColumnKind.NUMBER and _RANKED.search(column.name)
            )
            if not ranked:
                continue
            if any(entry.key == value for entry in column.entries):
                condition = Condition(number, Relation.EQUALS, limit=value, phrase=match.group())
                yield Piece(condition, positions, 0.7, "ordinal")
            led, test = _rank_test(asked.text[: match.start()])
            if test is not None and any(entry.key is not None for entry in column.entries):
                wide = asked.positions(led, match.end())
                yield Piece(Condition(number, test, limit=value), wide, 0.9, "ordinal compared")


_BETTER = lazy_pattern(r"\b(?:above|better than|higher than|ahead of|over)\s+(?:the\s+)?$", re.IGNORECASE)
_WORSE = lazy_pattern(r"\b(?:below|worse than|lower than|behind|under)\s+(?:the\s+)?$", re.IGNORECASE)


def _rank_test(before: str) -> tuple[int, Relation | None]:
    """Return how a place compares with a rank, and where that is said: above fourth place are smaller numbers."""
    for said, test in ((_BETTER, Relation.BELOW), (_WORSE, Relation.ABOVE)):
        match = said.search(before)
        if match is not None:
            return match.start(), test
    return len(before), None


def ordinal_positions(asked: AskedWords) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the ordinals of the question, from 1, and where they stand."""
    for match in _ORDINAL.finditer(asked.text):
        if match["hash"]:
            continue
        value = ORDINALS[match["word"].lower()] if match["word"] else int(match["digits"])
        yield value, asked.positions(match.start(), match.end())


# -- dates --------------------------------------------------------------------------------------------------------

_AFTER = lazy_pattern(
    r"\b(?:after|since|later than|following|past|newer than|as of)\s+(?:the\s+)?(?:year\s+)?$", re.IGNORECASE
)
_SINCE = lazy_pattern(r"\b(?:since|from|starting(?: in)?|as of)\s+(?:the\s+)?(?:year\s+)?$", re.IGNORECASE)
_BEFORE = lazy_pattern(
    r"\b(?:before|prior to|earlier than|until|by|older than|up to|pre)[\s-]+(?:the\s+)?(?:year\s+)?$", re.IGNORECASE
)
_LATER = lazy_pattern(r"^\s*(?:or|and) (?:later|after|onwards?|newer)\b", re.IGNORECASE)
_RANGE = lazy_pattern(r"\b(?:between|from)\s+$", re.IGNORECASE)
_RANGE_THROUGH = lazy_pattern(r"^\s*(?:to|through|until|-|–)\s*$", re.IGNORECASE)
_RANGE_MIDDLE = lazy_pattern(r"^\s*(?:and|to|through|until|-|–)\s*$", re.IGNORECASE)
_DAYS_OF_YEAR = 365


def date_pieces(asked: AskedWords, grid: Grid) -> tuple[Piece, ...]:
    """Return what the question's dates may say of each column that has dates."""
    pieces: list[Piece] = []
    moments = asked.dates
    ends: Moment | None = None  # the date that a range from the one before it ends with
    for at, moment in enumerate(moments):
        second = moments[at + 1] if at + 1 < len(moments) else None
        ranged = second is not None and _is_range(asked, moment, second)
        alone = not ranged and moment is not ends
        ends = second if ranged else None
        for number, column in enumerate(grid.columns):
            dates = [entry.moment for entry in column.entries if entry.moment is not None]
            if not dates or (column.kind not in _UNITS_OF_DATE and len(dates) * 2 < len(column.entries)):
                continue
            if ranged and second is not None and column.kind in _UNITS_OF_DATE:
                both = _completed(moment, dates), _completed(second, dates)
                pieces += _range_pieces(asked, number, column.kind, both, yearless=not any(d.year for d in dates))
            elif moment.end_year is not None and column.kind is ColumnKind.YEAR:
                last = replace(moment, year=moment.end_year)
                pieces += _range_pieces(asked, number, column.kind, (moment, last), yearless=False)
            whole = _completed(moment, dates)
            pieces += _date_pieces(asked, number, whole, column) if alone else _dated(asked, number, whole, column)
    return tuple(pieces)


def _is_range(asked: AskedWords, first: Moment, second: Moment) -> bool:
    """Tell whether two dates are the ends of a time: "from May to July"; years also without a word before them."""
    between, led = asked.text[first.end : second.start], _RANGE.search(asked.text[: first.start]) is not None
    years = first.is_year and second.is_year and _RANGE_THROUGH.match(between) is not None
    return _RANGE_MIDDLE.match(between) is not None and (led or years)


def _range_pieces(
    asked: AskedWords, number: int, kind: ColumnKind, ends: tuple[Moment, Moment], *, yearless: bool
) -> Iterator[Piece]:
    """Yield what lies between two dates; months without a year are ordered where the column has none either."""
    first, second = ends
    if first.year is None and second.year is not None:
        first = Moment(second.year, first.month, first.day, first.start, first.end)
    if first.key is None or second.key is None or (first.year is None and not yearless):
        return
    positions = asked.positions(first.start, second.end)
    if kind is ColumnKind.YEAR and (first.year or 0) > (second.year or 0):
        first, second = second, first
    low, high = (first.year, second.year) if kind is ColumnKind.YEAR else (first.key, _last_day(second))
    yield Piece(Condition(number, Relation.AT_LEAST, limit=float(low or 0)), positions, 0.9, "range")
    yield Piece(Condition(number, Relation.AT_MOST, limit=float(high or 0)), positions, 0.9, "range end")


def _completed(moment: Moment, dates: Sequence[Moment]) -> Moment:
    """Return a date without a year with that of the column, where it has one only."""
    years = {one.year for one in dates if one.year is not None}
    if moment.year is None and len(years) == 1:
        return replace(moment, year=next(iter(years)))
    return moment


def _date_pieces(asked: AskedWords, number: int, moment: Moment, column: Column) -> Iterator[Piece]:
    before, behind = asked.text[: moment.start], asked.text[moment.end :]
    is_year = column.kind is ColumnKind.YEAR
    key = float(moment.year or 0) if is_year else moment.key
    ordered = column.kind in _UNITS_OF_DATE
    dates = [entry.moment for entry in column.entries if entry.moment is not None]
    yearless = moment.year is None and any(own.year is not None for own in dates)
    if key is not None and not yearless and ordered:
        led = max(
            (m.start() for pattern in (_AFTER, _BEFORE, _SINCE) if (m := pattern.search(before))), default=moment.start
        )
        wide = asked.positions(led, moment.end)
        if _SINCE.search(before) or _LATER.search(behind):
            yield Piece(Condition(number, Relation.AT_LEAST, limit=key), wide, 0.9, "since")
        elif _AFTER.search(before):
            yield Piece(
                Condition(number, Relation.ABOVE, limit=key if is_year else _last_day(moment)), wide, 0.9, "after"
            )
        if _BEFORE.search(before):
            yield Piece(Condition(number, Relation.BELOW, limit=key), wide, 0.9, "before")
    yield from _dated(asked, number, moment, column)


def _dated(asked: AskedWords, number: int, moment: Moment, column: Column) -> Iterator[Piece]:
    """Yield the cells of a date: by its parts, or by their own words where they are spans of years, or no dates."""
    positions = asked.positions(moment.start, moment.end)
    phrase = asked.text[moment.start : moment.end]
    passing = [
        e for e in column.entries if e.moment is not None and (e.moment.states(moment) or _within(e.moment, moment))
    ]
    if not passing:
        return
    spans = any(entry.moment is not None and entry.moment.end_year for entry in passing)
    if column.kind in _UNITS_OF_DATE and not spans:
        parts = (moment.year, moment.month, moment.day)
        yield Piece(Condition(number, Relation.DATED, date=parts, phrase=phrase), positions, 0.9, "dated")
    else:
        texts = tuple(dict.fromkeys(entry.text for entry in passing))
        yield Piece(
            Condition(number, Relation.IS, texts, date=(moment.year, None, None), phrase=phrase),
            positions,
            0.85,
            "dated",
        )


def periods(
    asked: AskedWords, dates: Sequence[Moment]
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...], frozenset[int]]]:
    """Yield the spans of days that a question names: the days that a reading at either end may be of, and the words.

    A month begins with its first day or the last of the month before; it ends with its last day or the next one.
    """
    moments = [_completed(moment, dates) for moment in asked.dates]
    for first, second in pairwise(moments):
        stated = None not in (first.year, first.day, second.year, second.day)
        middle = asked.text[first.end : second.start]
        if stated and _RANGE_MIDDLE.match(middle) and first.key is not None and second.key is not None:
            yield (first.key,), (second.key,), asked.positions(first.start, second.end)
    for moment in moments:
        if moment.year is not None and moment.day is None and moment.key is not None and moment.end_year is None:
            last = _last_day(moment)
            yield (moment.key, moment.key - 1), (last + 1, last), asked.positions(moment.start, moment.end)


def _within(own: Moment, wanted: Moment) -> bool:
    return own.end_year is not None and wanted.year is not None and (own.year or 0) <= wanted.year <= own.end_year


def _last_day(moment: Moment) -> float:
    """Return the last day that a date may mean: of its year or month where it names no more."""
    key = moment.key or 0.0
    if moment.month is None:
        following = Moment((moment.year or 1) + 1, None, None, 0, 0).key
        return (following or key + _DAYS_OF_YEAR) - 1
    if moment.day is None:
        year, month = (moment.year or 1), moment.month
        following = Moment(year + month // 12, month % 12 + 1, None, 0, 0).key
        return (following or key + 30) - 1
    return key
