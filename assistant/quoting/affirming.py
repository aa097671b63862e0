"""Affirming: whether a sentence answers yes or no to a question in a language other than English, which both are in.

Only where it has all that is asked and its few words of permission and denial leave no doubt: no exception, condition
or other clause, and for what is denied nothing further that it may be denied for. Knows words alone, a line a language.
"""

from __future__ import annotations

from assistant.english.language import language_of, share_language
from assistant.english.other_languages import EVERYWHERE, WORDS, Words
from assistant.english.polarity import Polarity
from assistant.messages.message import say
from assistant.messages.translations import languages
from assistant.reader.beginnings import ASKING, beginnings_of, has_blanks
from ingest.patterns import lazy_pattern

_WORDS = {Polarity.YES: say("Yes."), Polarity.NO: say("No.")}
_FIGURE = lazy_pattern(r"\d+(?:[.,]\d+)*")
_CLAUSE = lazy_pattern(r"[,;:،؛、；：]\s*\S")
_EVERYWHERE = lazy_pattern(EVERYWHERE)
_COVERED, _SHORTEST = 0.85, 2  # share of a question without blanks that stands in runs of so many letters and more


def affirmed(question: str, sentence: str, around: str = "") -> str:
    """Return "Yes." or "No." in the language of a question that a sentence answers; "" where it does not for sure.

    `around` is what the sentence stands under: its title and headings.
    """
    language = language_of(question)
    words = WORDS.get(language)
    if words is None or not words.yes or not words.has("whether", question):
        return ""
    if words.has("asks", words.without("whether", question)) or not share_language(question, [sentence])[0]:
        return ""
    asked = words.without("whether", question)
    polarity = _polarity(words, question, asked, sentence)
    if polarity is None or not _has_all(words, question, sentence, around):
        return ""
    if _denials(words, sentence) and not _is_denied_plainly(words, question, sentence, around):
        return ""
    own = words.yes if polarity is Polarity.YES else words.no
    return _WORDS[polarity] if language in languages() else f"{own}."


def _polarity(words: Words, question: str, asked: str, sentence: str) -> Polarity | None:
    """Return what is answered by the words of permission and denial alone; None where these do not tell."""
    if words.has("unless", sentence) or not set(_FIGURE.findall(question)) <= set(_FIGURE.findall(sentence)):
        return None
    of_permission = words.has("may", question) or words.has("bans", question)
    if of_permission != (words.has("may", sentence) or words.has("bans", sentence)):
        return None
    in_question, in_sentence = _denials(words, asked), _denials(words, sentence)
    if max(in_question, in_sentence) > 1:
        return None
    return Polarity.YES if in_question == in_sentence else Polarity.NO


def _denials(words: Words, text: str) -> int:
    """Return how often a text denies: a ban counts once, and all words that deny what stands with them once."""
    return int(words.has("bans", text)) + int(words.has("denies", words.without("bans", text)))


def _has_all(words: Words, question: str, sentence: str, around: str) -> bool:
    """Tell whether a sentence has all words of a question but those that ask, permit and deny, or its heading has."""
    asked, told = _bare(words, question), f"{sentence} {around}"
    if words.parted and has_blanks(question):
        wanted = beginnings_of(asked)
        own = beginnings_of(sentence)
        return bool(wanted & own) and wanted <= own | beginnings_of(around)
    letters = "".join(one for one in asked if one.isalnum() or not one.isascii()).replace(" ", "")
    return _covered(letters, told) >= _COVERED * max(len(letters), 1)


def _bare(words: Words, text: str) -> str:
    for sort in ("bans", "may", "whether", "denies"):
        text = words.without(sort, text)
    return text.rstrip(" ?？؟;。か")


def _covered(letters: str, told: str) -> int:
    """Return how many letters stand in runs that another text has."""
    at = covered = 0
    while at < len(letters):
        length = next(
            (size for size in range(len(letters) - at, _SHORTEST - 1, -1) if letters[at : at + size] in told), 0
        )
        covered += length
        at += length or 1
    return covered


def _is_denied_plainly(words: Words, question: str, sentence: str, around: str) -> bool:
    """Tell whether what is denied is denied of all: in one clause that names nothing but what is asked about."""
    if _CLAUSE.search(sentence):
        return False
    if not words.parted:
        return True
    known = {word[:_BEGINNING] for word in _words(f"{question} {around}")}
    further = _words(_EVERYWHERE.sub(" ", _bare(words, sentence)))
    return all(word[:_BEGINNING] in known for word in further if len(word) >= _BEGINNING and word not in ASKING)


def _words(text: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(text.casefold())]


_WORD = lazy_pattern(r"[^\W\d_]+")
_BEGINNING = 4  # letters
