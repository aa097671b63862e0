"""Answerers: what answers and explains for each visitor's choices, made once; and how a chat model is tried.

A visitor chooses among the models that are found on this machine, and names no other address. Knows settings.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol, cast, runtime_checkable

from assistant.answers import Answer
from assistant.explaining import PassageTrace
from assistant.settings import ModelSettings, Settings, Strictness, without_credentials
from assistant.writing.discovery import SERVERS, FoundModel, find_models
from ingest.documents import DocumentId
from ui.page.choices import OWN_WORDS, Choices
from ui.page.stages import SteppedPipeline
from ui.serving.faults import Fault
from ui.serving.serving import ServedAssistant

_MOST = 8  # that are kept: each is small, for the library and the networks are everybody's


class Explaining(Protocol):
    """What tells the way of passages to an answer. `assistant.explaining.Explainer` is one."""

    def explain(self, answer: Answer, text: str, documents: Sequence[DocumentId] = ()) -> PassageTrace | None:
        """Return the way of the passage that holds `text`; None where none holds it."""
        ...

    def considered(self, answer: Answer, documents: Sequence[DocumentId] = ()) -> tuple[PassageTrace, ...]:
        """Return the ways of the passages that are read for a question, best first."""
        ...


@runtime_checkable
class VariedAssistant(Protocol):
    """An assistant that can answer by other settings. `assistant.assembly.Assistant` is one."""

    @property
    def settings(self) -> Settings:
        """Those that it was made with."""
        ...

    def answering_as(self, settings: Settings, /) -> tuple[SteppedPipeline, Explaining]:
        """Return what answers and explains by other settings. Raises ModelError."""
        ...


@dataclass
class Answerers:
    """What answers for each choice. Safe for several threads."""

    assistant: ServedAssistant
    servers: Sequence[str] = tuple(SERVERS.values())
    _made: OrderedDict[Choices, tuple[SteppedPipeline, Explaining]] = field(default_factory=OrderedDict)
    _guard: Lock = field(default_factory=Lock)

    def pipeline_for(self, choices: Choices) -> SteppedPipeline:
        """Return what answers. Raises ModelError and Fault for a model that is not on this machine."""
        if not isinstance(self.assistant, VariedAssistant) or choices == Choices():
            return cast("SteppedPipeline", self.assistant.pipeline)
        return self._for(self.assistant, choices)[0]

    def explainer_for(self, choices: Choices) -> Explaining:
        """Return what explains. Raises Fault where nobody does."""
        if not isinstance(self.assistant, VariedAssistant):
            raise Fault(404, "this server cannot explain its answers", code="not_supported")
        return self._for(self.assistant, choices.model_copy(update={"model": ""}))[1]

    def _for(self, assistant: VariedAssistant, choices: Choices) -> tuple[SteppedPipeline, Explaining]:
        with self._guard:
            if choices not in self._made:
                self._made[choices] = assistant.answering_as(chosen_settings(assistant.settings, choices, self.servers))
                while len(self._made) > _MOST:
                    self._made.popitem(last=False)
            self._made.move_to_end(choices)
            return self._made[choices]


def chosen_settings(settings: Settings, choices: Choices, servers: Sequence[str]) -> Settings:
    """Return settings as a visitor chose them. Raises Fault for a model at another address."""
    answer, retrieval, model = settings.answer, settings.retrieval, settings.model
    if choices.strictness:
        answer = answer.model_copy(update={"strictness": Strictness(choices.strictness), "threshold": None})
    if choices.passages is not None:
        retrieval = retrieval.model_copy(update={"top_k": choices.passages})
    if choices.model == OWN_WORDS:
        model = ModelSettings()
    elif choices.model:
        url, _, name = choices.model.partition(" ")
        if url not in servers or not name:
            raise Fault(400, "choose one of the models that were found on this machine", code="model_not_found")
        model = model.model_copy(update={"url": url, "name": name})
    return settings.model_copy(update={"answer": answer, "retrieval": retrieval, "model": model})


def settings_object(assistant: ServedAssistant, find: Callable[[], Sequence[FoundModel]] = find_models) -> object:
    """Return what a visitor can choose from, and what is so without a choice."""
    if not isinstance(assistant, VariedAssistant):
        return {"strictness": [], "curve": [], "passages": None, "model": "", "models": []}
    from assistant.assembly import strictness_curve, strictness_figures  # noqa: PLC0415 - the whole assistant, which is there by now

    settings = assistant.settings
    figures = strictness_figures()
    return {
        "strictness": [
            {
                "name": name,
                "false_answers": point.false_answers,
                "false_refusals": point.false_refusals,
                "is_default": name == settings.answer.strictness,
            }
            for name, point in figures.items()
        ],
        "curve": [[point.false_answers, point.false_refusals] for point in strictness_curve()],
        "passages": settings.retrieval.top_k,
        "model": without_credentials(settings.model.name or settings.model.url),
        "models": [{"id": f"{one.url} {one.name}", "name": one.name, "server": one.server} for one in find()],
    }


def try_model(assistant: ServedAssistant, choices: Choices, servers: Sequence[str]) -> float:
    """Let a chat model say a word and return the seconds that it took. Raises ModelError, which says what is wrong."""
    if not isinstance(assistant, VariedAssistant):
        raise Fault(404, "this server takes no chat model", code="not_supported")
    from assistant.assembly import chat_model  # noqa: PLC0415 - as above
    from assistant.writing.prompts import Prompt  # noqa: PLC0415

    model = chat_model(chosen_settings(assistant.settings, choices, servers))
    if model is None:
        raise Fault(400, "no chat model is chosen", code="no_model")
    started = time.perf_counter()
    for _ in model.stream(Prompt("You are being tried out.", "Say the word ready.")):
        break
    return time.perf_counter() - started
