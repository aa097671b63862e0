from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.library import Figures

FIELDS = tuple(Figures.__dataclass_fields__)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One year of news: nine articles, and a question about each."""
    news = tmp_path / "data" / "news"
    news.mkdir(parents=True)
    articles = [{"title": f"Mill {number}", "text": f"It grinds rye{number} and meal. " * 60} for number in range(9)]
    questions = [{"question_sentence": f"What does mill {number} grind?"} for number in range(9)]
    for name, rows in (("articles", articles), ("questions", questions)):
        with gzip.open(news / f"{name}_2022.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, rows)))
    return tmp_path / "data"


@pytest.mark.model
def test_a_library_grows_through_the_sizes_and_is_kept_for_the_next_run(tmp_path: Path, data: Path) -> None:
    def run() -> list[dict[str, float]]:
        command = [sys.executable, "-m", "bench.library", "--data", str(data), "--folder", str(tmp_path / "kept")]
        more = ["--sizes", "4", "9", "--json", str(tmp_path / "figures.json")]
        printed = subprocess.run([*command, *more], capture_output=True, text=True, check=True).stdout
        assert len(printed.splitlines()) == 3
        figures: list[dict[str, float]] = json.loads((tmp_path / "figures.json").read_text())
        return figures

    first, again = run(), run()

    assert [tuple(one) for one in first] == [FIELDS, FIELDS]
    assert first[0]["passages"] >= 4
    assert [one["passages"] for one in again] == [first[1]["passages"]] * 2  # it had grown before
    assert first[0]["documents"] < first[1]["documents"] == again[1]["documents"] <= 9
    assert all(one["kept_a_second"] > 0 for one in first)
    assert [one["kept_a_second"] for one in again] == [0, 0]
    assert all(value > 0 for name, value in first[1].items() if name != "listed_again")
