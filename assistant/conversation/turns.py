"""Turns: which of them asked the documents something, and the question that stands alone behind the last.

Knows the form of English questions; never the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.conversation.followups.anaphora import without_preamble
from assistant.conversation.followups.exchanging import exchanged
from assistant.conversation.followups.standalone import write_out
from assistant.conversation.followups.talk import Round, Talk
from assistant.conversation.intents import Intent, intent_of
from assistant.conversation.question import Question, Turn
from assistant.conversation.replies import REPLIES
from assistant.english.auxiliaries import OPENING
from assistant.english.language import may_be_english
from ingest.patterns import lazy_pattern

# How a question, a request or a greeting begins; a first turn that begins otherwise, and asks nothing, is a title.
_ASKING = lazy_pattern(
    rf"[?]|^\W*(?:what|who|whom|whose|when|where|why|how|which|{OPENING}"
    r"|in what|in which|at what|tell|describe|show|give|compare|list|explain|name|find"
    r"|summari[sz]e|define|i|we|my|please|let(?:['’]s| us| me)|and|but|so|any|hi|hello|hey|thanks?|good|ok"
    r"|okay|yes|no|great|bye)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 12  # words
_LONGEST_ASKED = 2_000  # characters of an earlier question that are looked at
_SAYS_NOTHING = lazy_pattern(r"^\W*(?:I (?:don['’]t|do not) know|Not in your documents:|CANNOTANSWER)", re.IGNORECASE)
_DISAMBIGUATION = lazy_pattern(
    r"\s*\([^()]*\)\s*$|^\s*(?:early |late |mid-? ?)?(?:1\d|20)\d\ds?(?:\s?[-–]\s?(?:\d{2,4}s?|present))?\s*:\s*",
    re.IGNORECASE,
)
_MARKER = lazy_pattern(r"\s*\[\d+\]")


def stand_alone(question: Question) -> str:
    """Return the question with what it leaves to the turns before it written out.

    Each earlier question is itself made to stand alone first, so that a subject is carried over several turns. A
    question that leaves nothing is returned as it is. Turns in other languages than English are passed over: what is
    known of the forms of English finds no subject in them. Of those languages only "and in May?" is known.
    """
    history = searched_turns(question.history)
    elsewhere = _completed_elsewhere(question.text, history)
    if elsewhere:
        return elsewhere
    headings = _headings(history)
    title, section, *_ = (*(_plain(turn.question) for turn in headings), "", "")
    talk = Talk(title, section)
    for turn in history[len(headings) :]:
        if may_be_english(turn.question):
            talk = _heard(talk, turn)
    return write_out(question.text, talk)


def _completed_elsewhere(question: str, history: Sequence[Turn]) -> str:
    """Return the question before in another language, asked of what this one names instead; "" where it is none."""
    before = ""
    for turn in history:
        before = (exchanged(turn.question, before) if before else "") or turn.question[:_LONGEST_ASKED]
    return exchanged(question, before) if before and not may_be_english(before) else ""


def searched_turns(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns that asked the documents something, or answered: no greetings, thanks or calls for help."""
    searched: list[Turn] = []
    for turn in history:
        if _may_be_title_or_answer(turn) or intent_of(turn.question, follows=bool(searched)) not in REPLIES:
            searched.append(turn)
    return tuple(searched)


def _may_be_title_or_answer(turn: Turn) -> bool:
    """Whether a turn that had no answer may name the subject ("Cheers"), or be an answer itself, however long."""
    if turn.answer or intent_of(turn.question) is Intent.EMPTY:
        return False
    return _is_heading(turn) or intent_of(turn.question) is Intent.TOO_LONG


def _headings(history: Sequence[Turn]) -> Sequence[Turn]:
    """Return the first turns that are no questions but the title, and the section, of what is talked of."""
    titles = tuple(takewhile(_is_heading, history[:2]))
    return titles if len(titles) > 1 or not any(turn.answer for turn in titles) else ()


def _is_heading(turn: Turn) -> bool:
    words = turn.question.split()
    return 0 < len(words) <= _LONGEST_TITLE and not words[0][0].islower() and not _ASKING.search(turn.question)


def _heard(talk: Talk, turn: Turn) -> Talk:
    """Return the talk after one more turn: a question, or the answer to the question before."""
    if talk.rounds and not talk.rounds[-1].answer and not _ASKING.search(turn.question):
        return talk.answered(turn.question)
    answer = "" if _SAYS_NOTHING.match(turn.answer) else _MARKER.sub("", turn.answer)
    asked = turn.question[:_LONGEST_ASKED]
    return talk.after(Round(without_preamble(write_out(asked, talk)), answer, asked))


def _plain(heading: str) -> str:
    """Return a title or heading without what only tells it from others: "(band)", "1969-1971:"."""
    return _DISAMBIGUATION.sub("", heading).strip(" :") or heading.strip()
