from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from assistant.assembly import Ahead, assemble, chat_model
from assistant.conversation.question import Question
from assistant.errors import DamagedReader
from assistant.settings import Settings, load_settings
from ingest.documents import DocumentId
from tests.assistant.reader.fakes import PointingNetwork
from vectorstore.errors import UnknownDocument


def settings(folder: Path, **given: object) -> Settings:
    return load_settings({"library": folder, **given}, folder=folder).settings


def test_no_chat_model_is_made_where_none_is_named(tmp_path: Path) -> None:
    assert chat_model(settings(tmp_path)) is None


@pytest.mark.model
def test_settings_become_an_assistant_that_answers_from_what_it_took_in(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_text("The tea shop opens at nine o'clock.\n")

    with closing(assemble(settings(tmp_path / "library"), network=PointingNetwork("nine o'clock"))) as assistant:
        report = assistant.ingest([str(tmp_path / "shop.txt")])
        answer = assistant.chain.invoke(Question("When does the tea shop open?"))

    assert len(report.added) == 1
    assert answer.text == "The tea shop opens at nine o'clock. [1]"
    assert any("Strictness balanced" in note for note in answer.notes)


@pytest.mark.model
def test_a_dry_run_takes_nothing_in_and_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_text("The tea shop opens at nine o'clock.\n")

    with closing(assemble(settings(tmp_path / "library"), network=PointingNetwork())) as assistant:
        assistant.ingest([str(tmp_path / "shop.txt")], dry_run=True)

        assert list(assistant.library.documents()) == []
        with pytest.raises(UnknownDocument):
            assistant.remove(DocumentId("nothing"))
        assert assistant.uploads == tmp_path / "library" / "uploads"


@pytest.mark.model
@pytest.mark.parametrize(("threshold", "refused"), [(0.01, False), (1.0, True)])
def test_a_threshold_that_a_person_chose_is_kept_to(tmp_path: Path, threshold: float, *, refused: bool) -> None:
    (tmp_path / "shop.txt").write_text("The tea shop opens at nine o'clock.\n")
    chosen = settings(tmp_path / "library", **{"answer.threshold": threshold})

    with closing(assemble(chosen, network=PointingNetwork("nine o'clock"))) as assistant:
        assistant.ingest([str(tmp_path / "shop.txt")])
        answer = assistant.chain.invoke(Question("When does the tea shop open?"))

    assert answer.refused is refused
    assert answer.notes == ()


def test_what_is_done_ahead_is_done_once_beside_whoever_called() -> None:
    begun, go_on, done = Event(), Event(), []

    def load() -> None:
        begun.set()
        go_on.wait(5)
        done.append("loaded")

    ahead = Ahead(load)
    ahead()
    ahead()

    assert begun.wait(5)
    assert done == []
    go_on.set()
    _until_ended("models")
    assert done == ["loaded"]


def test_what_fails_ahead_is_left_to_whoever_needs_it() -> None:
    def fail() -> None:
        raise DamagedReader("the weights are damaged")

    Ahead(fail)()

    _until_ended("models")


def _until_ended(name: str) -> None:
    for thread in enumerate_threads():
        if thread.name == name:
            thread.join(5)
