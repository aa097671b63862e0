"""Translations: how a language says what sourcechat says itself. Reads gettext's files as people write them."""

from __future__ import annotations

import ast
import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

SOURCE = "en"
"""The language that the messages are written in."""

_FOLDER = Path(__file__).parent

# What parts thousands, what parts decimals, and a percentage, as the CLDR has them for each language.
_FIGURES: Mapping[str, tuple[str, str, str]] = {
    SOURCE: (",", ".", "{}%"),
    "de": (".", ",", "{}\u00a0%"),
    "fr": ("\u202f", ",", "{}\u202f%"),
    "ja": (",", ".", "{}%"),
    "ru": ("\u00a0", ",", "{}\u00a0%"),
    "uz": ("\u00a0", ",", "{}%"),
}
_GAPS: Mapping[str, str] = {"ja": ""}  # between two sentences; a blank elsewhere


@dataclass(frozen=True, slots=True)
class Translations:
    """One language: its translations, how it writes numbers, and what stands between two sentences."""

    translations: NullTranslations
    thousands: str
    point: str
    percentage: str
    gap: str

    def figure(self, number: int) -> str:
        """Return a number with its thousands parted."""
        return f"{number:,}".replace(",", self.thousands)

    def decimal(self, number: float, places: int) -> str:
        """Return a number with so many decimal places."""
        whole, _, rest = f"{number:,.{places}f}".partition(".")
        return whole.replace(",", self.thousands) + (self.point + rest if rest else "")

    def share(self, part: float) -> str:
        """Return a share of 1 in whole hundredths."""
        return self.percentage.format(f"{part:.0%}".rstrip("%"))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there is a catalogue of, by their two letters, the messages' own first."""
    return (SOURCE, *sorted(path.stem for path in _FOLDER.glob("*.po")))


@cache
def catalogue_of(language: str) -> Translations:
    """Return the catalogue of a language; that of the messages' own where there is none."""
    if language == SOURCE or language not in languages():
        return Translations(NullTranslations(), *_FIGURES[SOURCE], gap=" ")
    compiled = compiled_of({**errors_in(language), **entries_of((_FOLDER / f"{language}.po").read_text("utf-8"))})
    return Translations(GNUTranslations(io.BytesIO(compiled)), *_FIGURES[language], gap=_GAPS.get(language, " "))


@cache
def errors_in(language: str) -> Mapping[str, str]:
    """Return the patterns of what rooms below say, which know no languages, each with its translation."""
    return entries_of((_FOLDER / "errors" / f"{language}.po").read_text("utf-8"))


def compiled_of(translated: Mapping[str, str]) -> bytes:
    """Return a catalogue in the form that gettext reads: the messages in order, each with its translation."""
    entries = sorted((key.encode(), value.encode()) for key, value in translated.items())
    head = struct.Struct("<7I")
    keys_at, values_at = head.size, head.size + 8 * len(entries)
    place = values_at + 8 * len(entries)
    keys, values, texts = b"", b"", b""
    for key, _ in entries:
        keys += struct.pack("<2I", len(key), place + len(texts))
        texts += key + b"\0"
    for _, value in entries:
        values += struct.pack("<2I", len(value), place + len(texts))
        texts += value + b"\0"
    return head.pack(0x950412DE, 0, len(entries), keys_at, values_at, 0, 0) + keys + values + texts


def entries_of(written: str) -> dict[str, str]:
    """Return every message with its translation; the forms of a plural are parted by a nought, as gettext has them.

    A message that is not translated yet is left out.
    """
    found: dict[str, str] = {}
    for fields in _entries(written):
        forms = [text for name, text in fields.items() if name.startswith("msgstr")]
        key = "\0".join(fields[name] for name in ("msgid", "msgid_plural") if name in fields)
        if forms and all(forms):
            found[key] = "\0".join(forms)
    return found


def _entries(written: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each entry (msgid, msgid_plural, msgstr[0], ...), their lines put together."""
    fields: dict[str, str] = {}
    name = ""
    for line in map(str.strip, written.splitlines()):
        if line.startswith("msg"):
            name, _, text = line.partition(" ")
            if name == "msgid" and fields:
                yield fields
                fields = {}
            fields[name] = ast.literal_eval(text)
        elif line.startswith('"'):
            fields[name] += ast.literal_eval(line)
    if fields:
        yield fields
