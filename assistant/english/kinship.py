"""Kinship: whether two stems are of one word in two parts of speech: "own" and "owner", "long" and "length"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.english.words import split_words

# What a verb becomes as whoever does it, what is done or how much.
_ENDINGS = frozenset("er or r ee ment ation ion ing al ance ence y age s".split())
_SHORTEST = 3  # letters that both must share


def kin(one: str, other: str) -> bool:
    """Whether two stems are of one word."""
    return other in kin_of(one)


@lru_cache(maxsize=4096)
def kin_of(stem: str) -> frozenset[str]:
    """Return every stem that is of one word with a stem, itself among them."""
    longer = {stem + ending for ending in _ENDINGS if len(stem) >= _SHORTEST}
    shorter = {stem.removesuffix(ending) for ending in _ENDINGS if stem.endswith(ending)}
    measure = _MEASURES.get(stem)
    alike = {other for other, first in _MEASURES.items() if first == measure}
    return frozenset({stem} | longer | {one for one in shorter if len(one) >= _SHORTEST} | alike)


def _table(rows: str) -> Mapping[str, str]:
    """Return the stem of the first word of each row by the stem of every word of it."""
    stems = [[word.stem for word in split_words(row)] for row in rows.split(";")]
    return {stem: row[0] for row in stems for stem in row}


_MEASURES = _table(
    "deep depth;long length;wide width;high tall height;thick thickness;heavy weight weigh;old age;warm hot temperature"
    ";fast speed;cost price cheap dear expensive;supply supplier;deliver delivery;begin start;end finish"
    ";telephone phone tel;email e-mail mail"
)
