"""Sentences: where the sentences of a canonical text begin and end. Knows spelling rules, never a model.

A newline always ends a sentence, as `Document` promises; inside a line, so does a full stop that is not part of
an abbreviation, an initial, a number or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.documents import Span

# Stops after these never end a sentence: a name or number follows.
_TITLES = frozenset(
    "dr mr mrs ms prof st mt sr jr rev hon gen col capt lt sgt maj gov govs sen sens rep reps pres fr msgr "
    "messrs mme mlle".split()
    + "no nos vol vols fig figs eq sec art ch pp p para al vs cf e.g i.e viz approx est ca c op ed eds trans "
    "ref nr".split()
)
# Stops after these end a sentence only when a capital letter follows that begins one.
_ABBREVIATIONS = frozenset(
    "inc ltd corp co plc llc bros dept univ assn ave blvd rd jan feb mar apr jun jul aug sep sept oct nov "
    "dec mon tue tues "
    "wed thu thur thurs fri sat sun etc a.m p.m u.s u.k u.n e.u u.s.a d.c ph.d m.d b.a m.a b.sc m.sc min max hr hrs "
    "sq ft lb lbs oz km kg cm mm".split()
)
# Words that begin a sentence far more often than they follow an abbreviation within one.
_OPENERS = frozenset(
    "the a an this that these those it he she they we you i in on at for but and however if when while as "
    "there its his "
    "her their our my after before during since what who how why where all some many most one two no not to by with "
    "from according meanwhile also then so yet".split()
)

_STOP = re.compile(r"""(?P<stop>\.{3}|…|[.!?]+|[。！？]+)(?P<close>["”’'»)\]]*)(?P<gap>\s*)""")
_WIDE = "。！？"
_LAST_TOKEN = re.compile(r"[^\s(\[“\"'‘«]+$")
_NEXT = re.compile(r"[\"“‘'«(\[]*(\S+)")
_LIST_NUMBER = re.compile(r"^\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the blanks around them; together they hold all the rest."""
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans.extend(_sentences_of_line(line, start))
        start += len(line)
    return tuple(spans)


def _sentences_of_line(line: str, offset: int) -> Iterator[Span]:
    begin = 0
    for match in _STOP.finditer(line):
        if _ends(line, begin, match):
            yield from _stripped(line, begin, match.end("close"), offset)
            begin = match.end("close")
    yield from _stripped(line, begin, len(line), offset)


def _stripped(line: str, begin: int, end: int, offset: int) -> Iterator[Span]:
    piece = line[begin:end]
    bare = piece.strip()
    if bare:
        first = begin + piece.index(bare)
        yield Span(offset + first, offset + first + len(bare))


def _ends(line: str, begin: int, match: re.Match[str]) -> bool:
    stop = match.group("stop")
    if stop[0] in _WIDE:
        return True
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
    token = _LAST_TOKEN.search(line, begin, match.start())
    word = token.group() if token else ""
    bare = word.lower().strip("()[]")
    if match.group("close"):
        return not following[0].islower()
    if _LIST_NUMBER.match(line[begin : match.start()]):
        return False
    if bare in _TITLES:
        return bare == "no" and following[0].isupper() and not _is_numeral(following)
    if _is_initial(word):
        return following[0].isupper() and following.lower().strip(",.;") in _OPENERS and len(word) > 1
    if bare in _ABBREVIATIONS:
        return following[0].isupper() and following.lower().strip(",.;’'") in _OPENERS and bare not in {"dept", "univ"}
    return not following[0].islower()


def _is_initial(word: str) -> bool:
    """`J`, `J.K`, `U.S`: single letters with stops between them."""
    parts = word.strip("()").split(".")
    return all(len(part) == 1 and part.isupper() for part in parts)


def _is_numeral(word: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+[.,]?", word))
