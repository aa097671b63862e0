"""Yes or no: how often a yes-or-no question is answered rightly, and how often with the wrong word.

Run as `python -m bench.yes_no [--data FOLDER]` on the pairs of `yes_no.jsonl`, written by hand over the examples and,
where the measuring data is, news. "open" is right where neither word is said, since the document decides
under a condition, of something else, or not at all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Answer
from assistant.assembly import Assistant

ROOT = Path(__file__).parents[1]
PAIRS = Path(__file__).with_name("yes_no.jsonl")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with the word that answers it, or "open", words of the sentence that decides, and its article."""

    question: str
    polarity: str
    evidence: str
    article: str = ""


def read_pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """Return the pairs of the file in order."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(Pair(row["question"], row["polarity"], row["evidence"], row.get("article", "")) for row in rows)


def word_of(answer: Answer) -> str:
    """Return "yes" or "no" where an answer begins with it, "open" for any other, also a refusal."""
    first = answer.statements[0].text.strip(".").lower() if answer.statements else ""
    return first if first in {"yes", "no"} else "open"


def outcome(pair: Pair, answer: Answer) -> str:
    """Return what an answer is worth: right, wrong (the other word, or one where none is certain), or unsaid."""
    said = word_of(answer)
    if said == pair.polarity:
        return "right"
    return "unsaid" if said == "open" else "wrong"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every pair whose document is there, and print what came out; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.yes_no", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="the measuring data")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        articles = _write_articles(options.data / "news" / "articles_2022.jsonl.gz", Path(folder))
        pairs = [pair for pair in read_pairs() if not pair.article or pair.article in articles]
        with Assistant.open(Path(folder) / "library") as assistant:
            news = [str(Path(folder) / "news")] if articles else []
            assistant.ingest([str(ROOT / "examples" / "documents"), *news])
            outcomes = list(_asked(assistant, pairs))
    _print(outcomes)
    return 0


def _write_articles(path: Path, folder: Path) -> frozenset[str]:
    """Write the articles that pairs are of as files; return their ids, none without the data."""
    wanted = {pair.article for pair in read_pairs() if pair.article}
    if not path.is_file():
        print(f"{path} is not there: only the pairs over the examples are asked", file=sys.stderr)
        return frozenset()
    (folder / "news").mkdir()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in wanted:
                (folder / "news" / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", "utf-8")
    return frozenset(file.stem for file in (folder / "news").iterdir())


def _asked(assistant: Assistant, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
    for pair in pairs:
        answer = assistant.ask(pair.question)
        result = outcome(pair, answer)
        if result != "right":
            print(f"{result}: {pair.question} ({pair.polarity}) -> {answer.text[:160]!r}", file=sys.stderr)
        yield pair, result


def _print(outcomes: Sequence[tuple[Pair, str]]) -> None:
    counts = Counter(result for _, result in outcomes)
    asked, wrong = len(outcomes), counts["wrong"]
    print(
        f"yes or no, {asked} pairs: right {counts['right'] / asked:.2f}, wrong polarity {wrong / asked:.2f} ({wrong})"
    )
    print(f"left unsaid where there is a plain word: {counts['unsaid']}")


if __name__ == "__main__":
    sys.exit(main())
