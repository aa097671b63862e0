"""Headers: which of a table's first rows name its columns, seen from what they hold. Knows texts, never formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum, auto
from functools import lru_cache
from itertools import pairwise
from statistics import median

MOST_HEADER_ROWS = 5
_LONGEST_NAME = 120  # characters of a cell that can name a column
_LABELLED = 2  # columns of a table of labels and values
_MOST_LABELS = 15  # rows of such a table; with more, and one kind of value, it lists things under names
_LONGEST_LABEL = 3  # words
_SAMPLE = 60  # rows below a header that it is held against


class CellKind(IntEnum):
    """What a cell's text looks like. Whole numbers, which are counted several times as fast as names."""

    NOTHING = auto()  # empty, or a mark for nothing: "—", "n/a"
    YEAR = auto()
    NUMBER = auto()
    DATE = auto()
    CODE = auto()  # one word with digits in it, an address of mail or web
    CHOICE = auto()  # yes, no, true, false
    TEXT = auto()


# Of English, German and their neighbours.
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zé]{0,6}\.?"
_KINDS = (
    (
        CellKind.NOTHING,
        re.compile(r"\s*|[$£€¥]?\s?[-–—―.…*/?\s]+|n\.?/?a\.?|none|null|nil|nan|k\. ?a\.", re.IGNORECASE),
    ),
    (
        CellKind.YEAR,
        re.compile(
            r"(?:fy|fiscal(?: year)?|year|[qh][1-4])?[\s'’]*"
            r"(?:1[6-9]|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?\W{0,3}(?:\(.{1,3}\))?|fy ?\d\d\W{0,3}",
            re.IGNORECASE,
        ),
    ),
    (
        CellKind.DATE,
        re.compile(
            r"(?:\w{2,9}\.?,? )?(?:"
            r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?"
            rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?[ -]?(?:de |of )?{_MONTH}(?:,?[ -](?:de )?\d{{2,4}})?"
            rf"|{_MONTH}[ -]\d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{2,4}})?"
            rf"|{_MONTH}[ -]\d{{4}}|\d{{4}} ?年.*"
            r")(?:[ T]\d{1,2}:\d\d.{0,12})?|\d{1,2}[:.h]\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?",
            re.IGNORECASE,
        ),
    ),
    (CellKind.TEXT, re.compile(r"\w{0,3}[$£€¥]?\s?['‘’]?0{3,6}s?")),  # the unit of what stands below: "US$'000"
    (CellKind.TEXT, re.compile(r"(?:1[6-9]|20)\d\d [^\W\d]{3,}.*", re.DOTALL)),  # "2011 rank": a name with a year in it
    (
        CellKind.NUMBER,
        re.compile(
            r"[-+−–(~<>≈±#№]{0,2}\s?(?:[^\w\s()\[\]]|[A-Z]{1,2}\$|[A-Z]{3}(?=[\s\d(]))?\s?[-+−–(]?\d[\d\s.,'’]*(?:[:/–×x-]\s?\d[\d\s.,]*)*"
            r"\s?(?:[%‰°€$£¥]|\(.{0,8}\)|[^\W\d]{1,4}[²³.]?(?:/[^\W\d]{1,4}[²³]?)?)?\)?[\s*†‡§¹²³]{0,3}(?:\[.{1,4}\]|\(.{1,3}\))?"
        ),
    ),
    (
        CellKind.CHOICE,
        re.compile(r"yes|no|true|false|[xy✓✔✗✘]|ja|nein|oui|non|s[iì]|wahr|falsch|on|off", re.IGNORECASE),
    ),
    (CellKind.CODE, re.compile(r"(?=\S*\d)\S{3,}|\S+@\S+\.\S+|(?:https?://|www\.)\S+|[+\d][\d\s()/.-]{5,}(?:x\d+)?")),
)
_TYPED = frozenset((CellKind.YEAR, CellKind.NUMBER, CellKind.DATE, CellKind.CODE, CellKind.CHOICE))
_NUMERIC = frozenset((CellKind.YEAR, CellKind.NUMBER))

