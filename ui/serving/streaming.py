"""Streaming: an answer that grows, as pieces of text that only ever follow each other, and events on the wire.

What a chat model has written but nobody has verified yet is held back: a client cannot take words back.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from assistant.answers import Answer
from ui.serving.marking import mark

_QUIET = 10.0  # seconds without a word after which a comment keeps the connection open
_ANEW = "\n\nThis is the answer once all of it was verified:\n\n"
DONE = "data: [DONE]\n\n"
"""The last event of a stream of chat completions."""


@dataclass
class Growth:
    """The text that was sent so far of an answer that grows."""

    sent: str = field(default="")

    def add(self, answer: Answer) -> str:
        """Return what is new and settled of an answer."""
        settled = mark(answer, settled=True).text if answer.refusal is None else ""
        return self._rest(settled) if settled.startswith(self.sent) else ""

    def end(self, answer: Answer) -> str:
        """Return what is still to be sent of the whole answer; all of it where what was sent turned out otherwise."""
        whole = mark(answer).text
        return self._rest(whole if whole.startswith(self.sent) else self.sent + _ANEW + whole)

    @property
    def shift(self) -> int:
        """Where the whole answer begins in what was sent: 0, unless it had to be sent anew."""
        at = self.sent.find(_ANEW)
        return 0 if at < 0 else at + len(_ANEW)

    def _rest(self, text: str) -> str:
        new, self.sent = text[len(self.sent) :], text
        return new


def event(value: Mapping[str, object], *, name: str = "") -> str:
    """Return a value as a server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n"


async def kept_open(events: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield events, and a comment where none comes for a while, so that nobody in between closes the connection."""
    upcoming = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({upcoming}, timeout=_QUIET)
            if not done:
                yield ": reading\n\n"
                continue
            try:
                yield upcoming.result()
            except StopAsyncIteration:
                return
            upcoming = asyncio.ensure_future(anext(events))
    finally:
        upcoming.cancel()
