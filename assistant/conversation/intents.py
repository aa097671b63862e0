"""Intents: what a person wants with a message, from its form alone. Knows phrases, never the documents."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.conversation.phrases import FAREWELLS, GREETINGS, HELP, THANKS, wishes_summary
from ingest.patterns import lazy_pattern

LONGEST_QUESTION = 2_000  # characters; about 350 words, more than anyone types and less than a pasted page


class Intent(StrEnum):
    """What a message asks for. ANSWER is the usual one: a question to the documents."""

    ANSWER = "answer"
    SUMMARY = "summary"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    EMPTY = "empty"
    TOO_LONG = "too_long"


_ADDRESS = r"(?:[\s,]+(?:there|all|everyone|again|you|assistant|sourcechat|so much|very much|a lot|mate|friend))*"
_PATTERNS: tuple[tuple[Intent, re.Pattern[str]], ...] = tuple(
    (intent, lazy_pattern(pattern, re.IGNORECASE))
    for intent, pattern in (
        (
            Intent.GREETING,
            rf"(?:hi+|hello|hey|howdy|greetings|good (?:morning|afternoon|evening|day)){_ADDRESS}",
        ),
        (
            Intent.GREETING,
            rf"(?:(?:hi|hello|hey){_ADDRESS}[\s,.!]+)?how (?:are|do) you(?: doing| do)?(?: today)?",
        ),
        (
            Intent.THANKS,
            rf"(?:ok(?:ay)?[\s,.!]+|great[\s,.!]+)?(?:many )?(?:thanks?|thank you|thx|cheers){_ADDRESS}",
        ),
        (Intent.THANKS, r"(?:ok(?:ay)?|great|perfect|nice|cool|wonderful|got it|i see)"),
        (Intent.FAREWELL, rf"(?:good ?bye|bye(?:[ -]bye)?|see you(?: later)?|good night){_ADDRESS}"),
        (
            Intent.HELP,
            r"(?:help(?: me)?|what (?:can|do) you do|what are you|who are you|how do you work)",
        ),
        (
            Intent.HELP,
            r"(?:what|which) (?:questions )?(?:can|could|should|may) i ask(?: you)?(?: here| about)?",
        ),
        (Intent.HELP, r"how can you help(?: me)?|what do you know"),
    )
)
# Said first, these ask what sourcechat is; after a question they ask more of what that was about.
_HELP_AT_FIRST = lazy_pattern(r"how do(?:es)? (?:this|it) work", re.IGNORECASE)
_DOCUMENT = r"(?:the|this|that|these|those|my|our|all|each|every|it|them|everything|your)"
_WRITTEN = (
    r"(?:letter|e-?mail|mail|message|report|contract|agreement|note|notes|memo|article|minutes|complaint|document)"
)
_SUMMARY = lazy_pattern(
    rf"\b(?:summari[sz]e|sum up|(?:short |brief |quick )?(?:summary|overview|gist|abstract|outline) of|tl;?dr)\b"
    rf"|^\W*what(?:['’]s| is| are| was| were) .{{1,80}}? (?:(?:mainly|all|mostly) )?about\W*$"
    rf"|\bwhat (?:does|do) {_DOCUMENT}(?: (?!not\b|never\b)[\w-]+){{0,4}} (?:deal with|cover|discuss|talk about)\W*$"
    rf"|\bwhat (?:does|do|did) (?:the|this|that|my|our|[\w-]+['’]s)(?: [\w-]+){{0,3}} {_WRITTEN} say\W*$"
    rf"|\b(?:main|key) (?:points|ideas|message|topics?|takeaways?|subjects?) (?:of|in) {_DOCUMENT}\b"
    rf"|\bgive me (?:a|an|the) (?:\w+ )?(?:summary|overview)\b",
    re.IGNORECASE,
)


def intent_of(message: str, *, follows: bool = False) -> Intent:
    """Return what `message` asks for; anything that is nothing else is a question to the documents.

    `follows`: the documents were asked something before it, which "it" may mean.
    """
    bare = message.strip(" \t\r\n!?.,;:…")
    if not any(character.isalnum() for character in message):
        return Intent.EMPTY
    if len(message) > LONGEST_QUESTION:
        return Intent.TOO_LONG
    phrase = next((intent for intent, pattern in _PATTERNS if pattern.fullmatch(bare)), None)
    phrase = phrase or _ELSEWHERE.get(_APOSTROPHE.sub("ʻ", bare.casefold().strip("。！？")))
    if phrase is not None:
        return phrase
    if not follows and _HELP_AT_FIRST.fullmatch(bare):
        return Intent.HELP
    return Intent.SUMMARY if _SUMMARY.search(message) or wishes_summary(message) else Intent.ANSWER


_ELSEWHERE = {
    phrase: intent
    for intent, phrases in (
        (Intent.GREETING, GREETINGS),
        (Intent.THANKS, THANKS),
        (Intent.FAREWELL, FAREWELLS),
        (Intent.HELP, HELP),
    )
    for phrase in phrases
}
_APOSTROPHE = lazy_pattern("(?<=[og])['’‘ʼ`]")
