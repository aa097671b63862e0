"""Regular expressions that are compiled when they are first used. Knows when, never what they match.

Some six hundred stand in the rooms that a question passes, most questions meet a third of them, and to compile them all
took as long as to load a network.
"""

from __future__ import annotations

import re
from typing import Any, cast


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first asked for anything but its text.

    A wrong one raises `re.error` then, not here. It may not be handed to the functions of `re`, which know their own.
    """
    return cast("re.Pattern[str]", _LazyPattern(source, flags))


class _LazyPattern:
    """Stands for a pattern, and takes what it is asked for from the compiled one, once for each name."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever `re.Pattern` has
        if name.startswith("__"):
            raise AttributeError(name)
        made_here = name == "_compiled"
        value = re.compile(self.pattern, self._flags) if made_here else getattr(self._compiled, name)
        setattr(self, name, value)
        return value
