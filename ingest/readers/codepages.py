"""Code pages: which legacy encoding undeclared bytes are in, by the language that they make. Knows no declarations.

The figures below are chosen by the sentences of tests/ingest/readers/code_pages.py, short and long, in 30 languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import chardet
from chardet import EncodingEra

_ERA = EncodingEra.ALL & ~EncodingEra.MAINFRAME  # files of mainframes are no files of persons
_SAMPLE = 16_384  # bytes that are guessed from
_LOOKED_AT = 3_000  # characters of a reading that are looked at for oddities
_CHANCE = 0.2  # of the best score, below which a reading is not looked at
_SURE = 0.06  # of the best score, by which the next reading must fall behind
_ENOUGH = 3  # bytes beyond ASCII, below which any guess is a doubt
_ODDITY = 3.0  # what the share of odd characters costs: a third of them rules a reading out
_RULED_OUT = 0.02
_OLD, _RARE = 0.9, 0.2  # how likely an encoding of the days of DOS is, and one that hardly anyone wrote; others 1
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""Encodings that programs write under the name of a narrower one."""
_LIKELIHOOD = {
    **dict.fromkeys(
        "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp932 shift_jis shift_jis_2004 euc_jp"
        " euc_jis_2004 gb18030 gb2312 gbk big5 big5hkscs euc_kr cp949 iso2022_jp iso2022_jp_2 iso2022_kr hz koi8-r"
        " koi8-u iso8859-2 iso8859-1 iso8859-15 iso8859-9 iso8859-7 tis-620 mac-cyrillic".split(),
        1.0,
    ),
    **dict.fromkeys(
        "cp437 cp850 cp852 cp866 mac-roman iso8859-5 iso8859-6 iso8859-8 iso8859-13 iso8859-16 cp858 cp737 cp857"
        " cp862".split(),
        _OLD,
    ),
}
_LATIN = "cp1252"
_SIGNS = frozenset("©®°±½¼¾§€£¥’‘“”–—•…«»¿¡™ºª·×²³µ")  # all code pages of Windows have most of them in one place
_ALPHABETS = frozenset(("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI"))
_BEFORE_FIGURE = re.compile(r"(?<!\w)[^\W\d_a-zA-Z](?=\d)")  # a letter where a sign of money stands
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding that decodes the bytes, and whether no other reading of them is about as likely."""

    encoding: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    text: str
    score: float


def guess(content: bytes) -> Guess:
    """Return the likeliest legacy encoding of bytes that are not UTF-8."""
    sample = _sample(content)
    readings = list(_readings(sample))
    if not readings:
        return Guess(_LATIN, sure=False)
    best = max(readings, key=lambda one: round(one.score, 4))
    rival = max((one.score for one in readings if one.text != best.text), default=0.0)
    beyond = sum(byte > 0x7F for byte in sample)  # noqa: PLR2004 - the last of ASCII
    seven_bits = beyond == 0  # ISO 2022 and HZ, told by their escapes
    sure = seven_bits or (beyond >= _ENOUGH and rival < best.score * (1 - _SURE))
    return Guess(_widened(best.encoding, content), sure)


def wider(encoding: str) -> str:
    """Return the encoding that programs mean by a declared one."""
    return _WIDER.get(encoding, encoding)


def _sample(content: bytes) -> bytes:
    """Return the bytes to guess from: of long ones the first lines that hold other than ASCII."""
    if len(content) <= _SAMPLE:
        return content
    sample = bytearray()
    for line in content.splitlines(keepends=True):
        if not line.isascii() or b"\x1b" in line:
            sample += line[:_SAMPLE]
        if len(sample) > _SAMPLE:
            break
    return bytes(sample)


def _readings(sample: bytes) -> Iterator[_Reading]:
    """Yield what each candidate makes of the sample; one that does not decode it is none."""
    candidates = chardet.detect_all(
        sample, ignore_threshold=True, compat_names=False, prefer_superset=False, encoding_era=_ERA
    )
    least = max((candidate["confidence"] for candidate in candidates), default=0.0) * _CHANCE
    for candidate in candidates:
        encoding = candidate["encoding"]
        if encoding and not encoding.startswith("utf") and (candidate["confidence"] >= least or encoding == _LATIN):
            text = unicodedata.normalize("NFC", sample.decode(encoding, "replace"))
            yield _Reading(encoding, text, candidate["confidence"] * _weight(encoding, text[:_LOOKED_AT]))


def _weight(encoding: str, text: str) -> float:
    beyond = [character for character in text if not character.isascii()]
    odd = _oddities(text) / max(len(beyond), 1)
    if encoding == _LATIN and not odd and beyond and _SIGNS.issuperset(beyond):
        return 1 / _RULED_OUT  # without a letter there is no language to go by
    return _LIKELIHOOD.get(encoding, _RARE) * max(1 - _ODDITY * odd, _RULED_OUT)


def _oddities(text: str) -> int:
    """Count what no language writes: mixed alphabets, signs and capitals inside words, characters of no use."""
    counts = Counter(filter(None, map(_alphabet, filter(str.isalpha, text))))
    odd = sum(_is_odd_sign(*around) for around in zip(f" {text}", text, f"{text[1:]} ", strict=False))
    odd += len(_BEFORE_FIGURE.findall(text))
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        alphabets = {alphabet for alphabet in map(_alphabet, word) if alphabet}
        beyond = sum(not letter.isascii() for letter in word)
        if len(alphabets) > 1 or (len(word) == 1 and counts["LATIN"] and alphabets and "LATIN" not in alphabets):
            odd += beyond
        elif not word.isupper():
            odd += sum(
                before.islower() and letter.isupper() and not letter.isascii() for before, letter in pairwise(word)
            )
    return odd


def _is_odd_sign(before: str, character: str, after: str) -> bool:
    if character.isascii():
        return False
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co"):
        return True
    inside = before.isalpha() and after.isalpha()
    return (category == "So" and character not in _SIGNS) or (
        inside and (category[0] in "SN" or category in ("Pi", "Ps") or character in "ªº")
    )


def _alphabet(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _ALPHABETS else ""


def _widened(encoding: str, content: bytes) -> str:
    """Return the wider encoding where it decodes all bytes, else the one that was seen."""
    wide = wider(encoding)
    try:
        content.decode(wide)
    except UnicodeDecodeError:
        return encoding
    return wide
