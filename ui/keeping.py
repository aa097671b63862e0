"""Keeping: a conversation as the tab of its visitor keeps it, and what a person does with an earlier turn of it.

Citations are kept with the answer that they prove. Texts and passages of documents are not: the library has them.
Knows JSON; never Gradio or HTML.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from ui.exchanges import Exchange

logger = logging.getLogger(__name__)

_LATEST = 50  # exchanges that are kept: a browser keeps 5 MB for a tab, and an answer takes a few thousand letters


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with an earlier turn, counted from 1: answered again, asked as `text` instead, or removed."""

    kind: Literal["again", "edit", "remove"]
    turn: int
    text: str = ""


_CONVERSATION = TypeAdapter(tuple[Exchange, ...])
_ACT = TypeAdapter(Act)


def to_kept(exchanges: Sequence[Exchange]) -> str:
    """Return the last exchanges that were answered, as JSON."""
    done = [one for one in exchanges if one.answer is not None or one.message]
    return _CONVERSATION.dump_json(tuple(_bare(one) for one in done[-_LATEST:])).decode()


def from_kept(kept: object) -> tuple[Exchange, ...]:
    """Return the conversation that was kept; an empty one where what is there is not one of ours."""
    if not isinstance(kept, str) or not kept:
        return ()
    try:
        return _CONVERSATION.validate_json(kept)
    except ValidationError as error:
        logger.info("a kept conversation could not be read (%d faults); a new one begins", error.error_count())
        return ()


def act_in(said: str) -> Act | None:
    """Return the act that the page's script sent as JSON; None where it sent anything else."""
    try:
        return _ACT.validate_json(said)
    except ValidationError:
        return None


def _bare(exchange: Exchange) -> Exchange:
    answer = exchange.answer
    return replace(exchange, texts=(), answer=replace(answer, passages=()) if answer is not None else None)
