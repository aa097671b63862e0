"""The mirror: brings a library in step with files, folders and web pages. Knows neither formats nor storage."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from ingest.addresses import is_address, without_secrets
from ingest.errors import SourceNotFound
from ingest.formats import READERS
from ingest.locations import Location, LocationKind, locate
from ingest.sources import SourcesFound, find_in, piped_content
from ingest.walking import is_there, path_of, readable, would_find
from vectorstore.crews import Alone, Hire
from vectorstore.intake import Intake
from vectorstore.library import Library
from vectorstore.plans import Plan, PlanLimits, make_plan
from vectorstore.preparing import MADE_WITH, Preparer
from vectorstore.reports import Failure, MirrorReport, Moved, OnProgress, Progress
from vectorstore.taking import MirrorOptions, Taker, name_of


def mirror(
    library: Library,
    locations: Sequence[str | Location],
    *,
    on_progress: OnProgress | None = None,
    dry_run: bool = False,
    options: MirrorOptions | None = None,
    hire: Hire | None = None,
) -> MirrorReport:
    """Bring the library in step with `locations`, remember them, and return what was done; `dry_run` changes nothing.

    A file that looks as it did is not opened, one whose bytes are known is not read. Documents of files that are gone
    from a given place are removed; those of other places stay. A source that fails is reported and remembered, and
    the rest go on; so is an address that cannot be one, where there are other locations. Raises SourceNotFound for any
    other location that is not there, before anything is changed.
    """
    chosen = options or MirrorOptions()
    chosen = replace(chosen, dry_run=dry_run or chosen.dry_run)
    places, failed = [], []
    for one in locations:
        try:
            places.append(_located(library, one, chosen))
        except SourceNotFound as error:
            if len(locations) == 1 or not isinstance(one, str) or not is_address(one):
                raise
            failed.append(Failure(without_secrets(one), str(error)))
    report = _Mirroring(library, places, chosen, hire).run(on_progress)
    return replace(report, failed=(*failed, *report.failed))


def sync(
    library: Library,
    *,
    on_progress: OnProgress | None = None,
    options: MirrorOptions | None = None,
    hire: Hire | None = None,
) -> MirrorReport:
    """Bring the library in step with every place that it remembers; one that is not there fails, and loses nothing."""
    chosen = replace(options or MirrorOptions(), stop=False)
    places = [one.location for one in library.ledger.remembered() if one.location.kind is not LocationKind.INPUT]
    return _Mirroring(library, places, chosen, hire).run(on_progress)


def forget_place(library: Library, place: Location) -> tuple[str, ...]:
    """Mirror a place no more, and remove the documents that are in no other place; return their titles."""
    known = library.ledger.below(place.uri) if place.uri.endswith("/") else library.ledger.at([place.uri])
    others = [one.location for one in library.ledger.remembered() if one.location.uri != place.uri]
    going = [one for uri, one in known.items() if not any(_is_in(uri, other.uri) for other in others)]
    titles = {one.document_id: one.title for one in going}
    alone = library.ledger.drop([one.uri for one in going])
    for document_id in alone:
        library.remove(document_id)
    library.forget_failures([one.uri for one in going])
    library.ledger.forget([place.uri])
    return tuple(titles[document_id] for document_id in alone)


def _located(library: Library, named: str | Location, options: MirrorOptions) -> Location:
    """Return a location with the options that were given, or else those that it had when it was mirrored before."""
    location = locate(named) if isinstance(named, str) else named
    before = next((one.location for one in library.ledger.remembered() if one.location.uri == location.uri), location)
    exclude = before.exclude if options.exclude is None else options.exclude
    depth = before.depth if options.depth is None else options.depth
    if location.kind is LocationKind.FOLDER:
        return replace(location, exclude=tuple(pattern for pattern in exclude if pattern))
    return replace(location, depth=depth) if location.kind is LocationKind.ADDRESS else location


class _Mirroring:
    """One run: finds, plans, and does what is planned."""

    def __init__(self, library: Library, places: Sequence[Location], options: MirrorOptions, hire: Hire | None) -> None:
        self._library = library
        self._hire = hire
        self._options = options
        self._missing = [one for one in places if _is_missing(one)]
        self._places = [one for one in places if one not in self._missing]

    def run(self, on_progress: OnProgress | None) -> MirrorReport:
        """Do it, and return what was done."""
        started = time.monotonic()
        found = find_in(self._places, suffixes=READERS)
        # A file that is not there is gone, where its folder can be seen; a folder that is not there may be unmounted.
        files = [one for one in self._missing if one.kind is LocationKind.FILE]
        limits = PlanLimits(self._options.most_gone, self._options.most_bytes, self._options.prune)
        ledger = self._library.ledger
        plan = make_plan(found, [*self._places, *files], ledger, made_with=MADE_WITH, limits=limits)
        if plan.held and self._options.stop:
            return _stopped(plan, found, time.monotonic() - started)
        taker = Taker(self._library, plan, self._options)
        own = Preparer(lambda: self._library.embedder)
        with closing(own), self._hire() if self._hire else Alone(own) as crew:
            in_order = bool(plan.gone)  # which of the new ones is one of them, edited?
            intake = Intake(self._library, taker, crew, own, in_order=in_order, dry_run=self._options.dry_run)
            try:
                self._take(taker, intake, plan, found, on_progress)
            finally:
                taker.keep_stamps()
            taker.remove_gone()
        if not self._options.dry_run:
            self._forget_failures(found, taker)
            remember(self._library, self._places)
            _forget_left(self._library)
        away = tuple(one.name for one in self._missing if one.kind is not LocationKind.FILE)
        return replace(taker.report(found, time.monotonic() - started), away=away)

    def _take(
        self, taker: Taker, intake: Intake, plan: Plan, found: SourcesFound, on_progress: OnProgress | None
    ) -> None:
        settled = len(plan.unchanged) + len(plan.failing) + len(plan.moved) + len(plan.copied)
        total = settled + len(plan.pending) + sum(one.path is None for one in found.located)
        total += sum(one.kind is LocationKind.INPUT for one in self._places)
        taker.settle()
        for done, name in enumerate(self._taken(intake, plan), start=settled + 1):
            if on_progress is not None:
                on_progress(Progress(done, max(total, done), taker.chunks, name))
        for folder in found.unlisted:
            taker.fail(folder.uri, folder.name, folder.message)
        for place in self._missing:
            if place.kind is not LocationKind.FILE:
                taker.fail(
                    place.uri, place.name, f"{place.name}: not there; what it held stays. Mount it, or forget it"
                )

    def _taken(self, intake: Intake, plan: Plan) -> Iterator[str]:
        """Take in what is to be read, and yield the name of each that is done."""
        for pending in plan.pending:
            yield from intake.take_file(pending)
        for place in self._places:
            if place.kind is LocationKind.ADDRESS:
                yield from intake.take_pages(place)
            elif place.kind is LocationKind.INPUT:
                yield from intake.take_content(piped_content(place))
        yield from intake.finish()

    def _forget_failures(self, found: SourcesFound, taker: Taker) -> None:
        """Forget the failures of what was read now, and of files that are gone, from the given folders or elsewhere."""
        hidden = tuple(folder.uri for folder in found.unlisted)
        listed = {one.uri for one in found.located} | {one.uri for one in self._places}
        self._library.forget_failures(
            [
                problem.uri
                for problem in self._library.failures()
                if problem.uri not in taker.failed
                and not problem.uri.startswith(hidden)
                and (problem.uri in listed or problem.uri.startswith(found.folders) or _is_gone(problem.uri))
            ]
        )


def remember(library: Library, places: Sequence[Location]) -> None:
    """Remember places to mirror, but not those that lie in another; a folder takes the place of what lies in it."""
    remembered = [one.location for one in library.ledger.remembered()]
    known = library.ledger.at([one.uri for one in places if one.kind is LocationKind.ADDRESS])
    places = [one for one in places if one.kind is not LocationKind.ADDRESS or one.uri in known]  # others gave nothing
    folders = [one for one in (*remembered, *places) if one.kind is LocationKind.FOLDER]
    library.ledger.remember([one for one in places if not _is_covered(one, folders)])
    library.ledger.forget([one.uri for one in remembered if _is_covered(one, folders)])


def _forget_left(library: Library) -> None:
    """Forget folders that are not there and of which nothing is left: what they held has moved elsewhere."""
    left = [
        one.location.uri
        for one in library.ledger.remembered()
        if one.location.kind is LocationKind.FOLDER and _is_missing(one.location)
    ]
    gone = [uri for uri in left if not library.ledger.below(uri)]
    library.ledger.forget(gone)
    library.forget_failures(gone)


def _is_covered(place: Location, folders: Sequence[Location]) -> bool:
    """Whether one of the folders holds a place, and would find it."""
    path = place.path
    if path is None or place.kind not in {LocationKind.FOLDER, LocationKind.FILE} or place.exclude:
        return False
    above = [one for one in folders if one.uri != place.uri and place.uri.startswith(one.uri)]
    probe = path if place.kind is LocationKind.FILE else path / "any.txt"
    return any(
        would_find(one.path, probe, suffixes=READERS, exclude=one.exclude) for one in above if one.path is not None
    )


def _is_missing(place: Location) -> bool:
    return place.path is not None and not place.path.exists()


def _stopped(plan: Plan, found: SourcesFound, seconds: float) -> MirrorReport:
    """Return what would have been done, had not so much been gone."""
    return MirrorReport(
        added=tuple(one.located.name for one in plan.pending if one.known is None),
        updated=tuple(one.located.name for one in plan.pending if one.known is not None),
        unchanged=tuple(name_of(one.uri) for one in plan.unchanged),
        moved=tuple(Moved(one.known.uri, one.located.uri) for one in plan.moved),
        copied=tuple(one.located.name for one in plan.copied),
        skipped=tuple(readable(path.name) for path in found.skipped),
        outside=tuple(readable(str(path)) for path in found.outside),
        held=tuple(plan.held),
        stopped=True,
        seconds=seconds,
    )


def _is_gone(uri: str) -> bool:
    """Whether a file is no longer in its folder. What is no file, or where that cannot be seen, is not gone."""
    path = path_of(uri)
    return path is not None and path.parent.is_dir() and not is_there(path)


def _is_in(uri: str, place: str) -> bool:
    return uri.startswith(place) if place.endswith("/") else uri == place
