"""Sentences: where the sentences of a canonical text begin and end, in any language. Knows spelling rules, no model.

A newline always ends a sentence, as `Document` promises; inside a line, so does a full stop that is not part of
an abbreviation, an ordinal, an initial, a number or a name. Measured on sentences of our own in 21 languages
(`tests/ingest/sentences_by_language.py`): these rules part 245, sentencex 1.0.32 133 of 256 groups of them; Thai, which
has no stops, came later (`ingest.thai`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.abbreviations import (
    BEFORE_NUMBERS,
    BEFORE_ORDINALS,
    CAPITALISED,
    DEGREES,
    DOTTED_MONTHS,
    HOURS,
    LAST,
    OPENERS,
    TITLES,
    WITHIN,
)
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from ingest.thai import ends_in

WIDE_STOPS = "。！？।॥؟۔։።។"
"""Stops of other scripts, which are nothing else."""
_STOP = lazy_pattern(
    rf"""(?P<stop>\.{{3}}|…|[.!?]+|[{WIDE_STOPS}]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)"""
    r"""(?P<close>(?:[\ \u00a0\u202f]?»(?!\w)|["”’'“«)\]」』）】》])*)(?P<gap>\s*)"""
)
_STOPPING = lazy_pattern(rf"[.!?…{WIDE_STOPS};]")  # the characters that a stop begins with, which are found faster
_LAST_TOKEN = lazy_pattern(r"[^\s(\[“\"'‘«„]+$")
_NEXT = lazy_pattern(r"[\"“‘'«„(\[]*(?:[—–-]\s*)?(\S+)")
_LIST_NUMBER = lazy_pattern(r"^\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")
_ORDINAL = lazy_pattern(r"(?P<lead>\w+)\s+(?:\d{1,2}|[IVX]{1,5})$")
_SMALL_NUMBER = lazy_pattern(r"(?<!\d)\d{1,2}$|(?<!\w)[IVX]{1,5}$")
_DATE = lazy_pattern(r"(?<![\d.])(?:\d{1,2}|\d{4})$|\d\.\s?\d{1,2}$")
_DATE_GOES_ON = lazy_pattern(r"\d{1,2}\.|(?:1[5-9]|20)\d\d\b.*")
_FULL_DATE = lazy_pattern(r"(?<!\d)\d{4}\.\s?\d{1,2}\.\s?\d{1,2}$")
_ZONES_AND_DAYS = lazy_pattern(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*|Eastern|Central|Pacific|Mountain|[A-Z]{2,4}")
_DOTTED = lazy_pattern(r"[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+")
_INITIAL_NEXT = lazy_pattern(r"[^\W\d_]\.")
_LAST_WORD = lazy_pattern(r"(?<!\w)(?:dr|prof|mag|dipl|doc|med|rer)\.?\s$")
_COMPOUNDS = ("str", "nr")  # “Hauptstr. 5”, “Kundennr. 12”
_LAST_OF_TWO = frozenset("дп")  # “и т. д.”
_FEW_WORDS = 3  # before a time of the day that opens a sentence
_HIRAGANA = lazy_pattern(r"[\u3041-\u3096]")


def split_sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the blanks around them; together they hold all the rest.

    `start` is where it begins in what the spans are of.
    """
    spans: list[Span] = []
    for line in text.splitlines(keepends=True):
        spans.extend(_sentences_of_line(line, start))
        start += len(line)
    return tuple(spans)


def _sentences_of_line(line: str, offset: int) -> Iterator[Span]:
    begin = 0
    for match in _stops(line):
        if _ends(line, begin, match):
            end = _end(match)
            yield from _without_stops(line, begin, end, offset)
            begin = end
    yield from _without_stops(line, begin, len(line), offset)


def _without_stops(line: str, begin: int, end: int, offset: int) -> Iterator[Span]:
    """Yield the sentences of what no stop parts: one, but for Thai."""
    at = begin
    for found in ends_in(line[begin:end]):
        yield from _stripped(line, at, begin + found, offset)
        at = begin + found
    yield from _stripped(line, at, end, offset)


def _stops(line: str) -> Iterator[re.Match[str]]:
    """Yield what may end a sentence."""
    at = 0
    while (found := _STOPPING.search(line, at)) is not None:
        match = _STOP.match(line, found.start())
        at = match.end() if match is not None else found.end()
        if match is not None:
            yield match


def _stripped(line: str, begin: int, end: int, offset: int) -> Iterator[Span]:
    piece = line[begin:end]
    bare = piece.strip()
    if bare:
        first = begin + piece.index(bare)
        yield Span(offset + first, offset + first + len(bare))


def _end(match: re.Match[str]) -> int:
    """Return where a sentence ends that a stop ends: after the quotation marks that it closes.

    “ closes a quotation in German, but opens one after a stop of Chinese.
    """
    opening = match.group("close").find("“") if match.group("stop")[0] in WIDE_STOPS else -1
    return match.start("close") + opening if opening >= 0 else match.end("close")


def _ends(line: str, begin: int, match: re.Match[str]) -> bool:
    stop = match.group("stop")
    if stop[0] in WIDE_STOPS:
        # 「…？」と: what was said goes on into who said it.
        return not (match.group("close")[-1:] in {"」", "』"} and _HIRAGANA.match(line, match.end()))
    if not match.group("gap"):
        return False
    after = _NEXT.match(line, match.end())
    following = after.group(1) if after else ""
    if not following:
        return True
    if stop == ".":
        return _full_stop_ends(line, begin, match, following)
    return not following[0].islower()


def _full_stop_ends(line: str, begin: int, match: re.Match[str], following: str) -> bool:
    if match.group("close"):
        return not following[0].islower()
    before = line[begin : match.start()]
    if _LIST_NUMBER.match(before) or _is_ordinal(before, following) or _is_date(before, following):
        return False
    word = _last_word(before)
    return _word_ends(word, following, before[: len(before) - len(word)])


def _last_word(before: str) -> str:
    """Return the word that a text ends with, "" where it ends with what parts words."""
    if not before or before[-1].isspace():
        return ""
    token = _LAST_TOKEN.search(before.rsplit(maxsplit=1)[-1])
    return token.group() if token else ""


def _word_ends(word: str, following: str, before: str) -> bool:
    """Whether the stop after `word` ends the sentence that began with `before`, and `following` begins another."""
    bare = word.lower().strip("()[]")
    if _is_title(word, bare, before):
        return _title_ends(bare, following, before)
    if _is_initial(word):
        return following[0].isupper() and _opens(following) and len(word) > 1
    if bare in LAST or bare in HOURS or (bare in _LAST_OF_TWO and before.lower().endswith("т. ")):
        return _last_ends(bare, following, before)
    if bare in WITHIN or _DOTTED.fullmatch(bare):
        return following[0].isupper() and _opens(following) and bare not in {"dept", "univ"}
    if bare in BEFORE_NUMBERS or bare.endswith(_COMPOUNDS) or _is_letter(bare):
        return not (following[0].isdigit() or following[0].islower() or _is_abbreviating(bare, before, following))
    return not following[0].islower()


def _is_title(word: str, bare: str, before: str) -> bool:
    if bare in DEGREES and _LAST_WORD.search(before.lower()):
        return True
    return _last_part(bare) in TITLES and not (bare in CAPITALISED and word.islower())


def _last_part(bare: str) -> str:
    """Return what follows the last hyphen after a stop: “Ing” of “Dipl.-Ing”."""
    return bare.rpartition(".-")[2]


def _last_ends(bare: str, following: str, before: str) -> bool:
    """Whether a list, a measure or a time of the day is the end: a capital follows that is no part of it."""
    if bare not in HOURS:
        return not (following[0].islower() or following[0].isdigit())
    if len(before.split()) <= _FEW_WORDS:
        return following[0].isupper() and _opens(following)
    return following[0].isupper() and not _ZONES_AND_DAYS.fullmatch(following.strip(",.;"))


def _title_ends(bare: str, following: str, before: str) -> bool:
    """Whether a word that is a title before a name only ends all the same: “It is no.”, “on Elm St. It is”."""
    if bare == "no":
        return following[0].isupper() and not _is_numeral(following)
    return bare == "st" and following[0].isupper() and _opens(following) and before.rstrip()[-1:].isalnum()


def _opens(following: str) -> bool:
    return following.lower().strip(",.;’'") in OPENERS


def _is_ordinal(before: str, following: str) -> bool:
    """`am 3. Mai`, `im 19. Jahrhundert`: a number that its stop makes an ordinal, before a noun with a capital."""
    if not (before[-1:].isdecimal() or before[-1:] in "IVX"):
        return False
    if not following[0].isupper() or not _SMALL_NUMBER.search(before):
        return False
    lead = _ORDINAL.search(before)
    known = lead is not None and lead.group("lead").lower() in BEFORE_ORDINALS
    return known or following.lower().strip(",.;:)") in DOTTED_MONTHS


def _is_date(before: str, following: str) -> bool:
    """`5. 6. 2026`, `2026. 5. 4.`: numbers of a date, each with its stop."""
    if not before[-1:].isdecimal():
        return False
    if _FULL_DATE.search(before):
        return True
    return bool(_DATE.search(before) and _DATE_GOES_ON.fullmatch(following))


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _is_abbreviating(bare: str, before: str, following: str) -> bool:
    """`z. B.`, `в г. Казани`, `د. سامي`: a letter that stands for a word, where what follows belongs to it.

    After a number it is a unit or a year's mark, which may end a sentence.
    """
    if not _is_letter(bare):
        return False
    if _INITIAL_NEXT.match(following):
        return True
    return not bare.isascii() and not before.rstrip()[-1:].isdigit()


def _is_initial(word: str) -> bool:
    """`J`, `J.K`, `U.S`: single letters with stops between them."""
    parts = word.strip("()").replace("-", "").split(".")
    return all(len(part) == 1 and part.isupper() for part in parts)


def _is_numeral(word: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+[.,]?", word))
