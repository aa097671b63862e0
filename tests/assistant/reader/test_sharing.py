from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant.errors import DamagedReader
from assistant.reader.network import Sighting
from assistant.reader.sharing import SharedNetwork


def sighting(number: float) -> Sighting:
    nothing = np.zeros(0, np.float32)
    return Sighting(number, 0.0, nothing, nothing, np.zeros((0, 2), np.int64), nothing)


class Counting:
    """Sees the length of a passage; notes what it looked at, and waits while it is held."""

    def __init__(self) -> None:
        self.looks: list[list[tuple[str, str]]] = []
        self.held = threading.Event()
        self.held.set()
        self.began = threading.Semaphore(0)

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        self.looks.append(list(pairs))
        self.began.release()
        self.held.wait(30)
        if any(passage == "damaged" for _, passage in pairs):
            raise DamagedReader("damaged")
        return tuple(sighting(len(passage)) for _, passage in pairs)

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        self.looks.append([("sought", passage) for _, passage in pairs])
        return tuple(sighting(-len(passage)) for _, passage in pairs)


def test_each_pair_is_seen_in_its_place_and_the_same_one_once() -> None:
    counting = Counting()
    shared = SharedNetwork(counting)

    first = shared.look([("q", "a"), ("q", "bb"), ("q", "a")])
    second = shared.look([("q", "bb"), ("q", "ccc")])

    assert [one.answerable for one in (*first, *second)] == [1, 2, 1, 2, 3]
    assert counting.looks == [[("q", "a"), ("q", "bb")], [("q", "ccc")]]
    assert shared.look([]) == ()


def test_what_was_only_sought_is_looked_at_when_the_whole_is_wanted() -> None:
    counting = Counting()
    shared = SharedNetwork(counting)

    seen = [shared.seek([("q", "a")]), shared.look([("q", "a")]), shared.seek([("q", "a")])]

    assert [one.answerable for (one,) in seen] == [-1, 1, -1]
    assert counting.looks == [[("sought", "a")], [("q", "a")]]


def test_those_who_come_while_it_looks_are_looked_at_together() -> None:
    counting = Counting()
    counting.held.clear()
    shared = SharedNetwork(counting)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(shared.look, [("first", "a")])
        assert counting.began.acquire(timeout=10)
        others = [pool.submit(shared.look, [(name, "bb"), ("same", "ccc")]) for name in ("second", "third")]
        while len(shared._wanted) < 4:
            pass
        counting.held.set()

        seen = [one.result(timeout=10) for one in (first, *others)]

    assert [[one.answerable for one in sightings] for sightings in seen] == [[1], [2, 3], [2, 3]]
    assert len(counting.looks) == 2
    assert sorted(counting.looks[1]) == [("same", "ccc"), ("second", "bb"), ("third", "bb")]


def test_only_the_latest_are_kept() -> None:
    counting = Counting()
    shared = SharedNetwork(counting, kept=2)

    for passage in ("a", "bb", "ccc", "a"):
        shared.look([("q", passage)])

    assert len(counting.looks) == 4
    assert len(shared._seen) == 2


def test_what_goes_wrong_is_raised_and_the_next_one_is_looked_at() -> None:
    shared = SharedNetwork(Counting())

    with pytest.raises(DamagedReader):
        shared.look([("q", "damaged")])

    assert shared.look([("q", "a")])[0].answerable == 1


def test_many_at_once_all_get_their_own() -> None:
    shared = SharedNetwork(Counting(), kept=5)

    with ThreadPoolExecutor(8) as pool:
        looks = [[(f"q{number % 7}", "x" * (number % 11 + place)) for place in range(8)] for number in range(200)]
        seen = list(pool.map(shared.look, looks))

    assert [[one.answerable for one in sightings] for sightings in seen] == [
        [len(passage) for _, passage in pairs] for pairs in looks
    ]
