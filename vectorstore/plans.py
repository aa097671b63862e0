"""Plans: what mirroring has to do, told from what is found and what the ledger knows, before anything is read.

Knows fingerprints and places, never a text: what a file has become is seen when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.locations import Location, LocationKind
from ingest.sources import SourcesFound, fingerprint_of
from ingest.stamps import Stamp
from ingest.walking import Located, is_there, path_of
from vectorstore.engines import AnyLedger
from vectorstore.ledger import Known
from vectorstore.reports import HeldPlace


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """What a plan may do unasked: `most_gone` is the share of a place's documents that may go at once.

    Files of more than `most_bytes` are not looked into. `prune` lets go whatever is gone.
    """

    most_gone: float = 0.5
    most_bytes: int = 100 * 2**20
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A source to be read: what the ledger knows of it, and its fingerprint now, None where that is not known."""

    located: Located
    known: Known | None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """A source whose bytes are known already, from `known`: as another place of its document, or as its new one."""

    located: Located
    known: Known
    stamp: Stamp | None


@dataclass(slots=True)
class Plan:
    """What is to be done with each source.

    `unchanged` need nothing, `refreshed` of them a new stamp; `failing` failed before and did not change. `gone` and
    `left_out` are no longer there, or no longer wanted; `missing` are places that are not there at all.
    """

    unchanged: list[Known] = field(default_factory=list)
    refreshed: list[Known] = field(default_factory=list)
    failing: list[Known] = field(default_factory=list)
    moved: list[Same] = field(default_factory=list)
    copied: list[Same] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    left_out: list[Known] = field(default_factory=list)
    held: list[HeldPlace] = field(default_factory=list)


def make_plan(
    found: SourcesFound, locations: Sequence[Location], ledger: AnyLedger, *, made_with: str, limits: PlanLimits
) -> Plan:
    """Return what is to be done to bring the ledger in step with `found`, which is what `locations` hold.

    Locations that are files and are not among what was found are gone.
    """
    return _Planner(found, locations, ledger, made_with=made_with, limits=limits).plan()


