"""The actors themselves run in `tests.vectorstore.kills`, in a process of its own: Ray leaves threads behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.documents import Source
from ingest.errors import UnreadableFile
from ingest.sources import Content
from tests.vectorstore.fakes import WordModel
from vectorstore import actors
from vectorstore.actors import LOCAL, Actor, Cluster, RayWorker
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


def test_an_actor_whose_cluster_is_gone_is_let_go_and_no_other_cluster_is_started() -> None:
    import ray  # noqa: PLC0415 - seconds

    RayWorker(object()).close()

    assert not ray.is_initialized()


def test_without_ray_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "find_spec", lambda _: None)

    with pytest.raises(
        WorkersAway, match=r"Ray is not installed; pip install 'sourcechat\[ray\]', or take --workers N"
    ):
        Cluster.join(LOCAL, WordModel, MAKING)


def test_a_cluster_of_which_an_actor_is_killed_comes_to_the_same_library(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.vectorstore.kills", "--of", "actors", "--kills", "1"]
    home = {**os.environ, "HOME": str(tmp_path)}

    told = subprocess.run(command, capture_output=True, text=True, check=False, env=home).stdout

    assert told.splitlines()[-1] == "1 kills in 1 runs, 0 of which came to anything else"
    assert not list(tmp_path.rglob("auth_token"))  # by which clusters started later would ask for one
