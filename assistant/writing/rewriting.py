"""Rewriting: a follow-up made to stand alone by a chat model, in good time, or else by our own rules."""

from __future__ import annotations

import logging
import queue
import re
import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context

from assistant.conversation.question import Question, Turn
from assistant.errors import ModelError
from assistant.writing.models import ChatModel
from assistant.writing.prompts import Prompt, rewrite_prompt
from ingest.patterns import lazy_pattern

logger = logging.getLogger(__name__)

_TURNS = 6  # shown to the model: what is meant lies in the last few
_LONGEST_ANSWER = 600  # characters of an earlier answer that are shown
_LONGEST = 400  # characters that a rewritten question may have beyond twice the question's own
_LABEL = lazy_pattern(
    r"^(?:(?:the )?(?:last |rewritten |standalone |stand-alone )?question(?:, alone)?|person)\s*:\s*", re.IGNORECASE
)
_MARKERS = lazy_pattern(r"\s*[\[【]\d[\d, -]*[\]】]")


class ModelRewriter:
    """Asks a model for the stand-alone question; `ours` answers where it fails, is slow, or says something else."""

    def __init__(self, model: ChatModel, *, timeout: float, ours: Callable[[Question], str]) -> None:
        self._model = model
        self._timeout = timeout
        self._ours = ours

    def __call__(self, question: Question) -> str:
        """Return the question that stands alone; without a history it is the question itself."""
        if not question.history:
            return self._ours(question)
        asked = rewrite_prompt(question.text, _shown(question.history))
        return _question_in(self._said(asked), question.text) or self._ours(question)

    def _said(self, asked: Prompt) -> str:
        """Return what the model says in time, "" where it fails. The wait ends even if the model never does."""
        answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        context = copy_context()  # so that whoever traces the chain sees this call in its place

        def ask() -> None:
            try:
                answers.put("".join(context.run(lambda: list(self._model.stream(asked)))))
            except ModelError as error:
                logger.info("%s; rewriting by our own rules", error)
                answers.put("")

        threading.Thread(target=ask, name="rewrite", daemon=True).start()
        try:
            return answers.get(timeout=self._timeout)
        except queue.Empty:
            logger.info("%s took more than %g s to rewrite; our own rules do", self._model.name, self._timeout)
            return ""


def _shown(history: Sequence[Turn]) -> list[tuple[str, str]]:
    return [(turn.question, _MARKERS.sub("", turn.answer)[:_LONGEST_ANSWER]) for turn in history[-_TURNS:]]


def _question_in(said: str, question: str) -> str:
    """Return the question that a model wrote, "" where it wrote anything else: an answer, a page, nothing."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    bare = _LABEL.sub("", lines[0]).strip("\"“”'* ")
    too_long = len(bare) > 2 * len(question) + _LONGEST
    lost_mark = question.rstrip().endswith("?") and not bare.endswith("?")
    return "" if too_long or lost_mark else bare