class _Planner:
    def __init__(
        self,
        found: SourcesFound,
        locations: Sequence[Location],
        ledger: AnyLedger,
        *,
        made_with: str,
        limits: PlanLimits,
    ) -> None:
        self._found = found
        self._ledger = ledger
        self._made_with = made_with
        self._limits = limits
        self._places = {one.uri: one for one in locations}
        self._named = {one.uri for one in locations if one.kind is LocationKind.FILE}
        self._rows = _rows(found, locations, ledger)
        self._plan = Plan()

    def plan(self) -> Plan:
        """Return the plan."""
        changed = [one for located in self._found.located if (one := self._looked_at(located))]
        self._part_vanished()
        self._match(changed)
        self._hold()
        return self._plan

    def _looked_at(self, located: Located) -> Same | None:
        """Settle a source that did not change; return one that did, with what is known of its bytes."""
        row = self._rows.get(located.uri)
        if located.path is None:
            return None
        current = row is not None and row.made_with == self._made_with
        if row and current and located.stamp and row.stamp and located.stamp.is_same(row.stamp):
            self._settle(located, row)
            return None
        looked = fingerprint_of(located, most_bytes=self._limits.most_bytes)
        if looked is None:
            self._plan.pending.append(Pending(located, row))
            return None
        fingerprint, stamp = looked
        if row and current and row.fingerprint == fingerprint:
            fresh = replace(row, stamp=stamp)
            self._plan.refreshed.append(fresh)
            self._settle(located, fresh)
            return None
        seen = row or Known(located.uri, None, "", "", "")
        return Same(located, replace(seen, fingerprint=fingerprint), stamp)

    def _settle(self, located: Located, row: Known) -> None:
        if not row.failure and row.document_id is not None:
            self._plan.unchanged.append(row)
        elif located.uri in self._named:  # named itself, it is tried again
            self._plan.pending.append(Pending(located, row, row.fingerprint))
        else:
            self._plan.failing.append(row)

    def _part_vanished(self) -> None:
        """Part what is not found any more: what is gone, and what is there but not wanted. The hidden may be there."""
        present = {one.uri for one in self._found.located}
        hidden = tuple(folder.uri for folder in self._found.unlisted)
        singly = {one.location.uri for one in self._ledger.remembered() if one.location.kind is LocationKind.FILE}
        for uri, row in self._rows.items():
            path = path_of(uri)
            if uri in present or path is None or uri.startswith(hidden):
                continue
            if is_there(path):
                if uri not in singly:
                    self._plan.left_out.append(row)
            else:
                self._plan.gone.append(row)

    def _match(self, changed: Sequence[Same]) -> None:
        """Tell by their bytes which of the new and changed files are known: moved from elsewhere, or copies."""
        matches = self._matches(changed)
        taken: set[str] = set()
        for one in changed:
            match = matches.get(one.located.uri)
            if match is None:
                row = self._rows.get(one.located.uri)
                self._plan.pending.append(Pending(one.located, row, one.known.fingerprint))
                continue
            is_move = match.uri not in taken and self._is_free(match.uri, matches)
            taken.add(match.uri)
            (self._plan.moved if is_move else self._plan.copied).append(Same(one.located, match, one.stamp))
        moved = {one.known.uri for one in self._plan.moved}
        self._plan.gone = [row for row in self._plan.gone if row.uri not in moved]
        self._plan.pending = [
            replace(one, known=None) if one.known and one.known.uri in moved else one for one in self._plan.pending
        ]

    def _matches(self, changed: Sequence[Same]) -> dict[str, Known]:
        """Return the known source whose bytes each changed file has.

        A known source that changed itself is no match, for it is edited and keeps its document; unless it has a match
        of its own, as where two files changed places.
        """
        matches: dict[str, Known] = {}
        free = [row for row in self._plan.gone if row.document_id is not None and not row.failure]
        for one in changed:
            match = self._best(one, free)
            if match is not None:
                matches[one.located.uri] = match
                free = [row for row in free if row is not match]
        edited = {one.located.uri for one in changed}
        while True:
            wrong = [uri for uri, match in matches.items() if match.uri in edited and match.uri not in matches]
            if not wrong:
                return matches
            for uri in wrong:
                del matches[uri]

    def _best(self, one: Same, free: Sequence[Known]) -> Known | None:
        """Return the known source of the same bytes: one that is gone before one that is there, the same name first."""
        name = one.located.uri.rpartition("/")[2]
        gone = [row for row in free if row.fingerprint == one.known.fingerprint]
        others = [row for row in self._ledger.of_fingerprint(one.known.fingerprint) if row.uri != one.located.uri]
        others = [row for row in others if row.made_with == self._made_with]
        ranked = sorted(gone, key=lambda row: row.uri.rpartition("/")[2] != name) or sorted(
            others, key=lambda row: self._is_present(row.uri)
        )
        return ranked[0] if ranked else None

    def _is_free(self, uri: str, matches: Mapping[str, Known]) -> bool:
        """Whether a known source is no longer where it was: nothing is there, or something that is known as another."""
        return uri in matches or not self._is_present(uri)

    def _is_present(self, uri: str) -> bool:
        path = path_of(uri)
        return path is None or is_there(path)

    def _hold(self) -> None:
        """Hold back what is gone of a place that seems to be missing as a whole, or for a large part."""
        if self._limits.prune:
            return
        for place in self._held_places():
            rows = [row for row in self._rows.values() if _is_in(row.uri, place.uri) and row.document_id is not None]
            gone = [row for row in self._plan.gone if _is_in(row.uri, place.uri) and row.document_id is not None]
            going = [row for row in gone if not self._is_renamed(row)]
            if going and (len(going) == len(rows) or len(going) > self._limits.most_gone * len(rows)):
                self._plan.held.append(HeldPlace(place.name, tuple(row.title for row in going), len(rows)))
                self._plan.gone = [row for row in self._plan.gone if not _is_in(row.uri, place.uri)]

    def _held_places(self) -> Iterator[Location]:
        return (one for one in self._places.values() if one.kind in {LocationKind.FOLDER, LocationKind.FILE})

    def _is_renamed(self, row: Known) -> bool:
        """Whether a new file is the same on the disk: renamed, and edited since."""
        return row.stamp is not None and any(
            one.known is None
            and one.located.stamp is not None
            and (one.located.stamp.inode, one.located.stamp.device) == (row.stamp.inode, row.stamp.device)
            for one in self._plan.pending
        )


def _rows(found: SourcesFound, locations: Sequence[Location], ledger: AnyLedger) -> dict[str, Known]:
    """Return what is known of the places: below the folders that are there, and at the other locations."""
    rows = {uri: row for folder in found.folders for uri, row in ledger.below(folder).items()}
    return {**rows, **ledger.at([one.uri for one in locations if one.kind is LocationKind.FILE])}


def _is_in(uri: str, place: str) -> bool:
    return uri.startswith(place) if place.endswith("/") else uri == place
