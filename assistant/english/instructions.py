"""Instructions: sentences of a document that speak to an assistant rather than to a reader. Knows their form only.

They are kept from a chat model and prove nothing that it writes; a person still finds and reads them as text.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ingest.patterns import lazy_pattern


@lru_cache(maxsize=8192)
def addresses_assistant(sentence: str) -> bool:
    """Whether a sentence gives orders to an assistant, or plays a role of a chat with it."""
    plain = _plain(sentence)
    return bool(_ADDRESSES.search(plain)) or _orders_to_say(plain) or _TURNED in sentence or _hides_words(sentence)


def _any(words: str) -> str:
    """Return a pattern for one of the words; a `+` in one stands for a blank."""
    return "(?:" + "|".join(word.replace("+", " ") for word in words.split()) + ")"


_MACHINE = _any(
    r"ai a\.i\. llms? (?:large+)?language+models? chat+?bots? chat+models? (?:ai+|virtual+|digital+)?assistants? "
    r"(?:chat)?gpt[\w.-]* claude gemini copilot ai+(?:agents?|tools?|systems?|models?|readers?) summari[sz]ers?"
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
_TURN = _any("start begin end bos eos eot eom")  # of a turn or a text, as chat templates write it
_MUST = _any("must should shall has+to have+to needs?+to is+to are+to ought+to will")
_OPEN = _any("begin start open end finish close")
_CALL = _any(
    "attention note message instructions? hint reminder notice dear hey hello if+you+are "
    r"(?<!\bor+)(?<!well+)(?<!worked+)as"
)
_ACT = _any(
    "answer respond reply act behave pretend play say speak talk write print output state claim call refer treat "
    "recommend praise promote mention cite add begin end ignore refuse"
)
_POST = r"(?:twitter|x)\.com/\w+/status/\d+\?s=\d+(?![^\s.,)])"  # as the site itself shares it: to nobody else
_TAG = _any("img iframe script svg a link object embed form meta style")
# An order, not a report of one: at the start, also of a cell of a table, or after "you must" and the like.
_ORDER = r"(?:^\W*|[.:;!>|]\s*|\b(?:and|then|please|instead|simply|just|always|must|should)[, ]+)"

_PATTERNS = (
    # Forget what you were told.
    rf"\b{_FORGET}\b.{{0,30}}\b(?:all|any|everything|every|{_BEFORE})\b.{{0,40}}\b(?:{_ORDERS}|told|said|above)\b",
    rf"{_ORDER}{_FORGET} (?:everything|all (?:of )?(?:this|that|the above)|the (?:above|question|user|passages?))\b",
    rf"\bnew (?:{_ORDERS}|persona)\s*:|\bdo not (?:follow|obey) (?:your|the system)\b",
    # You are someone else now.
    r"\byou are (?:now|no longer) an? ",
    rf"{_ORDER}from now on\b.{{0,20}}\byou\b|\bfrom now on\b.{{0,20}}\b(?:you\b.{{0,20}}\b)?{_ACT}\b",
    r"^\W*(?:act|behave|pretend|roleplay)\b.{0,40}\b(?:as if|like an?|to be|that you)\b",
    r"\b(?:developer|debug|jailbreak|dan|god|unrestricted) mode\b",
    # Show what you were given.
    rf"\b{_SHOW}\b.{{0,40}}\b{_SECRET}\b.{{0,20}}\b(?:{_ORDERS}|configuration|api keys?|passwords?|credentials?)",
    # Write this.
    rf"{_ORDER}{_SAY}\b.{{0,30}}\b(?:only|exactly|verbatim|nothing but|with the (?:words?|phrase|sentence))\b",
    rf"\b(?:in|at the end of|to|into|with|of|start|begin|end|finish) (?:your|every|each|all) {_ANSWER}\b",
    r"\b(?:cite|add|append|attach|insert|reference)\b.{0,30}(?:\[\d+\]|\bpassage \d+|\bsource \d+)",
    rf"\b(?:do not|don['’]t|never|must not) {_HIDE}\b",
    rf"{_ORDER}{_OPEN} (?:it |them )?with the (?:text|words?|phrase|sentence|string|line)\b",
    rf"\b(?:any|every|each|all|your) {_ANSWER}\b.{{0,20}}\b{_MUST} (?:\w+ )?(?:{_SAY}|{_OPEN}|cite|include|contain)\b",
    r"\bthe (?:only |one |right )?(?:correct|true|expected|final) answer (?:to|is|for|:)",
    # To whom it may concern: no person.
    rf"\b{_CALL}\b.{{0,12}}\b{_MACHINE}\b(?=\s*[:,.!|—-]| (?:reading|processing|summari[sz]ing|parsing|model|you))",
    rf"^\W*{_MACHINE}\s*[:,!—]",
    # A role, a fence or a fetch.
    rf"^\W*(?:{_ROLE}|human)\s*(?:message|prompt|note|override)?\s*:|\bsystem (?:override|prompt|message)\b",
    rf"<\|?\s*/?\s*{_TOKEN}\b|\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<</?SYS>>|#{{2,}}\s*(?:system|instruction|response)",
    rf"<\|[^|<>]{{1,40}}\|>|</?{_TURN}(?:[_▁][\w▁]+)+>|[\"']role[\"']\s*[:=]\s*[\"'](?:{_ROLE}|developer|tool|user)[\"']",
    rf"!\[[^\]]*\]\s*\(|<\s*{_TAG}\b[^>]*(?:=|>)|<\s*(?:span|div|font|p)\b[^>]*(?:style|hidden)",
    r"\bend of (?:passages?|documents?|context|data|prompt)\b\W*$",
    rf"{_ORDER}{_FETCH}\b.{{0,30}}\bhttps?://|\bhttps?://(?!{_POST})\S*(?:\{{|%7b|\[|<|\?(?:q|d|data|leak|s|secret|c|x)=)",
)
# Forget what you were told, in other languages: how each says "forget", and "instructions".
_FOREIGN: Mapping[str, tuple[str, str]] = {
    "ar": ("تجاهل|تجاهلي|انس[َى]?", "تعليمات|أوامر|توجيهات"),
    "de": (
        r"ignoriere?|ignorieren sie|vergiss|vergessen sie|missachte",
        r"anweisung\w*|anleitung\w*|befehl\w*|vorgaben|regeln",
    ),
    "es": (r"ignora|ignore|ignoren|olvida|olvide|olviden", r"instrucci\w+|indicaciones|órdenes|reglas"),
    "fr": (r"ignorez|oubliez|ne tenez pas compte", r"instructions?|consignes?|directives?|règles"),
    "hi": ("अनदेखा|नज़रअंदाज़|भूल", "निर्देश|आदेश"),
    "it": (r"ignora|ignorate|dimentica|dimenticate", r"istruzion\w+|regole|comandi"),
    "ja": ("無視|忘れ", "指示|命令|プロンプト"),
    "ko": ("무시|잊", "지시|명령|지침"),
    "nl": (r"negeer\w*|vergeet", r"instructies?|opdrachten|aanwijzingen|regels"),
    "pl": ("z?ignoruj(?:cie)?|zapomnij(?:cie)?", r"instrukcj\w+|polece\w+|zasad\w*"),
    "pt": (r"ignore|ignora|ignorem|esqueça|esqueçam", r"instruç\w+|regras|ordens|comandos"),
    "ru": ("(?:про)?игнорируй(?:те)?|забудь(?:те)?", r"инструкци\w+|указани\w+|правил\w*|команд\w*"),
    "sv": ("ignorera|glöm", r"instruktion\w*|anvisning\w*|regler"),
    "tr": (r"yok say\w*|görmezden gel\w*|unut\w*", r"talimat\w*|komut\w*|kural\w*"),
    "uz": (r"e.?tiborsiz|unut\w*", r"ko.?rsatma\w*|buyruq\w*|qoida\w*"),
    "zh": ("忽略|无视|忽視|無視|忘记|忘記", "指示|指令|提示|说明|規則|规则"),
}


def _forgetting(forget: str, orders: str) -> str:
    """Return a pattern for both words in one sentence, in either order."""
    return rf"(?<!\w)(?:{forget}).{{0,60}}(?:{orders})|(?<!\w)(?:{orders}).{{0,60}}(?:{forget})"


_ADDRESSES = lazy_pattern("|".join([*_PATTERNS, *(_forgetting(*words) for words in _FOREIGN.values())]), re.IGNORECASE)
_SAYS = lazy_pattern(rf"{_ORDER}(?P<what>{_SAY} (?:that|to the user|[\"“'‘]))", re.IGNORECASE)
# What tells that others "do this and say that", or that we say it: the clause opens with them, and asks nobody for it.
_TELLS = lazy_pattern(
    r"(?:^|[,;:.!?—])\W*(?:(?:and|but|so) )*+(?:"
    r"(?:I|we) (?:must|always|often) "
    rf"|(?:they|people|these|many|most|some|others)\b(?:(?!\b(?:{_MUST}|you|please)\b)[^,;:.!?—])*\band )$",
    re.IGNORECASE,
)
_LONGEST_CLAUSE = 300  # characters before "say that"; what is longer counts as an order
_HIDDEN = frozenset({"Cf", "Co", "Cs"})
_TURNED = "\u202e"  # shows what follows from right to left, whatever it is: text is kept otherwise than it reads
_SPACED = lazy_pattern(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")  # a word, letter by letter
_ENCODED = lazy_pattern(r"(?<![\w+/])[A-Za-z0-9+/]{16,}={0,2}")


def _orders_to_say(sentence: str) -> bool:
    """Whether it orders to say something, rather than tells that somebody says it: "they come and say that"."""
    starts = (match.start("what") for match in _SAYS.finditer(sentence))
    return any(not _TELLS.search(sentence, max(0, start - _LONGEST_CLAUSE), start) for start in starts)


def _hides_words(sentence: str) -> bool:
    """Whether a run of it is words, or markup, in base64."""
    return any(" " in text or _ADDRESSES.search(text) for text in _decoded(sentence))


def _decoded(sentence: str) -> Iterator[str]:
    for match in _ENCODED.finditer(sentence):
        run = match.group().rstrip("=")
        try:
            text = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode("utf-8")
        except ValueError:  # a long word, or no text
            continue
        if text.isprintable():
            yield text


def _plain(sentence: str) -> str:
    """Return a sentence as it reads to a person: entities resolved, nothing hidden, one width, one blank at a time."""
    written = _SPACED.sub(lambda match: match.group().replace(" ", ""), html.unescape(sentence))
    written = unicodedata.normalize("NFKC", written)
    shown = "".join(one for one in written if unicodedata.category(one) not in _HIDDEN)
    return " ".join(shown.split())
