"""Messages: what sourcechat says itself, made so that it can be said in another language. Knows no question.

A message is its English words, and remembers what they were made of until somebody says it `in_language`. Patterns
are written in full where a message is made, one sentence each; `tests/assistant/messages` finds those that a catalogue
has not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

from assistant.messages.translations import SOURCE, Translations, catalogue_of

Teller = Callable[[Translations], str]


class Message(str):
    """A text of ours. It is compared, sorted and shown as its English words."""

    __slots__ = ("_tell",)
    _tell: Teller

    def __new__(cls, tell: Teller) -> Self:
        """Make a message of who tells it with a catalogue."""
        made = super().__new__(cls, tell(catalogue_of(SOURCE)))
        made._tell = tell
        return made

    def told(self, catalogue: Translations) -> str:
        """Return it as a catalogue says it."""
        return self._tell(catalogue)


def say(pattern: str, **values: str | int) -> Message:
    """Return a message of a pattern ("“{name}” could not be read.") and what is filled in."""
    return Message(lambda known: _filled(known.translations.gettext(pattern), values, known))


def say_of(count: int, one: str, more: str, **values: str | int) -> Message:
    """Return a message that speaks of so many: `one` and `more` are its patterns, in which {count} is the number."""
    filled: dict[str, str | int] = {"count": count, **values}
    return Message(lambda known: _filled(known.translations.ngettext(one, more, count), filled, known))


def share(part: float) -> Message:
    """Return a share of 1 as a percentage: 3%."""
    return Message(lambda known: known.share(part))


def marked(pattern: str) -> str:
    """Return a pattern that is said elsewhere, as it is: so it is known for one."""
    return pattern


def joined(sentences: Sequence[str], *, between: str | None = None) -> Message:
    """Return sentences one after another, parted as a language does, or by what is given; empty ones are left out."""
    return Message(
        lambda known: (known.gap if between is None else between).join(_told(one, known) for one in sentences if one)
    )


def quoted(text: str) -> Message:
    """Return a text in quotation marks."""
    return say("“{text}”", text=text)


def any_of(texts: Sequence[str]) -> Message:
    """Return texts of which one is meant: “a” or “b”."""
    return _series(
        [quoted(text) for text in texts], lambda first, rest: say("{first} or {rest}", first=first, rest=rest)
    )


def all_of(texts: Sequence[str]) -> Message:
    """Return texts of which all are meant: “a” and “b”."""
    return _series(
        [quoted(text) for text in texts], lambda first, rest: say("{first} and {rest}", first=first, rest=rest)
    )


def in_language(text: str, language: str) -> str:
    """Return a text in a language where it is a message, else as it is; plain either way."""
    return _told(text, catalogue_of(language))


def _series(parts: Sequence[Message], pair: Callable[[str, str], Message]) -> Message:
    made = parts[-1]
    for part in reversed(parts[:-1]):
        made = pair(part, made)
    return made


def _filled(pattern: str, values: dict[str, str | int], known: Translations) -> str:
    return pattern.format_map(
        {name: known.figure(one) if isinstance(one, int) else _told(one, known) for name, one in values.items()}
    )


def _told(text: str, known: Translations) -> str:
    return text.told(known) if isinstance(text, Message) else str(text)