# What forms and lists call what they hold; told from the names of things where a table has two columns of words only.
_LABELS = frozenset(
    "account address age amount answer author category city code colour color comment company contact cost country "
    "currency date deadline department description due email e-mail end fax field function id item job key language "
    "link location mail mobile name note notes number occupation office owner phone place position price product "
    "project quantity question reason reference remark remarks result role start state status street subject sum "
    "surname tel telephone term time title total town type unit url value version website who year zip "
    "adresse alter anmerkung antwort anzahl art autor bemerkung beruf beschreibung betrag datum einheit ende fach "
    "firma frage funktion grund land menge ort preis rolle stadt stand straße summe telefon titel typ vorname wert "
    "nom prénom ville pays prix rue téléphone montant rôle nombre apellido ciudad país precio fecha teléfono cargo "
    "nome città paese prezzo data naam plaats prijs land datum".split()
)

# What a column says for (above nought) or against a row that stands over it; weighed by hand.
_NAME_OVER_VALUES = 1.0
_YEAR_OVER_VALUES = 1.0
_VALUE_OVER_VALUES = -1.5
_VALUE_OVER_TEXT = -1.0
_REPEATED_BELOW = -1.5
_SHARES_WORDS = -0.8
_SHORT_OVER_LONG = 0.5
_LONG_OVER_SHORT = -0.8
_BLANK_OVER_VALUES = -0.3
_DIGIT_IN_NAME = -0.4
_PRIOR = 0.35  # of a first row: more tables have a header than have none
_COMMON = 0.25  # of a column's cells, from which on a word of the header is one of its words
_MOSTLY = 0.6  # of a column's cells that make its kind


@lru_cache(maxsize=20_000)  # the cells of a table are looked at for each row that may be its header
def kind_of(text: str) -> CellKind:
    """Return what a cell's text looks like."""
    bare = text.strip()
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(bare)), CellKind.TEXT)


def count_headers(rows: Sequence[Sequence[str]], strong: Sequence[bool] = ()) -> int:
    """Count the rows at the head that name columns: none where the first row is a row like the others.

    Rows are of one length, blank cells "". `strong` says which rows are wholly written bold or marked as headers.
    """
    count = _count_strong(rows, strong)
    if not count and len(rows[0]) == _LABELLED and _labels(rows[:_SAMPLE]):
        return 0
    while count < min(MOST_HEADER_ROWS, len(rows) - 1):
        further = next((step for step in (1, 2, 3) if _goes_on(rows, count, step)), 0)
        if not further:
            break
        count += further
    return _without_sections(rows, count)


def _count_strong(rows: Sequence[Sequence[str]], strong: Sequence[bool]) -> int:
    """Count the bold rows at the head, where rows of another hand follow and they hold several names."""
    bold = 0
    while bold < min(len(strong), len(rows) - 1) and strong[bold] and (not bold or any(rows[bold][1:])):
        bold += 1
    several = any(sum(map(bool, row)) > 1 for row in rows[:bold])
    return bold if several and bold <= MOST_HEADER_ROWS and not all(strong[bold:]) else 0


