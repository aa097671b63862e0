"""Reports: what mirroring did, or would do, as values. Knows neither how nor how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: sources `done` of `total`, passages so far, and the name of the source just done."""

    done: int
    total: int
    chunks: int
    name: str


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why, with the remedy."""

    location: str
    message: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """A source that was taken in, and what of it could not be read for sure, a sentence each."""

    name: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A source that is elsewhere now, with the document that it was: both addresses."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place of which so much is gone that nothing of it was removed: `gone` of the `held` documents, by title."""

    place: str
    gone: tuple[str, ...]
    held: int


@dataclass(frozen=True, slots=True)
class MirrorReport:
    """What was done, or would be: names of sources by what became of them.

    `copied` are new places of a text that was known, `emptied` those that hold no text any more, `skipped` files in
    folders that no reader is known for, `outside` links that lead out of their folder, `doubted` those of the added
    and updated that could not be read for sure. `held` are places that seem to be missing, `away` those that are;
    `stopped` tells that nothing at all was done because of them. `chunks` counts the passages of the sources added or
    updated, `embedded` the texts that no vector was known for.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    copied: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    doubted: tuple[Doubted, ...] = ()
    held: tuple[HeldPlace, ...] = ()
    away: tuple[str, ...] = ()
    stopped: bool = False
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0

    @property
    def found_nothing(self) -> bool:
        """Whether no document came of it, and none had been there before."""
        return not (
            self.added
            or self.updated
            or self.unchanged
            or self.moved
            or self.copied
            or self.emptied
            or self.removed
            or self.held
            or self.away
        )
