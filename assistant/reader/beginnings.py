"""Beginnings: what two texts of one language share where they speak of one thing, whatever endings their words have.

Knows scripts, and what is asked with in many languages; no grammar and no dictionary.
"""

from __future__ import annotations

import unicodedata

from ingest.patterns import lazy_pattern

_BEGINNING = -4  # letters of a word of at least so many: "Müzenin", "Müzede"
# Letters that tell a word, by its script: below nought of words that blanks part, which are known by their beginning.
_LENGTHS = {
    "CJK": 2,
    "KATAKANA": 3,
    "HIRAGANA": 5,
    "HANGUL": -2,
    "THAI": 6,
    "LAO": 6,
    "KHMER": 6,
    "MYANMAR": 6,
    "ARABIC": -3,
    "HEBREW": -3,
    "DEVANAGARI": -3,
}
# Runs of one script where a run of another can follow without a blank; elsewhere letters with their marks.
_RUN = lazy_pattern(
    "[\u4e00-\u9fff\u3400-\u4dbf]+|[\u30a1-\u30fa\u30fc]+|[\u3041-\u3096]+|[\u0e00-\u0e7f]+"
    "|(?:[^\\W\\d_\u3041-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[\u0300-\u036f\u0900-\u0dff])+"
)
ASKING = frozenset(
    (
        "welche welcher welches welchen welchem wurde wurden werden haben hatte diese dieser dieses einen einer "
        "eines eine können warum wieso sind wird kann auch nach beim über wann viele viel gibt nicht oder quand "
        "quelle quels quelles combien pourquoi cette avoir être dans pour avec sont elle quel leur plus cuándo "
        "cuando dónde donde cuánto cuánta cuántos cuántas quién quiénes tiene para como está este esta cuál "
        "cuáles quando quanto quanti quale quali dove come какие какой какая какое каких каков какова когда "
        "сколько почему который которая которые чтобы было есть можно qachon qancha nechta nima qanday qaysi "
        "uchun bilan hangi kadar nerede neden kimdir nedir zaman için ποτε πότε πόσες πόσοι πόσα πόσο πόση ποιος "
        "ποια ποιο ποιες γιατί είναι στον στην pentru cine când unde care câte câți câtă sunt nhiêu không 何 誰 人 年 "
        "月 日 什么 多少 哪里 哪个 为什 谁 कितनी कितने कितना क्या "
        "कौन क्यों कहाँ 무엇 무엇입니까 언제 누구 누구입니까 얼마 얼마입니까 어디 있습니까 متى "
        "ماذا لماذا الذي التي هناك"
    )
    .casefold()
    .split()
)
"""What is asked with, and what stands in nearly every text, as long as a word that tells something."""
# The article of Arabic, with what is written before it.
_ARTICLE = lazy_pattern("^[\u0648\u0628\u0641\u0643]?\u0627\u0644(?=..)|^\u0644\u0644(?=..)")


def beginnings_of(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text, and of scripts without blanks what words are as long as."""
    found: set[str] = set()
    for word in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        run = _ARTICLE.sub("", word)
        length = _LENGTHS.get(unicodedata.name(run[0], "").partition(" ")[0], _BEGINNING)
        if run in ASKING or (length < 0 and len(run) < -length):
            continue
        if length < 0:
            found.add(run[:-length])
        else:
            found |= {run[at : at + length] for at in range(max(len(run) - length + 1, 1))}
    return frozenset(found - ASKING)


def has_blanks(text: str) -> bool:
    """Whether a text's words are parted by blanks, so that its beginnings are of words and can be counted."""
    return not any(_LENGTHS.get(unicodedata.name(one, "").partition(" ")[0], _BEGINNING) > 0 for one in text)


def shared(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return which share of what is asked is said; 0 where nothing is asked that tells."""
    return len(asked & said) / len(asked) if asked else 0.0
