"""Nearby: questions that lead on from an answer, which its documents can answer, in the language of the question.

Knows words, never a library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from assistant.answers import Answer, Citation
from assistant.english.language import language_of
from assistant.english.words import stems_of
from assistant.messages.message import in_language, quoted, say
from ingest.patterns import lazy_pattern

_MOST = 2
_LONGEST_TITLE = 60  # characters; a button is one line


def questions_near(answer: Answer) -> tuple[str, ...]:
    """Return questions near one that was refused: on documents whose closest words share one with it."""
    words = stems_of if language_of(answer.standalone_question) in {"", "en"} else _words
    asked = words(answer.standalone_question)
    nearest = answer.refusal.nearest if answer.refusal else ()
    near = [one for one in nearest if asked & words(f"{one.title} {one.quote}")]
    return tuple(_about(title, answer.language) for title in _titles(near))[:_MOST]


def questions_after(answer: Answer) -> tuple[str, ...]:
    """Return questions that lead on from an answer: on the document that it rests on most, unless it was a summary."""
    if "summarise" in answer.timings:
        return ()
    titles = list(_titles(answer.citations))
    about = [_about(title, answer.language) for title in titles if title.casefold() not in answer.question.casefold()]
    return tuple(about)[:1]


def _about(title: str, language: str) -> str:
    return in_language(say("What is {title} about?", title=quoted(title)), language)


def _words(text: str) -> frozenset[str]:
    """Return what two texts that are not English share where they speak of one thing: the beginnings of longer words.

    Of scripts without blanks it is what most of their words are as long as.
    """
    found: set[str] = set()
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        length = _LENGTHS.get(unicodedata.name(run[0], "").partition(" ")[0], _BEGINNING)
        if run in _ASKING or (length < 0 and len(run) < -length):
            continue
        if length < 0:  # blanks part the words of this script
            found.add(run[:-length])
        else:
            found |= {run[at : at + length] for at in range(max(len(run) - length + 1, 1))}
    return frozenset(found)


_BEGINNING = -5
_LENGTHS = {
    "CJK": 2,
    "KATAKANA": 3,
    "HIRAGANA": 5,
    "HANGUL": -2,
    "THAI": 6,
    "LAO": 6,
    "KHMER": 6,
    "MYANMAR": 6,
    "ARABIC": -4,
}
# Runs of one script where a run of another can follow without a blank; letters with their marks elsewhere.
_RUN = lazy_pattern(
    r"[\u4e00-\u9fff\u3400-\u4dbf]+|[\u30a1-\u30fa\u30fc]+|[\u3041-\u3096]+|[\u0e00-\u0e7f]+|(?:[^\W\d_\u3041-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[\u0300-\u036f\u0900-\u0dff])+"
)
# What is asked with, and what stands in nearly every text, as long as a word that tells something.
_ASKING = frozenset(
    (
        "welche welcher welches welchen welchem wurde wurden werden haben hatte diese dieser dieses einen einer "
        "eines können warum wieso quand quelle quels quelles combien pourquoi cette avoir être cuándo cuando "
        "dónde donde cuánto cuántos cuántas quién quiénes tiene quando quanto quanti quale quali какие какой "
        "какая какое когда сколько почему который которая которые чтобы было qachon qancha nechta qanday qaysi "
        "uchun bilan hangi kadar nerede neden 何 誰 人 年 月 日 πότε πόσες πόσοι πόσα ποιος ποια ποιες γιατί είναι "
        "pentru"
    ).split()
)


def _titles(citations: Iterable[Citation]) -> Iterator[str]:
    yield from dict.fromkeys(one.title for one in citations if len(one.title) <= _LONGEST_TITLE)
