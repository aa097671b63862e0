"""Excludes: which files of a folder are left out, by patterns as git writes them. The only door to pathspec."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore import GitIgnorePatternError

from ingest.errors import SourceNotFound

IGNORE_FILE = ".sourcechatignore"
"""The name of a file with patterns of what is left out of its folder."""


@dataclass(frozen=True, slots=True)
class Excludes:
    """The patterns in force in a folder. Paths are relative to where a walk began, with slashes, folders without one.

    `given` are those that a person gave for the whole walk, before which all others give way; `layers` are those of
    the ignore files from the top down, each with the folder that it lies in: the deepest has the say.
    """

    given: GitIgnoreSpec
    layers: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def of(cls, patterns: Sequence[str]) -> Excludes:
        """Return those that a person gave. Raises SourceNotFound for one that is no pattern."""
        try:
            return cls(GitIgnoreSpec.from_lines(patterns))
        except GitIgnorePatternError as error:
            raise SourceNotFound(f"a pattern to exclude will not do ({error}); write it as in a .gitignore") from error

    def below(self, folder: str, lines: Sequence[str]) -> Excludes:
        """Return these with the lines of an ignore file in `folder`; a line that is no pattern says nothing."""
        return Excludes(self.given, (*self.layers, (folder, GitIgnoreSpec.from_lines(filter(_sound, lines)))))

    def leave_out(self, path: str, *, is_folder: bool) -> bool:
        """Whether the file or folder at `path` is left out."""
        named = f"{path}/" if is_folder else path
        for folder, patterns in (("", self.given), *reversed(self.layers)):
            said = patterns.check_file(named[len(folder) + 1 :] if folder else named).include
            if said is not None:
                return said
        return False


def _sound(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except GitIgnorePatternError:
        return False
    return True
