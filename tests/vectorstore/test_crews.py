from __future__ import annotations

from collections.abc import Sequence
from threading import Barrier, Event

import numpy as np
import pytest

from ingest.documents import Document, Source
from ingest.errors import UnreadableFile
from ingest.sources import Content
from vectorstore.crews import Alone, Several
from vectorstore.embedding import Vectors
from vectorstore.preparing import Prepared

_PATIENCE = 30.0  # seconds


class Hand:
    """A worker that reads what is no "torn" and embeds by length; notes what it did, and whether it was closed."""

    def __init__(self) -> None:
        self.read_names: list[str] = []
        self.closed = False

    def read(self, content: Content) -> Prepared:
        self.read_names.append(content.name)
        if content.name == "torn":
            raise UnreadableFile("torn: damaged")
        return Prepared(Document(content.source, content.name, content.data.decode()), ())

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text)] for text in texts], np.float32)

    def close(self) -> None:
        self.closed = True


class Meeting(Hand):
    """A worker that begins to read only when another one does."""

    def __init__(self, barrier: Barrier) -> None:
        super().__init__()
        self._barrier = barrier

    def read(self, content: Content) -> Prepared:
        self._barrier.wait(_PATIENCE)
        return super().read(content)


class Stuck(Hand):
    """A worker that is at one thing until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._over = Event()

    def read(self, content: Content) -> Prepared:
        self._over.wait(_PATIENCE)
        return super().read(content)

    def close(self) -> None:
        super().close()
        self._over.set()


def content(name: str) -> Content:
    return Content(Source(f"file:///{name}", name), name, ".txt", name.encode())


def test_one_alone_works_while_it_is_waited_for_and_takes_one_thing_at_a_time() -> None:
    hand = Hand()

    with Alone(hand) as crew:
        reading = crew.read(content("mill"))
        assert (reading.done(), crew.room) == (True, 1)
        assert crew.embed(["rye"]).result().tolist() == [[3.0]]

    assert reading.result().document.text == "mill"
    assert hand.closed


def test_what_fails_is_met_by_whoever_asks_for_it() -> None:
    with Alone(Hand()) as alone, Several([Hand()]) as several:
        for crew in (alone, several):
            torn = crew.read(content("torn"))
            with pytest.raises(UnreadableFile, match="torn: damaged"):
                torn.result()
            assert crew.read(content("mill")).result().document.title == "mill"


def test_several_work_at_once() -> None:
    barrier = Barrier(2)

    with Several([Meeting(barrier), Meeting(barrier)]) as crew:
        readings = [crew.read(content(name)) for name in ("mill", "barn")]
        assert [one.result(_PATIENCE).document.title for one in readings] == ["mill", "barn"]
        assert crew.room > 2


def test_where_one_is_enough_the_others_are_left_alone() -> None:
    first, second = Hand(), Hand()

    with Several([first, second]) as crew:
        for name in ("mill", "barn", "well"):
            crew.read(content(name)).result()

    assert (first.read_names, second.read_names) == (["mill", "barn", "well"], [])


def test_leaving_ends_the_workers_in_the_middle_of_something() -> None:
    stuck = Stuck()

    with Several([stuck]) as crew:
        crew.read(content("mill"))
        waiting = crew.read(content("barn"))

    assert stuck.closed
    assert waiting.cancelled() or "barn" in stuck.read_names