def _labels(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first of two columns labels the second: by colons, by values of many kinds, or by being few."""
    labels = [label for label, _ in rows]
    if sum(label.endswith(":") for label in labels) * 2 > len(labels):
        return True
    if all(_is_label(cell) for cell in rows[0]):
        return False
    if len(set(labels)) < len(labels) or any(kind_of(label) is not CellKind.TEXT for label in labels):
        return False
    kinds = Counter(kind_of(value) for _, value in rows[1:])
    del kinds[CellKind.NOTHING]
    main = max(kinds.values(), default=0)
    typed = sum(kinds[kind] for kind in _TYPED)
    mixed = main < _MOSTLY * kinds.total() or 0 < typed < kinds.total()
    return len(rows) <= _MOST_LABELS and (mixed or not typed)


def _is_label(cell: str) -> bool:
    words = _words(cell.casefold())
    return len(words) <= _LONGEST_LABEL and any(word in _LABELS for word in words)


def _goes_on(rows: Sequence[Sequence[str]], count: int, step: int) -> bool:
    """Tell whether the header goes on for `step` rows after `count`: the last names columns, those before it are open.

    An open row holds no values, and names over several columns of the row below: its first cell is blank, or each of
    its names has a blank at its right.
    """
    last = count + step - 1
    if last >= min(MOST_HEADER_ROWS, len(rows) - 1):
        return False
    body = _below(rows, last)
    for row, below in pairwise(rows[count : last + 1]):
        if (row[0] and not _spans(row, below)) or min(_votes(row, body)) <= _VALUE_OVER_TEXT:
            return False
    return _names(rows[last], body) if count == 0 else _names_further(rows[count - 1], rows[last], body)


def _spans(row: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether each name of a row, of several, is over two columns or more, all of which have names below it."""
    names = [number for number, name in enumerate(row) if name]
    wide = all(after - number > 1 for number, after in pairwise((*names, len(row))))
    return len(names) > 1 and wide and all(below)


def _below(rows: Sequence[Sequence[str]], number: int) -> Sequence[Sequence[str]]:
    """Return the rows that a header row is held against: those below it, without what may go on with the header."""
    first = number + 1
    while first < min(number + 4, len(rows) - 1) and not rows[first][0]:
        first += 1
    return rows[first : first + _SAMPLE]


def _votes(row: Sequence[str], body: Sequence[Sequence[str]]) -> list[float]:
    return list(map(_vote, row, zip(*body, strict=True))) if body else [0.0] * len(row)


def _names(row: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Tell whether a first row names the columns of the rows below it."""
    if any(len(cell) > _LONGEST_NAME for cell in row) or not any(row):
        return False
    votes = _votes(row, body)
    filled = [cell.casefold() for cell in row if cell]
    if all(cell.endswith(":") for cell in filled):
        return False
    return _PRIOR + sum(votes) > 0


def _names_further(above: Sequence[str], row: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row goes on with the header above it: nothing against it, and names over columns of values."""
    if any(len(cell) > _LONGEST_NAME for cell in row) or not any(row[1:]):
        return False
    votes = _votes(row, body)
    typed = [vote for cell, vote in zip(row, votes, strict=True) if cell and vote >= _NAME_OVER_VALUES]
    open_above = not row[0] or not all(above) or len(set(above)) < len(above) or bool(set(above) & set(row))
    return bool(typed) and open_above and all(vote > _VALUE_OVER_TEXT for vote in votes[1:])


@lru_cache(maxsize=1_000)  # a row is held against those below it again and again
def _vote(name: str, column: tuple[str, ...]) -> float:
    """Return what a column says of the cell above it."""
    looks = list(map(kind_of, column))
    cells = [cell for cell, kind in zip(column, looks, strict=True) if kind is not CellKind.NOTHING]
    if not cells:
        return 0.0
    kinds = Counter(looks)
    del kinds[CellKind.NOTHING]
    numeric = sum(kinds[kind] for kind in _NUMERIC)
    main, often = kinds.most_common(1)[0]
    if numeric >= often:
        main, often = (CellKind.YEAR if kinds[CellKind.YEAR] > numeric / 2 else CellKind.NUMBER), numeric
    own = kind_of(name)
    if own is CellKind.NOTHING:
        return _BLANK_OVER_VALUES if not name.strip() and len(cells) > len(column) / 2 else 0.0
    if main in _TYPED and often >= _MOSTLY * len(cells):
        return _over_values(own, main)
    return _over_texts(name, own, cells)


def _over_values(own: CellKind, main: CellKind) -> float:
    if own in {CellKind.YEAR, CellKind.DATE} and main is CellKind.NUMBER:
        return _YEAR_OVER_VALUES
    if own is CellKind.TEXT:
        return _NAME_OVER_VALUES
    if own is main or {own, main} <= _NUMERIC:
        return _VALUE_OVER_VALUES
    return 0.0 if own in {CellKind.CHOICE, CellKind.CODE} or main is CellKind.NUMBER else _VALUE_OVER_VALUES / 2


def _over_texts(name: str, own: CellKind, cells: Sequence[str]) -> float:
    if own not in {CellKind.TEXT, CellKind.YEAR}:
        return _VALUE_OVER_TEXT
    folded = [cell.casefold() for cell in cells]
    if name.casefold() in folded:
        return _REPEATED_BELOW
    vote = _DIGIT_IN_NAME if any(character.isdigit() for character in name) else 0.0
    words = Counter(word for cell in folded for word in set(_words(cell)))
    if any(words[word] > max(1, _COMMON * len(cells)) for word in _words(name.casefold())):
        vote += _SHARES_WORDS
    lengths = median(len(cell) for cell in cells)
    if 2 * len(name) <= lengths:
        vote += _SHORT_OVER_LONG
    elif len(name) > 2 * max(lengths, 8):
        vote += _LONG_OVER_SHORT
    return vote


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


_WORD = re.compile(r"\w{2,}")


def _without_sections(rows: Sequence[Sequence[str]], count: int) -> int:
    """Leave to the body what stands last in the header with a single cell at its left: it names the rows below."""
    while count > 1 and rows[count - 1][0] and not any(rows[count - 1][1:]):
        count -= 1
    return count
