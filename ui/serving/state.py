"""The state of a server: loading, ready, without its models, or stopping. Knows words and statuses only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class State:
    """How far a server is; `trouble` says why its models could not be loaded."""

    loaded: bool = False
    stopping: bool = False
    trouble: str = ""

    @property
    def word(self) -> str:
        """The state in one word: `ready` is the only one in which questions are answered at once."""
        if self.stopping:
            return "stopping"
        if self.trouble:
            return "failed"
        return "ready" if self.loaded else "loading"
