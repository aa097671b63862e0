from __future__ import annotations

import pytest

from ingest.errors import SourceNotFound
from ingest.excludes import Excludes


@pytest.mark.parametrize(
    ("path", "is_folder", "left_out"),
    [
        ("a.log", False, True),
        ("deep/a.log", False, True),
        ("keep.log", False, False),
        ("build", True, True),
        ("deep/build", True, False),
        ("build", False, False),
        ("a.txt", False, False),
    ],
)
def test_patterns_mean_what_they_mean_in_a_gitignore(path: str, is_folder: bool, left_out: bool) -> None:  # noqa: FBT001
    excludes = Excludes.of(["*.log", "!keep.log", "/build/"])

    assert excludes.leave_out(path, is_folder=is_folder) is left_out


def test_the_deepest_ignore_file_has_the_say_and_what_a_person_gave_before_all() -> None:
    excludes = Excludes.of(["never.txt"]).below("", ["*.txt"]).below("deep", ["!*.txt"])

    assert excludes.leave_out("a.txt", is_folder=False)
    assert not excludes.leave_out("deep/a.txt", is_folder=False)
    assert excludes.leave_out("deep/never.txt", is_folder=False)


def test_a_line_that_is_no_pattern_says_nothing_in_a_file_and_is_refused_from_a_person() -> None:
    assert Excludes.of([]).below("", ["!", "# words", "", "*.log"]).leave_out("a.log", is_folder=False)

    with pytest.raises(SourceNotFound, match="a pattern to exclude will not do"):
        Excludes.of(["!"])
