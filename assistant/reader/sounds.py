"""Sounds: whether two words may be one name, inflected or written in another script, by the consonants that are heard.

"Клары Боинг", "クララ・ボーイング" and "Clara Boeing" are. Unicode's names of letters say how each is read. Knows no
language.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ingest.patterns import lazy_pattern

# What the consonants at the beginning of a letter's name sound like: those that languages take for each other alike.
_SOUNDS = tuple(
    (letters, sound)
    for sound, spellings in (
        ("S", "SHCH TSCH SCH TCH CH SH ZH TS DZ S Z J"),
        ("K", "KH GH CK QU K G Q C"),
        ("T", "TH DH T D"),
        ("P", "PH BH P B F V W"),
        ("R", "L R"),
        ("M", "M"),
        ("N", "N"),
        ("KS", "X"),
    )
    for letters in spellings.split()
)
_LONGEST_FIRST = tuple(sorted(_SOUNDS, key=lambda one: -len(one[0])))
_SILENT = lazy_pattern(r"SIGN|VOWEL|SARA|\bMAI\b|MARK|YERU|ALEF|WAW| AIN$|SMALL TU$|SMALL [AIUEO]$|SMALL Y")
_BEGINNING = lazy_pattern("[^AEIOUYH]+H?")
# How Greek writes the b, d and g of other languages.
_CLUSTERED = {"μπ": "β", "ντ": "δ", "γκ": "γ"}
_CLUSTERS = lazy_pattern("|".join(_CLUSTERED))
_ENDINGS = "SMN"  # sounds of which a case may add one: Boeings, Κλάρας, Иваном
_SAME_BEGINNING = 3  # letters of two forms of a name in one script
_LONGER = 3  # letters of an ending


def may_be_one_name(asked: str, said: str) -> bool:
    """Tell whether two words may be one name: in one script with an ending, in two by its sounds."""
    one, other = asked.casefold(), said.casefold()
    if one == other:
        return True
    heard, known = sounds_of(one), sounds_of(other)
    if not known or (heard != known and (heard[:-1] != known or heard[-1] not in _ENDINGS)):
        return False
    if _script(one) != _script(other):
        return True
    return one[:_SAME_BEGINNING] == other[:_SAME_BEGINNING] and abs(len(one) - len(other)) <= _LONGER


@lru_cache(maxsize=4096)
def sounds_of(word: str) -> str:
    """Return the consonants of a word as they are heard in any script, one for each sort, none twice side by side."""
    found = ""
    for letters in _read(word):
        found += _heard(letters)
    return "".join(one for at, one in enumerate(found) if found[at - 1 : at] != one)


def _read(word: str) -> list[str]:
    """Return how the letters of a word are read: those of Latin ones together, of others each by its name."""
    read: list[str] = []
    latin = ""
    for letter in _CLUSTERS.sub(lambda found: _CLUSTERED[found[0]], unicodedata.normalize("NFKC", word.casefold())):
        name = unicodedata.name(letter, "").partition(" WITH ")[0]
        if name.startswith("LATIN"):
            latin += unicodedata.normalize("NFKD", letter)[0].upper()
            continue
        read += [latin] if latin else []
        latin = ""
        if name.endswith("THANTHAKHAT"):  # makes the letter before it silent
            read = read[:-1]
        else:
            read.append(_spelt(name))
    return [*read, latin]


def _spelt(name: str) -> str:
    """Return how a letter is read by its Unicode name: BO of "THAI CHARACTER BO BAIMAI", GIM of a Korean syllable."""
    script, *rest = name.split()
    if script == "HANGUL":
        return rest[-1] if rest else ""
    if name.endswith("ANUSVARA"):
        return "N"
    if not rest or _SILENT.search(name):
        return ""
    spelt = rest[1] if script == "THAI" and len(rest) > 1 else rest[-1]
    if script == "CYRILLIC":  # EF, EL, EM, EN, ER, ES
        spelt = spelt[1:] if spelt[:1] == "E" else spelt
    if spelt == "HU":  # of kana, before a small vowel as well
        return "F"
    beginning = _BEGINNING.match(spelt)
    return beginning.group() if beginning else ""


def _heard(letters: str) -> str:
    heard, at = "", 0
    while at < len(letters):
        spelling, sound = next((one for one in _LONGEST_FIRST if letters.startswith(one[0], at)), (letters[at], ""))
        heard += sound
        at += len(spelling)
    return heard


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]
