"""Exchanging: "und im Mai?", "А лампа?", "五月呢？": the question before, in another language than English, asked anew.

Knows how such a turn opens or ends in each language, and where the thing stands that it puts another in the place of:
a month for a month, a year for a year, what follows the same small word; nothing else of any grammar.
"""

from __future__ import annotations

import re

from assistant.english.calendar import months_named
from assistant.english.dates import dates_of
from ingest.documents import Span
from ingest.patterns import lazy_pattern

_OPENED = lazy_pattern(
    r"^\W*(?:und|et|y|e|ed|și|şi|a|i|и|а|ну а|та|ve|peki(?: ya)?|va|και|còn|en|och|और"
    r"|و(?=\s?\w)|那么?|那麼|那|じゃあ|では|それでは|그럼|그리고|แล้ว)"
    r"(?:\s+|(?<=[\u0e00-\u9fff\uac00-\ud7a3])|(?<=و))(?P<rest>.+)$",
    re.IGNORECASE,
)
_ENDED = lazy_pattern(
    r"^(?P<rest>.+?)(?:呢|は|では|のは|ล่ะ|\s+thì sao|-chi|[은는]요|은|는|다면|का क्या|ise|peki)\W*$", re.IGNORECASE
)
_ASKS = lazy_pattern(
    r"(?<!\w)(?:wer|was|wann|wo|wie|warum|welche\w*|wieso|qui|que|quoi|quand|où|comment|pourquoi|combien|quel\w*"
    r"|quién\w*|qué|cuándo|dónde|cómo|cuánt\w*|cuál\w*|chi|che|cosa|quando|dove|come|quanto|qual\w*|quem|onde"
    r"|cine|ce|când|unde|cum|cât\w*|care|kto|co|kiedy|gdzie|jak\w*|ile|dlaczego|kim|ne|nerede|nasıl|kaç\w*|neden"
    r"|hangi|kim|nima|qachon|qayer\w*|qanday|qancha|necht?a|кто|что|когда|где|как\w*|сколько|почему|чей|чья"
    r"|хто|що|коли|де|як\w*|скільки|чому|ποι\w+|τι|πότε|πού|πώς|πόσ\w+|γιατί|khi nào|ai|gì|đâu|bao|mấy|nào"
    r"|कौन|कब|कहाँ|कैसे|कितन[ाीे]|क्यों|من|ما|ماذا|متى|أين|كيف|كم|لماذا)(?!\w)"
    r"|谁|什么|什麼|哪|怎|多少|几|幾|誰|何|いつ|どこ|どう|いくら|なぜ|누구|무엇|언제|어디|어떻|얼마|몇|왜|ใคร|อะไร|เมื่อ|ที่ไหน|เท่า|กี่",
    re.IGNORECASE,
)
_LONGEST = 4  # words of what is named instead; what says more is a question of its own
_WIDEST = 16  # characters of it where no blanks part words
_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]\d\d|2[0-6]\d\d)(?!\d)")
_LEAD = lazy_pattern(
    r"^(?P<lead>der|die|das|den|dem|des|eine?[mnrs]?|im|in|am|für|le|la|les|une?|au|aux|du|de|des|en|à|pour|el|los|las"
    r"|una|por|para|al|del|il|lo|gli|i|nel|o|a|os|as|no|na|em|um|uma|het|w|we|z|в|на|за|у|από|τον|την|το|ο|η|οι|τα|στο|στη"
    r"|l['’]|d['’])(?:\s+|(?<=['’]))(?P<thing>\S.*)$",
    re.IGNORECASE,
)
_SLAVIC = lazy_pattern(r"^\W*(?:[аaиіi])\s", re.IGNORECASE)
_UNPARTED = lazy_pattern("[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def exchanged(question: str, before: str) -> str:
    """Return the question before asked of what an elliptic one names; "" where it is none, or nothing tells where."""
    opened = _OPENED.match(question)
    ended = _ENDED.match(opened.group("rest") if opened else question)
    match = ended or opened
    rest = (match.group("rest") if match else "").strip(" \t?？¿؟;!。.,，、")
    too_long = len(rest) > _WIDEST if _UNPARTED.search(rest) else len(rest.split()) > _LONGEST
    if not rest or too_long or _ASKS.search(rest):
        return ""
    for swap in (_months, _dates, _years):
        if swap(rest):
            return _replaced(before, swap(before)[:1], rest, swap(rest)[0])
    return _led(rest, before) or _of_topic(rest, before) or _last(question, rest, before)


def _months(text: str) -> list[Span]:
    return [span for _, span in months_named(text)]


def _dates(text: str) -> list[Span]:
    return [one.span for one in dates_of(text) if one.day is not None]


def _years(text: str) -> list[Span]:
    return [Span(one.start(), one.end()) for one in _YEAR.finditer(text)]


def _replaced(before: str, there: list[Span], rest: str, here: Span) -> str:
    """Put what stands at `here` in the rest in the place of what the question before has of its sort."""
    return "".join(f"{before[: one.start]}{rest[here.start : here.end]}{before[one.end :]}" for one in there)


def _led(rest: str, before: str) -> str:
    """Put what follows a small word in the place of what follows the same word before: "die Lampe" for "die Farbe"."""
    led = _LEAD.match(rest)
    if led is None or _UNPARTED.search(rest):
        return ""
    lead, thing = re.escape(led.group("lead")), led.group("thing")
    stands = list(re.finditer(rf"(?<!\w)({lead}\s*)([^\W\d_][\w-]*)", before, re.IGNORECASE))
    if not stands:
        return ""
    last = stands[-1]
    return f"{before[: last.start(2)]}{thing}{before[last.end(2) :]}"


def _of_topic(rest: str, before: str) -> str:
    """Put a thing in the place of all that stands before the word that asks, where it asks of that."""
    asks = _ASKS.search(before)
    head = before[: asks.start()].strip(" ¿") if asks else ""
    if not asks or not head:
        return ""
    particle = "は" if head.endswith(("は", "が")) else ""
    blank = "" if _UNPARTED.search(rest) and not _HANGUL.search(rest) else " "
    return f"{rest}{particle}{blank}{before[asks.start() :]}"


_HANGUL = lazy_pattern("[\uac00-\ud7a3]")


def _last(question: str, rest: str, before: str) -> str:
    """Put a thing in the place of the last word, which in Slavic questions is what they are about."""
    words = before.rstrip(" ?.").rsplit(maxsplit=1)
    return f"{words[0]} {rest}?" if _SLAVIC.match(question) and len(words) > 1 else ""
