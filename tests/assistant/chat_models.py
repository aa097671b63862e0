"""Chat models for tests: what they say is told; what they are asked is kept."""

from __future__ import annotations

from collections.abc import Iterator

from langchain_core.runnables import RunnableConfig

from assistant.errors import ModelError
from assistant.writing.prompts import Prompt
from tests.stub_server import tokens_of


class ToldModel:
    """Says its replies one after the other, the last one again and again; raises those that are errors.

    A reply that is a pair says its text and then raises its error.
    """

    name = "told:model"

    def __init__(
        self, *replies: str | ModelError | tuple[str, ModelError], context: int = 8192, answer_tokens: int = 256
    ) -> None:
        self.context = context
        self.answer_tokens = answer_tokens
        self.asked: list[Prompt] = []
        self._replies = list(replies)

    def stream(self, prompt: Prompt, config: RunnableConfig | None = None) -> Iterator[str]:
        del config
        self.asked.append(prompt)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        text, error = reply if isinstance(reply, tuple) else (reply, None)
        if isinstance(text, ModelError):
            raise text
        yield from tokens_of(text)
        if error is not None:
            raise error
