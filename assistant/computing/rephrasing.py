"""Rephrasing: a question that asks for a figure in many words, in the few that triggers know.

"What do the fees come to", "break the costs down by month" and "who has been in it the longest" are said as "what is
the total of the fees", "total costs for each month" and "who is earliest in it". Knows forms of English, never a table.
"""

from __future__ import annotations

import re

from assistant.computing.elsewhere import in_english
from assistant.english.courtesies import without_courtesies
from ingest.patterns import lazy_pattern

_EACH = r"(?:by|per|for (?:each|every)|according to|into|across)"
_REACH = r"(?:come|add up|amount|sum up|run up|total up|work out)"
_NOW = (
    r"(?:at the moment|right now|at present|as of (?:now|today)|currently|presently|these days|to date|up to now"
    r"|until now|all in all)"
)
_PART = r"(?:break|split|divide|group|separate|sort|show|list)"
_ASKS = r"(?:what|how much) (?:do|does|did|will|would)"
_SUMMED = r"(?:added (?:up|together)|summed(?: up)?|totall?ed|counted up|put together|taken together)"
_PARTED = r"(?:broken down|split(?: up)?|grouped|itemi[sz]ed|separated|sorted|divided(?: up)?|listed)"
_ARE = r"(?:are|have|were|had|do not|did not)"
_COMPARATIVE = r"(?:(?:more|less) [a-z]+|[a-z]{2,}er)"
_HAS_BEEN = r"(?:has|have|had|is|was)(?: been)?"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (lazy_pattern(form, re.IGNORECASE), said)
    for form, said in (
        (rf"[\s,]+{_NOW}\b", ""),
        (r"\baccording to (?=the |our |my |your |its |their )", "in "),
        (
            rf"^{_ASKS} (.+?) {_REACH}(?: in total| altogether)? to\b",
            r"what is the total of \1",
        ),
        (r"^what (?:do|does|did) (.+?) (?:total|amount to)$", r"what is the total of \1"),
        (r"^what (do|does|did|have|has) (i|we|you|they) (pay|spend|paid|spent)\b", r"how much \1 \2 \3"),
        (
            rf"^{_PART}(?: up| down)? (.+?)(?: down| up)? {_EACH} (?!the )(.+)$",
            r"total \1 for each \2",
        ),
        (rf"^(.+?),? (?:{_SUMMED}|{_PARTED})(?: up| down)? {_EACH} (.+)$", r"total \1 for each \2"),
        (rf"^(?:an? |the )?(?:breakdown|split|distribution|split-up) of (.+?) {_EACH} (.+)$", r"total \1 for each \2"),
        (rf"^(.+?) {_SUMMED}$", r"total \1"),
        (r"\b(than|least|most) once\b", r"\1 1 time"),
        (r"\b(than|least|most) twice\b", r"\1 2 times"),
        (rf"^(?:is|are|was|were) (.+?) or (.+?) (?:the )?({_COMPARATIVE})$", r"which is \3, \1 or \2"),
        (rf"^who {_HAS_BEEN} (.+?) (?:the |for the )?longest$", r"who is earliest \1"),
        (r"\blongest[- ](?:serving|standing)\b", "earliest"),
        (rf"^(?:all |the )?([a-z]{{3,}}s) (?:that|which|who) ({_ARE}) (.+)$", r"which \1 \2 \3"),
    )
)


def rephrased(question: str) -> str:
    """Return a question in the words that are known, as it is where none of its forms is one of these.

    One in another language is said in English first, as far as it asks for a figure.
    """
    question = in_english(question) or question
    bare = without_courtesies(question)
    said = bare
    for form, words in _FORMS:
        said = form.sub(words, said)
    return said if said != bare else question
