"""Instructions: sentences of a document that speak to an assistant rather than to a reader. Knows their form only.

They are kept from a chat model and prove nothing that it writes; a person still finds and reads them as text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def addresses_assistant(sentence: str) -> bool:
    """Whether a sentence gives orders to an assistant, or plays a role of a chat with it."""
    return bool(_ADDRESSES.search(_plain(sentence)))


def _any(words: str) -> str:
    """Return a pattern for one of the words; a `+` in one stands for a blank."""
    return "(?:" + "|".join(word.replace("+", " ") for word in words.split()) + ")"


_MACHINE = _any(
    r"ai a\.i\. llms? (?:large+)?language+models? chat+?bots? chat+models? (?:ai+|virtual+|digital+)?assistants? "
    r"(?:chat)?gpt[\w.-]* claude gemini copilot ai+agents? summari[sz]ers?"
)
_ORDERS = _any(
    "instructions? prompts? rules? guidelines? directions? commands? constraints? context messages? task training"
)
_BEFORE = _any("previous prior above earlier preceding foregoing initial original other system safety your existing")
_FORGET = _any("ignore disregard forget override bypass skip drop neglect")
_SHOW = _any("print reveal show repeat output display disclose leak return send give tell quote dump translate recite")
_SECRET = _any("system initial original hidden secret your internal")
_SAY = _any("answer respond reply say write print output state claim")
_ANSWER = _any("answers? repl(?:y|ies) responses? summar(?:y|ies) outputs?")
_HIDE = _any(
    "cite+(?:this|the|any) mention+(?:this|these|the|that) reveal+(?:this|that|the) tell+the+user quote+the "
    "use+(?:the+)?(?:other+)?passages? warn+the refuse+to disclose+(?:this|your|that)"
)
_FETCH = _any("fetch load click call get post request navigate browse download curl render embed visit follow")
_ROLE = _any("system assistant")
_TOKEN = _any("im_start im_end endoftext system assistant user passage tool_call eot_id start_header_id")
_CALL = _any("attention note message instructions? hint reminder notice dear hey hello if+you+are as")
_TAG = _any("img iframe script svg a link object embed form meta style")
# An order, not a report of one: at the start, or after "you must" and the like.
_ORDER = r"(?:^\W*|[.:;!>]\s*|\b(?:and|then|please|instead|simply|just|always|must|should)[, ]+)"

_PATTERNS = (
    # Forget what you were told.
    rf"\b{_FORGET}\b.{{0,30}}\b(?:all|any|everything|every|{_BEFORE})\b.{{0,40}}\b(?:{_ORDERS}|told|said|above)\b",
    rf"{_ORDER}{_FORGET} (?:everything|all (?:of )?(?:this|that|the above)|the (?:above|question|user|passages?))\b",
    rf"\bnew (?:{_ORDERS}|persona)\s*:|\bdo not (?:follow|obey) (?:your|the system)\b",
    # You are someone else now.
    r"\byou are (?:now|no longer) an? |\bfrom now on\b.{0,20}\b(?:you|respond|answer|act|reply)\b",
    r"^\W*(?:act|behave|pretend|roleplay)\b.{0,40}\b(?:as if|like an?|to be|that you)\b",
    r"\b(?:developer|debug|jailbreak|dan|god|unrestricted) mode\b",
    # Show what you were given.
    rf"\b{_SHOW}\b.{{0,40}}\b{_SECRET}\b.{{0,20}}\b(?:{_ORDERS}|configuration|api keys?|passwords?|credentials?)",
    # Write this.
    rf"{_ORDER}{_SAY}\b.{{0,30}}\b(?:only|exactly|verbatim|nothing but|with the (?:words?|phrase|sentence))\b",
    rf"{_ORDER}{_SAY} (?:that|to the user|[\"“'‘])",
    rf"\b(?:in|at the end of|to|into|with|of|start|begin|end|finish) (?:your|every|each|all) {_ANSWER}\b",
    r"\b(?:cite|add|append|attach|insert|reference)\b.{0,30}(?:\[\d+\]|\bpassage \d+|\bsource \d+)",
    rf"\b(?:do not|don['’]t|never|must not) {_HIDE}\b",
    r"\bthe (?:only |one |right )?(?:correct|true|expected|final) answer (?:to|is|for|:)",
    # To whom it may concern: no person.
    rf"\b{_CALL}\b.{{0,12}}\b{_MACHINE}\b(?=\s*[:,.!—-]| (?:reading|processing|summari[sz]ing|parsing|model|you))",
    rf"^\W*{_MACHINE}\s*[:,!—]",
    # A role, a fence or a fetch.
    rf"^\W*{_ROLE}\s*(?:message|prompt|note|override)?\s*:|\bsystem (?:override|prompt|message)\b",
    rf"<\|?\s*/?\s*{_TOKEN}\b|\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<</?SYS>>|#{{2,}}\s*(?:system|instruction|response)",
    rf"!\[[^\]]*\]\s*\(|<\s*{_TAG}\b[^>]*(?:=|>)|<\s*(?:span|div|font|p)\b[^>]*(?:style|hidden)",
    r"\bend of (?:passages?|documents?|context|data|prompt)\b\W*$",
    rf"{_ORDER}{_FETCH}\b.{{0,30}}\bhttps?://|\bhttps?://\S*(?:\{{|%7b|\[|<|\?(?:q|d|data|leak|s|secret|c|x)=)",
)
_ADDRESSES = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_HIDDEN = frozenset({"Cf", "Co", "Cs"})


def _plain(sentence: str) -> str:
    """Return a sentence as it reads to a person: no hidden characters, one width, one blank between words."""
    shown = "".join(one for one in unicodedata.normalize("NFKC", sentence) if unicodedata.category(one) not in _HIDDEN)
    return " ".join(shown.split())
