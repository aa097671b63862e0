"""Keeping: exchanges as a library keeps them for a user.

Citations are kept with the answer that they prove. Texts and passages of documents are not: the library has them.
Knows JSON; never Gradio or HTML.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from ui.exchanges import Exchange

logger = logging.getLogger(__name__)

_CONVERSATION = TypeAdapter(tuple[Exchange, ...])


def to_kept(exchanges: Sequence[Exchange]) -> str:
    """Return the exchanges that were answered, as JSON."""
    done = [one for one in exchanges if one.answer is not None or one.message]
    return _CONVERSATION.dump_json(tuple(_bare(one) for one in done)).decode()


def from_kept(kept: object) -> tuple[Exchange, ...]:
    """Return the conversation that was kept; an empty one where what is there is not one of ours."""
    if not isinstance(kept, str) or not kept:
        return ()
    try:
        return _CONVERSATION.validate_json(kept)
    except ValidationError as error:
        logger.info("a kept conversation could not be read (%d faults); a new one begins", error.error_count())
        return ()


def _bare(exchange: Exchange) -> Exchange:
    answer = exchange.answer
    return replace(exchange, answer=replace(answer, passages=()) if answer is not None else None)
