"""Stages: a pipeline that tells which stage a question is in. Knows the seam of the stages, never what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.pipeline import Draft, Steps
from ui.page.texts import counted, say

_KNOWN = frozenset({"rewrite", "retrieve", "read", "answer", "generate", "verify"})


class SteppedPipeline(Protocol):
    """What answers questions, and can be watched doing so."""

    def stream(self, question: Question, steps: Steps | None = None, /) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is whole."""
        ...


@dataclass(frozen=True, slots=True)
class ToldSteps:
    """Runs the stages by calling them, and tells the name of each before."""

    tell: Callable[[str], None]

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        """Return what a stage makes of a draft."""
        self.tell(name)
        return work(draft)

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        """Yield what a stage makes of a draft, as it grows."""
        self.tell(name)
        return work(draft)


@dataclass(frozen=True, slots=True)
class Staged:
    """A pipeline whose stages are told."""

    pipeline: SteppedPipeline
    tell: Callable[[str], None]

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is whole."""
        return self.pipeline.stream(question, ToldSteps(self.tell))


def stage_words(name: str, documents: int) -> str:
    """Return what is said while a stage is run."""
    if name == "retrieve":
        return say("stage.retrieve", documents=counted("documents", documents))
    return say(f"stage.{name}" if name in _KNOWN else "stage.other")
