from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.explaining import PassageTrace
from assistant.settings import ModelSettings, Settings, Strictness
from assistant.writing.discovery import FoundModel
from ingest.documents import DocumentId
from tests.ui.page.test_asking import Told
from tests.ui.serving.desk import Desk, desk_at
from ui.page.answerers import Answerers, VariedAssistant, chosen_settings, settings_object, try_model
from ui.page.choices import OWN_WORDS, Choices
from ui.serving.faults import Fault

SERVERS = ("http://127.0.0.1:11434/v1",)


class NoExplaining:
    def explain(self, answer: Answer, text: str, documents: Sequence[DocumentId] = ()) -> PassageTrace | None:
        del answer, text, documents
        return None

    def considered(self, answer: Answer, documents: Sequence[DocumentId] = ()) -> tuple[PassageTrace, ...]:
        del answer, documents
        return ()


@dataclass
class Varied(Desk):
    """A desk that notes by which settings it was to answer."""

    settings: Settings = field(default_factory=Settings)
    varied: list[Settings] = field(default_factory=list)

    def answering_as(self, settings: Settings, /) -> tuple[Told, NoExplaining]:
        self.varied.append(settings)
        return Told(), NoExplaining()


@pytest.fixture
def desk(tmp_path: Path) -> Varied:
    return Varied(tmp_path / "library")


def test_without_a_choice_what_is_served_answers(desk: Varied) -> None:
    assert Answerers(desk).pipeline_for(Choices()) is desk.pipeline
    assert desk.varied == []


def test_what_answers_a_choice_is_made_once(desk: Varied) -> None:
    answerers = Answerers(desk)

    first = answerers.pipeline_for(Choices(strictness="strict", passages=20))

    assert answerers.pipeline_for(Choices(strictness="strict", passages=20)) is first
    (settings,) = desk.varied
    assert (settings.answer.strictness, settings.retrieval.top_k) == (Strictness.STRICT, 20)


def test_a_chosen_model_is_one_of_this_machine() -> None:
    chosen = chosen_settings(Settings(), Choices(model=f"{SERVERS[0]} qwen3:8b"), SERVERS)

    assert (chosen.model.url, chosen.model.name) == (SERVERS[0], "qwen3:8b")


@pytest.mark.parametrize("model", ["http://10.0.0.1/v1 qwen", "qwen", f"{SERVERS[0]} ", f"{SERVERS[0]}/../x y"])
def test_no_other_address_is_asked(model: str) -> None:
    with pytest.raises(Fault):
        chosen_settings(Settings(), Choices(model=model), SERVERS)


def test_the_documents_own_words_are_a_choice_where_a_model_is_set() -> None:
    settings = Settings(model=ModelSettings(name="ollama:qwen"))

    assert chosen_settings(settings, Choices(model=OWN_WORDS), SERVERS).model == ModelSettings()


def test_the_settings_tell_the_measured_figures_and_the_models_found(desk: Varied) -> None:
    told = settings_object(desk, lambda: [FoundModel("Ollama", SERVERS[0], "qwen")])

    assert isinstance(told, dict)
    assert [one["name"] for one in told["strictness"]] == ["lenient", "balanced", "strict"]
    assert all(0 <= one["false_answers"] <= 1 for one in told["strictness"])
    assert all([one["false_answers"], one["false_refusals"]] in told["curve"] for one in told["strictness"])
    assert told["curve"] == sorted(told["curve"], key=lambda point: -point[0])
    assert told["models"] == [{"id": f"{SERVERS[0]} qwen", "name": "qwen", "server": "Ollama"}]


def test_an_assistant_that_cannot_vary_offers_no_choice(tmp_path: Path) -> None:
    plain = desk_at(tmp_path)

    assert not isinstance(plain, VariedAssistant)
    assert Answerers(plain).pipeline_for(Choices(strictness="strict")) is plain.pipeline
    with pytest.raises(Fault):
        Answerers(plain).explainer_for(Choices())


def test_a_model_that_is_not_chosen_cannot_be_tried(desk: Varied) -> None:
    with pytest.raises(Fault, match="no chat model"):
        try_model(desk, Choices(), SERVERS)
