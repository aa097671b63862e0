"""Recognising: what a room below said in English is known again by its pattern, and so said in any language.

Readers, stores and servers know no languages, and what they say of a file is kept beside it for years. Their sentences
are in `errors/*.po`; `tests/assistant/messages` finds those that are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.messages.message import Message
from assistant.messages.translations import SOURCE, Translations, catalogue_of, errors_in, languages

_OF_A_THING = "{name}: {why}"
_WITH_MORE = ("{why} ({reason})", "{why}: “{words}”")  # a sentence, and what a program or a document says
_WHY = "why"  # the place of a sentence that is one of these patterns itself
_COUNT = "count"  # begins the places of numbers
_LONGEST = 2_000  # characters; what is longer holds more than a sentence of ours
_MOST_NAMES = 4  # things that a sentence is said of, one in another
_FIGURE = r"\d(?:[\d.,]*\d)?"


def recognised(text: str) -> Message:
    """Return what was said as a message; what is no sentence of ours is the same in every language."""
    if isinstance(text, Message):
        return text
    return Message(lambda known: str(text) if known is catalogue_of(SOURCE) else _told(str(text), known))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A pattern, and what is filled in."""

    pattern: str
    values: Mapping[str, str] = field(default_factory=dict)


def _told(text: str, known: Translations) -> str:
    sentence = _sentence(text) if len(text) <= _LONGEST else None
    if sentence is None:
        return text
    values = {name: _filled(name, value, known) for name, value in sentence.values.items()}
    return known.translations.gettext(sentence.pattern).format_map(values)


def _filled(name: str, value: str, known: Translations) -> str:
    if name == _WHY:
        return _told(value, known)
    if not name.startswith(_COUNT):
        return value
    whole, point, decimals = value.replace(",", "").partition(".")
    return known.decimal(float(f"{whole}.{decimals}"), len(decimals)) if point else known.figure(int(whole))


@lru_cache(maxsize=4_096)
def _sentence(text: str) -> _Sentence | None:
    """Return the sentence that a text is: one by itself, with more behind it, or with the name of a thing before it."""
    for pattern, form in _patterns():
        if found := form.fullmatch(text):
            return _Sentence(pattern, found.groupdict())
    for pattern in _WITH_MORE:
        found = _form(pattern).fullmatch(text)
        if found and _sentence(found[_WHY]) is not None:
            return _Sentence(pattern, found.groupdict())
    return _of_a_thing(text)


def _of_a_thing(text: str) -> _Sentence | None:
    end = -1
    for _ in range(_MOST_NAMES):
        end = text.find(": ", end + 1)
        if end < 0:
            return None
        if _sentence(text[end + 2 :]) is not None:
            return _Sentence(_OF_A_THING, {"name": text[:end], _WHY: text[end + 2 :]})
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of all sentences, those first that say most by themselves."""
    patterns = [one for one in errors_in(languages()[1]) if one not in {"", _OF_A_THING, *_WITH_MORE}]
    patterns.sort(key=lambda one: -len(_PLACE.sub("", one)))
    return tuple((one, _form(one)) for one in patterns)


_PLACE = re.compile(r"{(\w+)}")


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression; what it begins with is never the name of a thing."""
    parts = _PLACE.split(pattern)
    made = re.escape(parts[0])
    for place, after in zip(parts[1::2], parts[2::2], strict=True):
        inner = _FIGURE if place.startswith(_COUNT) else ".+?" if made else "(?:(?!: ).)+?"
        made += f"(?P<{place}>{inner}){re.escape(after)}"
    return re.compile(made, re.DOTALL)
