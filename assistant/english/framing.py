"""Framing: what a sentence says of the text that it comes from, apart from what it says of the world.

"The passage says that it opened in 1932" claims that it opened in 1932; "The passage is about a bridge" claims nothing.
Knows forms of English sentences, never a text.
"""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

_TEXT = (
    r"(?:passages?|texts?|documents?|articles?|sources?|excerpts?|sections?|paragraphs?|sentences?|quotes?|quotations?|"
    r"statements?|information|summary|brief|notice|minutes|handbook|manual|report|story|answers?|points|lines?)"
)
_NUMBERED = r"(?: \(?#?\d+\)?| (?:one|two|three|four|above|below|itself))?"
_SUBJECT = (
    rf"(?:the |this |these |that |those |a |an |both |all (?:the |of the )?|each )?"
    rf"(?:(?:first|second|third|fourth|last|next|following|above|given|provided|quoted|cited|other|main|key|short) )*"
    rf"(?:passage|text|document|article|source|excerpt|section|paragraph|information|sentence)s?{_NUMBERED}"
)
# How what a text says is led in: nothing before the claim is claimed.
_LEADS = lazy_pattern(
    rf"\W*(?:(?:in|according to|as (?:stated|described|mentioned|noted|said|reported|explained) (?:in|by)|based on|per"
    rf"|from) "
    rf"(?:the |this |these |that )?(?:[\w'’-]+ ){{0,3}}?{_TEXT}{_NUMBERED}\s*,\s*"
    rf"|as (?:the |this )?(?:[\w'’-]+ ){{0,2}}?{_TEXT}{_NUMBERED} "
    rf"(?:says|states|explains|notes|reports|mentions|describes|puts it)\s*,\s*"
    rf"|(?:the |this |that |these )?(?:[\w'’-]+ ){{0,2}}?{_TEXT}{_NUMBERED}(?: also| further| then| clearly)? "
    rf"(?:says?|states?|explains?|notes?|reports?|mentions?|describes?|indicates?|shows?|tells? us|tells?|adds?"
    rf"|confirms?|claims?|writes?|points? out|makes? (?:it )?clear|suggests?) that\s+"
    rf"|(?:the |this )?passages?{_NUMBERED}(?: (?:that|which|about|on)\b[^:]*)? "
    r"(?:is|are|was|says?|states?|reads?):\s*"
    r"|the (?:(?:most|main|key|single|central) )+(?:important |significant |interesting )?"
    rf"(?:fact|point|idea|message|thing|news)s? (?:in|of|from|made by) (?:the |this |these )?{_TEXT}{_NUMBERED}"
    r" is that\s+)",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:is|are|was|were)(?: all| mainly| also| only| primarily| simply)? (?:about|on|from|taken from|quoted from"
    r"|based on|titled|called|entitled|the main points"
    r"|a (?:summary|description|discussion|quote|quotation|part|list) (?:of|from))"
    r"|(?:discuss|describe|mention|cover|concern|address|explain|explore|focus|talk|deal|provide|give|summari[sz]e"
    r"|contain|outline|present|highlight|detail|refer|relate|speak|list|include|offer|introduce|examine)"
    r"(?:s|es|ed|ing)?\b(?! that\b)"
)
_EMPTY = lazy_pattern(
    rf"\W*(?:{_SUBJECT}(?:,? (?:about|on|of|from|for|in|that (?:mentions?|discuss(?:es)?|describes?|talks? about)"
    rf"|titled|which (?:is about|discusses|describes)|related to|regarding|concerning)\b[^.;]*?)? (?:{_ABOUT})"
    rf"|this is (?:a |an |the )?(?:{_TEXT} )?about\b"
    rf"|(?:here|these|those|below|following|the following)(?: (?:is|are))? (?:the |some |a |an )?(?:[\w-]+ ){{0,2}}?"
    rf"(?:points?|summary|details?|information|list|passages?|facts?|answers?)\b)",
    re.IGNORECASE,
)


_LIST_MARK = lazy_pattern(r"\s*(?:[-*•–]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s+(?=\S)")
_AUTHOR = lazy_pattern(
    rf"\W*in (?:the |this |these )?{_TEXT}{_NUMBERED},? "
    r"(?:the |its )?(?:author|writer|article|text|passage|reader)s?\b",
    re.IGNORECASE,
)


def unframed(sentence: str) -> str:
    """Return what a sentence claims of the world, its last words: without "The passage says that" or "1."."""
    marked = _LIST_MARK.match(sentence)
    rest = sentence[marked.end() :] if marked else sentence
    match = _LEADS.match(rest)
    if match is not None and rest[match.end() :].strip():
        rest = rest[match.end() :]
    return rest[0].upper() + rest[1:] if rest else sentence


def speaks_of_texts(sentence: str) -> bool:
    """Whether a sentence only says what some passage or document is about, and nothing of the world."""
    if _AUTHOR.match(sentence):
        return True
    return _EMPTY.match(sentence) is not None and _LEADS.match(sentence) is None
