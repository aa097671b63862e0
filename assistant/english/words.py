"""Words: the tokens of a text with their places, stems and the little that their form tells.

Knows spelling only, never meaning or position in a document. English rules; other scripts become plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from assistant.english.numerals import NUMBER_WORDS
from ingest.patterns import lazy_pattern

# A number with its sign, currency and fraction; or letters and digits joined by ' . - & inside the word.
# A letter may carry marks, of which patterns know nothing: vowel signs of Indian scripts, points of Arabic and Hebrew.
_MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u200c\u200d"
)
_LETTERS = rf"(?:[^\W_][{_MARK}]*)+"
_WORD = lazy_pattern(rf"[$€£¥]?\d+(?:[.,:]\d+)*%?|{_LETTERS}(?:['’‘`.&-]{_LETTERS})*", re.UNICODE)
# Scripts that set no blanks between words, and Korean, whose words carry their particles: their runs are taken in pairs
# of characters, as the keyword index does.
_UNPARTED = lazy_pattern(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
_STEMMER = Stemmer.Stemmer("english")
# What a word's first letter tells of its language: each script has the rules of its most frequent one.
_STEMMERS = (
    (lazy_pattern("[\u0400-\u052f]"), Stemmer.Stemmer("russian")),
    (lazy_pattern("[\u0370-\u03ff\u1f00-\u1fff]"), Stemmer.Stemmer("greek")),
    (lazy_pattern("[\u0600-\u06ff]"), Stemmer.Stemmer("arabic")),
    (lazy_pattern("[\u0900-\u097f]"), Stemmer.Stemmer("hindi")),
)
_LETTER_MARK = lazy_pattern("(?<=[og])['‘ʻʼ`](?=[a-z])")  # of Uzbek's oʻ and gʻ, which are typed in five ways
_SENTENCE = 400  # characters of nearly every sentence; longer texts are not kept, to hold no more than some 10 MB
_POSSESSIVE = lazy_pattern(r"['’]s?$")

# Words that carry no subject of their own. Question words are among them.
STOP_WORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being below between both "
    "but by can could did do does doing done down during each ever few for from further had has have having he "
    "her here hers him his how i if in into is it its just let me more most much many my no nor not now of off on "
    "once only or other our out over own please same shall she should so some such tell than that the their them "
    "then there these they this those through to too under until up upon us very was we were what whatever when "
    "where which while who whom whose why will with would you your yours".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `text[start:end]` is its form; `stem` is lower-case, without its ending."""

    form: str
    stem: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The form in lower case."""
        return self.form.lower()

    @property
    def is_content(self) -> bool:
        """Whether the word names something, rather than holding a sentence together ("IT" does, "it" does not)."""
        return _is_content(self.form, self.stem)

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals only, two letters or more."""
        return _is_acronym(self.form)

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.form[0].isupper()

    @property
    def is_number(self) -> bool:
        """Whether it is a number word, or has a digit in it."""
        return _is_number(self.form)

    @property
    def is_numeral(self) -> bool:
        """Whether it is a number word, or begins as a number does: "12", not "B12"."""
        return not self.form[0].isalpha() or self.lower in NUMBER_WORDS


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order."""
    return _words_of_sentence(text) if len(text) <= _SENTENCE else tuple(_words(text))


@lru_cache(maxsize=1024)
def _words_of_sentence(text: str) -> tuple[Word, ...]:
    """Return the words of a text that comes again: each stage of an answer takes the same sentences apart."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    is_parted = not _UNPARTED.search(text)
    for match in _WORD.finditer(text):
        form, (first, end) = match.group(), match.span()
        if is_parted or not _UNPARTED.search(form):
            yield Word(form, _stem(form), first, end)
            continue
        for start in range(first, max(end - 1, first + 1)):
            form = text[start : min(start + 2, end)]
            yield Word(form, form, start, start + len(form))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that carry content."""
    return _stems_of_sentence(text) if len(text) <= _SENTENCE else _stems_of_passage(text)


@lru_cache(maxsize=4096)
def _stems_of_sentence(text: str) -> frozenset[str]:
    """Return the stems of a text that comes again: each turn of a conversation is looked at with every later one."""
    return content_stems(split_words(text))


@lru_cache(maxsize=256)
def _stems_of_passage(text: str) -> frozenset[str]:
    """Return the stems of a longer text: several stages of an answer ask for those of each passage."""
    return content_stems(_words(text))


def content_stems(words: Iterable[Word]) -> frozenset[str]:
    """Return the stems of the words that carry content."""
    return frozenset(word.stem for word in words if word.is_content)


# All three are asked of every word of every passage that is read, several times over.
@lru_cache(maxsize=16384)
def _is_content(form: str, stem: str) -> bool:
    return _is_acronym(form) or (form.lower() not in STOP_WORDS and stem != "")


@lru_cache(maxsize=16384)
def _is_number(form: str) -> bool:
    return any(character.isdigit() for character in form) or form.lower() in NUMBER_WORDS


@lru_cache(maxsize=16384)
def _is_acronym(form: str) -> bool:
    letters = form.replace(".", "")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


def without_marks(stem: str) -> str:
    """Return a stem without the marks of its letters: "kraków" as "krakow"."""
    if stem.isascii():
        return stem
    return "".join(one for one in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(one))


@lru_cache(maxsize=65536)
def _stem(form: str) -> str:
    folded = form.lower() if form.isascii() else unicodedata.normalize("NFKC", form).casefold()
    bare = _LETTER_MARK.sub("", _POSSESSIVE.sub("", folded.replace("’", "'")))
    bare = bare.replace(".", "") if not bare[:1].isdigit() else bare
    return str(_stemmer_of(bare).stemWord(bare))


def _stemmer_of(word: str) -> Stemmer.Stemmer:
    if word.isascii():
        return _STEMMER
    return next((stemmer for script, stemmer in _STEMMERS if script.match(word)), _STEMMER)
