"""The actors themselves run in `tests.vectorstore.kills`, in a process of its own: Ray leaves threads behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ingest.documents import Source
from ingest.errors import UnreadableFile
from ingest.sources import Content
from tests.vectorstore.fakes import WordModel
from vectorstore import actors
from vectorstore.actors import LOCAL, Actor, Cluster
from vectorstore.errors import WorkersAway
from vectorstore.preparing import MADE_WITH, Making, Prepared

MAKING = Making(MADE_WITH, "w1")


def test_an_actor_prepares_and_returns_what_went_wrong_as_a_value() -> None:
    actor = Actor(WordModel)

    read = actor.read(Content(Source("file:///mill.txt", "0"), "mill.txt", ".txt", b"The mill is closed."))
    failed = actor.read(Content(Source("file:///empty.txt", "1"), "empty.txt", ".txt", b""))
    actor._preparer.close()

    assert isinstance(read, Prepared)
    assert read.document.text == "The mill is closed."
    assert isinstance(failed, UnreadableFile)
    assert actor.making() == MAKING


def test_without_ray_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "find_spec", lambda _: None)

    with pytest.raises(
        WorkersAway, match=r"Ray is not installed; pip install 'sourcechat\[ray\]', or take --workers N"
    ):
        Cluster.join(LOCAL, WordModel, MAKING)


def test_a_cluster_of_which_an_actor_is_killed_comes_to_the_same_library() -> None:
    command = [sys.executable, "-m", "tests.vectorstore.kills", "--of", "actors", "--kills", "1"]

    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert told.splitlines()[-1] == "1 kills in 1 runs, 0 of which came to anything else"
