"""Affirming: whether a sentence answers yes or no to a question in a language other than English, which both are in.

Only where one clause of it has all that is asked, in its order, and its few words of permission and denial leave no
doubt: no exception, condition or question, and for what is denied nothing further that it may be denied for. Knows
words alone, a line a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.english.language import language_of, share_language
from assistant.english.other_languages import EVERYWHERE, WORDS, Words
from assistant.english.polarity import Polarity
from assistant.messages.message import say
from assistant.messages.translations import languages
from assistant.reader.beginnings import ASKING, beginnings_of, has_blanks
from ingest.patterns import lazy_pattern

_WORDS = {Polarity.YES: say("Yes."), Polarity.NO: say("No.")}
_FIGURE = lazy_pattern(r"\d+(?:[.,]\d+)*")
_CLAUSE = lazy_pattern(r"[,;:،؛、；：]\s*(?=\S)")
_QUESTION = lazy_pattern(r"[?？؟;]\W*$")
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
    asked = words.without("whether", question)
    if not _is_plainly_asked(words, asked) or not share_language(question, [sentence])[0]:
        return ""
    polarity = _polarity(words, question, asked, sentence)
    if polarity is None or not any(_has_all(words, question, one, around) for one in _CLAUSE.split(sentence)):
        return ""
    may_be_of_another = _denials(words, sentence) or not _has_short_words(words, question, f"{sentence} {around}")
    if may_be_of_another and not _names_nothing_else(words, question, sentence, around):
        return ""
    own = words.yes if polarity is Polarity.YES else words.no
    return _WORDS[polarity] if language in languages() else own


def _is_plainly_asked(words: Words, asked: str) -> bool:
    """Tell whether a question is for yes or no alone, and asks neither "only" or "or", nor whether it is not so."""
    return not (
        words.has("asks", asked) or words.has("unless", asked) or words.has("denies", words.without("bans", asked))
    )


def _polarity(words: Words, question: str, asked: str, sentence: str) -> Polarity | None:
    """Return what is answered by the words of permission and denial alone; None where these do not tell."""
    if words.has("unless", sentence) or _QUESTION.search(sentence) or _permits_twice(words, sentence):
        return None
    if not set(_FIGURE.findall(question)) <= set(_FIGURE.findall(sentence)):
        return None
    of_permission = words.has("may", question) or words.has("bans", question)
    if of_permission != (words.has("may", sentence) or words.has("bans", sentence)):
        return None
    in_question, in_sentence = _denials(words, asked), _denials(words, sentence)
    if max(in_question, in_sentence) > 1:
        return None
    return Polarity.YES if in_question == in_sentence else Polarity.NO


def _permits_twice(words: Words, sentence: str) -> bool:
    """Tell whether a sentence may permit one thing and another: "the dog may come in and the cat may go out"."""
    return words.parted and words.count("may", sentence) + words.count("bans", sentence) > 1


def _denials(words: Words, text: str) -> int:
    """Return how often a text denies: a ban counts once, and all words that deny what stands with them once."""
    return int(words.has("bans", text)) + int(words.has("denies", words.without("bans", text)))


def _has_all(words: Words, question: str, clause: str, around: str) -> bool:
    """Tell whether a clause has all words of a question but those that ask, permit and deny, or its heading has."""
    asked = _bare(words, question)
    if not _has_blanks(words, question):
        return _covered(_letters(asked), clause, around) >= _COVERED
    wanted, own = beginnings_of(asked), beginnings_of(clause)
    if not wanted & own or not wanted <= own | beginnings_of(around):
        return False
    told = [beginnings_of(one) for one in clause.split()]
    found = (
        next((at for at, one in enumerate(told) if one & word), None) for word in map(beginnings_of, asked.split())
    )
    return _is_turned([at for at in found if at is not None])


def _is_turned(places: Sequence[int]) -> bool:
    """Tell whether words stand in the order asked for, or in it from another one on: "in the yard are bicycles".

    Any other order may tell it of somebody else: the landlord informs the tenant.
    """
    return sum(one > other for one, other in pairwise([*places, *places[:1]])) <= 1


def _has_blanks(words: Words, question: str) -> bool:
    return words.parted and has_blanks(question)


def _bare(words: Words, text: str) -> str:
    for sort in ("bans", "may", "whether", "denies"):
        text = words.without(sort, text)
    return text.rstrip(" ?？؟;。か")


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum() or not one.isascii()).replace(" ", "")


def _covered(letters: str, told: str, around: str = "") -> float:
    """Return the share of letters that stand in runs that another text has, in their order, or what is around it."""
    at = covered = 0
    places: list[int] = []
    while at < len(letters):
        runs = (letters[at : at + size] for size in range(len(letters) - at, _SHORTEST - 1, -1))
        run = next((one for one in runs if one in told or one in around), "")
        places += [told.index(run)] if run and run in told else []
        covered += len(run)
        at += len(run) or 1
    return covered / max(len(letters), 1) if _is_turned(places) else 0.0


def _has_short_words(words: Words, question: str, told: str) -> bool:
    """Tell whether the words that are too short to be known by their beginnings stand in a text as they are."""
    short = {word for word in _words(_bare(words, question)) if len(word) < _BEGINNING}
    return not _has_blanks(words, question) or short <= set(_words(told))


def _names_nothing_else(words: Words, question: str, sentence: str, around: str) -> bool:
    """Tell whether a sentence is one clause that names nothing but what is asked about."""
    if _CLAUSE.search(sentence):
        return False
    bare = _EVERYWHERE.sub(" ", _bare(words, sentence))
    if not words.parted:
        return _covered(_letters(bare), f"{question} {around}") >= _COVERED
    known = {word[:_BEGINNING] for word in _words(f"{question} {around}")}
    return all(word[:_BEGINNING] in known for word in _words(bare) if len(word) >= _BEGINNING and word not in ASKING)


def _words(text: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(text.casefold())]


_WORD = lazy_pattern(r"[^\W\d_]+")
_BEGINNING = 4  # letters
