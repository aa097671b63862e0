from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.mirroring import DrawnVectors, compared, write_articles
from bench.workspace import Workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two years of news, three articles each."""
    news = tmp_path / "data" / "news"
    news.mkdir(parents=True)
    for year in (2022, 2023):
        rows = [{"title": f"Mill {year} {number}", "text": f"It grinds rye {number}. " * 80} for number in range(3)]
        with gzip.open(news / f"articles_{year}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, rows)))
    return tmp_path / "data"


def run(what: str, data: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "bench.mirroring", what, "--data", str(data), *more]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_articles_are_a_file_each_and_no_more_than_asked_for(tmp_path: Path, data: Path) -> None:
    workspace = Workspace(tmp_path, data)

    assert write_articles(workspace, tmp_path / "some", 4) == 4
    assert write_articles(workspace, tmp_path / "all", 99) == 6

    assert sorted(path.name for path in (tmp_path / "some").iterdir()) == [
        f"0000{number}.txt" for number in (1, 2, 3, 4)
    ]
    assert (tmp_path / "all" / "00004.txt").read_text().startswith("Mill 2023 0\n\nIt grinds rye 0.")


def test_what_one_takes_is_told_as_a_multiple_of_the_other() -> None:
    assert compared("seconds", 3.0, 2.0).split() == ["seconds", "3.00", "2.00", "1.50"]
    assert compared("seconds", 3.0, 0.0).split()[-1] == "nan"


def test_vectors_are_drawn_one_unit_long() -> None:
    vectors = DrawnVectors().embed(["a", "b"])

    assert vectors.shape == (2, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


def test_one_edited_file_is_taken_in_alone_whatever_the_library_holds(data: Path) -> None:
    lines = run("edited", data)

    assert [line.split("  ")[1] for line in lines[2:]] == ["seconds", "seconds of the processor", "megabytes"]


def test_a_commit_is_held_against_itself(data: Path) -> None:
    lines = run("against", data, "--commit", "HEAD")

    assert lines[0].startswith("6 articles")
    assert lines[2].split()[:4] == ["passages", *lines[2].split()[1:3], "1.00"]
