"""Sharing: one network for several who ask at once. What is seen once is not looked at again for a while.

Whoever comes while the network looks waits, and all that wait are looked at together: a forward pass of several askers
takes both cores without their getting in each other's way. Knows pairs of texts, never what is made of a sighting.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Condition

from assistant.reader.network import Network, Sighting

_KEPT = 2_000  # sightings: some 5 kB each
_AT_ONCE = 24  # pairs of one look: more would let the first of them wait for the last

_Pair = tuple[str, str]
_Wanted = tuple[_Pair, bool]  # whether it is only sought: left early where nothing answers


class SharedNetwork:
    """A `Network` round another one."""

    def __init__(self, network: Network, *, kept: int = _KEPT) -> None:
        self._network = network
        self._most = kept
        self._seen: OrderedDict[_Wanted, Sighting] = OrderedDict()
        self._wanted: OrderedDict[_Wanted, int] = OrderedDict()
        self._changed = Condition()
        self._is_looking = False

    def look(self, pairs: Sequence[_Pair]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, in order. Raises what the network raises."""
        return self._all([(pair, False) for pair in pairs])

    def seek(self, pairs: Sequence[_Pair]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, left early where nothing answers. Raises what the network raises."""
        return self._all([(pair, True) for pair in pairs])

    def _all(self, pairs: Sequence[_Wanted]) -> tuple[Sighting, ...]:
        found: dict[_Wanted, Sighting] = {}
        wanted = list(dict.fromkeys(pairs))
        with self._changed:
            for pair in wanted:
                self._wanted[pair] = self._wanted.get(pair, 0) + 1
        try:
            while lacking := [pair for pair in wanted if pair not in found]:
                self._gather(lacking, found)
        finally:
            self._want_no_more(wanted)
        return tuple(found[pair] for pair in pairs)

    def _gather(self, lacking: Sequence[_Wanted], found: dict[_Wanted, Sighting]) -> None:
        """Take what is seen already; else look at what is wanted, or wait until whoever looks has done."""
        with self._changed:
            seen = [pair for pair in lacking if pair in self._seen]
            for pair in seen:
                found[pair] = self._seen[pair]
                self._seen.move_to_end(pair)
            if seen:
                return
            if self._is_looking:
                self._changed.wait()
                return
            self._is_looking = True
            chosen = self._chosen(lacking)
        sightings: tuple[Sighting, ...] = ()
        try:
            sightings = self._see(chosen)
        finally:
            with self._changed:
                self._seen.update(zip(chosen, sightings, strict=False))
                self._forget()
                self._is_looking = False
                self._changed.notify_all()

    def _see(self, chosen: Sequence[_Wanted]) -> tuple[Sighting, ...]:
        found: dict[_Wanted, Sighting] = {}
        for is_sought, look in ((False, self._network.look), (True, self._network.seek)):
            wanted = [one for one in chosen if one[1] is is_sought]
            if wanted:
                found.update(zip(wanted, look([pair for pair, _ in wanted]), strict=True))
        return tuple(found[one] for one in chosen)

    def _chosen(self, lacking: Sequence[_Wanted]) -> list[_Wanted]:
        """Return what to look at: whoever waited longest comes first, and oneself is among them."""
        others = [pair for pair in self._wanted if pair not in self._seen]
        return list(dict.fromkeys((*others[:_AT_ONCE], *lacking)))[: max(_AT_ONCE, len(lacking))]

    def _want_no_more(self, pairs: Sequence[_Wanted]) -> None:
        with self._changed:
            for pair in pairs:
                self._wanted[pair] -= 1
                if not self._wanted[pair]:
                    del self._wanted[pair]

    def _forget(self) -> None:
        """Keep the latest, and what somebody still waits for."""
        for pair in list(self._seen)[: max(0, len(self._seen) - self._most)]:
            if pair not in self._wanted:
                del self._seen[pair]
