"""Keywords: a text as words that a full-text index can find, in every script. Knows characters, never an index.

Scripts without blanks between words (Chinese, Japanese, Thai, ...) are given as overlapping pairs of characters, as
Lucene's CJK analyzer does: a segmenter for each would need dictionaries, and a trigram index finds no word of two
characters, which most Chinese ones are. Korean too, whose words carry their particles.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ingest.patterns import lazy_pattern

_PAIRED = lazy_pattern(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_WITHIN = lazy_pattern("[a-z0-9\u0080-\U0010ffff]+")  # no word goes beyond it; most of a typical text are ASCII ones
_PUNCTUATION = lazy_pattern(
    "[\u2000-\u206f\u00a0-\u00a9\u00ab\u00bb\u20a0-\u20cf]"
)  # what typical texts have besides ASCII
_LETTER_MARK = lazy_pattern("['’‘ʻʼ`](?<=[og].)(?=[a-z])")  # of Uzbek's oʻ and gʻ, which are typed in five ways
_BLANKED = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256))


def to_words(text: str) -> str:
    """Return the words of `text`, parted by blanks: equal for texts that differ in form only (ＡＢＣ, ß, oʻ and o')."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order: letters, digits and the marks on them, without case."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    text = _LETTER_MARK.sub("", folded)
    if not text.isascii():
        text = _PUNCTUATION.sub(" ", text)
    if text.isascii():  # which bytes are told apart by faster than a pattern is
        return text.encode().translate(_BLANKED).decode().split()
    parts = _WITHIN.findall(text)
    return [word for part in parts for word in ((part,) if part.isascii() else _words_within(part))]


def _words_within(part: str) -> Iterator[str]:
    for word in _runs(part):
        yield from _pieces(word)


def _runs(text: str) -> Iterator[str]:
    """Yield the longest runs of letters, marks and digits. Patterns know no vowel signs of Indian scripts."""
    if text.isalnum():  # no mark among them
        yield text
        return
    start = None
    for place, character in enumerate(text):
        if unicodedata.category(character)[0] in "LMN":
            start = place if start is None else start
        elif start is not None:
            yield text[start:place]
            start = None
    if start is not None:
        yield text[start:]


def _pieces(word: str) -> Iterator[str]:
    """Yield a word, or, where a script without blanks begins in it, its parts: pairs of characters and the rest."""
    at = 0
    for match in _PAIRED.finditer(word):
        if match.start() > at:
            yield word[at : match.start()]
        run = match.group()
        yield from (run[place : place + 2] for place in range(max(len(run) - 1, 1)))
        at = match.end()
    if at < len(word):
        yield word[at:]
