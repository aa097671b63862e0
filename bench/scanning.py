"""Scans over news: documents that mention, never mention or mention one thing without another, against an own count.

Run as `python -m bench.scanning [--data FOLDER] [--articles N]`. Sixty questions are drawn from the articles; what is
right is counted here with a splitter of words of its own, which shares no code with the product.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.conversation.question import Question
from assistant.scanning.scanner import MOST_SHOWN, Scanner
from assistant.ways import Asked
from ingest.documents import Document, DocumentId, Revision, Source

ROOT = Path(__file__).parents[1]
_SEED = 16
_CHUNK = 900  # characters of a chunk, about
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Held:
    """An article as the library's record of it."""

    id: DocumentId
    title: str
    uri: str
    revision: Revision
    chunks: int
    updated: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    added: datetime = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles in memory, as a library's texts."""

    held: tuple[Held, ...]
    texts: Mapping[DocumentId, str] = field(default_factory=dict)

    def documents(self) -> Sequence[Held]:
        """Return every article."""
        return self.held

    def records(self, documents: Sequence[DocumentId]) -> Sequence[Held]:
        """Return some of them."""
        return [one for one in self.held if one.id in documents]

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of an article."""
        del revision
        return self.texts[document_id]

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return an article as a document."""
        del revision
        one = next(one for one in self.held if one.id == document_id)
        return Document(Source(one.uri, ""), one.title, self.texts[document_id])


@dataclass(frozen=True, slots=True)
class Scan:
    """A question, and the articles that are right."""

    question: str
    right: frozenset[DocumentId]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, compare and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.scanning", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="the measuring data")
    parser.add_argument("--articles", type=int, default=2_000, help="how many articles")
    options = parser.parse_args(arguments)
    path = options.data / "news" / "articles_2022.jsonl.gz"
    if not path.is_file():
        print(f"{path} is not there; name the folder of the measuring data with --data", file=sys.stderr)
        return 1
    articles = read_articles(path, options.articles)
    _print(articles, questions_over(articles))
    return 0


def read_articles(path: Path, most: int) -> Articles:
    """Return the first articles of a file of them."""
    held: list[Held] = []
    texts: dict[DocumentId, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if len(held) == most:
                break
            one = DocumentId(row["id"])
            texts[one] = row["text"]
            held.append(Held(one, row["title"], row["url"], Revision(row["id"]), 1 + len(row["text"]) // _CHUNK))
    return Articles(tuple(held), texts)


def questions_over(articles: Articles) -> tuple[Scan, ...]:
    """Draw sixty questions: lists, counts, of what is never mentioned, of two things, and of one without another."""
    words = {one: frozenset(_WORD.findall(text)) for one, text in articles.texts.items()}
    names, nouns = _drawn(words)
    have = {term: _having(term, words) for term in (*names, *nouns)}
    everything = frozenset(words)
    chance = random.Random(_SEED)  # noqa: S311 - the same questions in every run
    terms = chance.sample([*names, *nouns], 60)
    scans = [Scan(f"Which articles mention {one}?", have[one]) for one in terms[:20]]
    scans += [Scan(f"How many articles mention {one}?", have[one]) for one in terms[20:35]]
    scans += [Scan(f"Which articles never mention {one}?", everything - have[one]) for one in terms[35:45]]
    pairs = list(zip(names[:30:2], names[1:30:2], strict=True))
    scans += [Scan(f"How many articles mention both {a} and {b}?", have[a] & have[b]) for a, b in pairs[:10]]
    scans += [Scan(f"List every article that mentions {a} but not {b}.", have[a] - have[b]) for a, b in pairs[10:15]]
    return tuple(scans)


def _drawn(words: Mapping[DocumentId, frozenset[str]]) -> tuple[list[str], list[str]]:
    """Return names and plain words that stand in some of the articles."""
    counts = Counter(word for own in words.values() for word in own)
    lower = {word for word in counts if word.islower()}
    few, many = len(words) // 200, len(words) // 12
    fit = [word for word, count in counts.items() if few <= count <= many and len(word) > 4]  # noqa: PLR2004
    names = sorted(word for word in fit if word.istitle() and word.lower() not in lower)
    plain = sorted(word for word in fit if word.islower() and word.title() not in counts and not word.endswith("s"))
    chance = random.Random(_SEED)  # noqa: S311 - as above
    return chance.sample(names, 60), chance.sample(plain, 40)


def _having(term: str, words: Mapping[DocumentId, frozenset[str]]) -> frozenset[DocumentId]:
    """Return the articles that have a word, a plain one also in the plural."""
    forms = {term} if term.istitle() else {term, f"{term}s", f"{term}es", term.title(), f"{term.title()}s"}
    return frozenset(one for one, own in words.items() if own & forms)


def _print(articles: Articles, scans: Sequence[Scan]) -> None:
    scanner = Scanner(articles)
    found = given = wanted = exact = 0
    slowest = 0.0
    for scan, (items, count, seconds) in zip(scans, _asked(scanner, scans), strict=True):
        slowest = max(slowest, seconds)
        exact += count == len(scan.right)
        if len(scan.right) <= MOST_SHOWN:
            found, given, wanted = found + len(items & scan.right), given + len(items), wanted + len(scan.right)
        if count != len(scan.right):
            print(f"{scan.question} says {count}, is {len(scan.right)}", file=sys.stderr)
    chunks = sum(one.chunks for one in articles.held)
    print(f"scans of {len(articles.held):,} articles, about {chunks:,} chunks: {len(scans)} questions")
    print(f"items: precision {found / given:.3f}, recall {found / wanted:.3f}; count exact {exact / len(scans):.2f}")
    print(f"the slowest took {slowest:.2f} s")


def _asked(scanner: Scanner, scans: Sequence[Scan]) -> Iterator[tuple[frozenset[DocumentId], int, float]]:
    for scan in scans:
        started = time.perf_counter()
        answer = scanner.answer(Asked(Question(scan.question), scan.question))
        seconds = time.perf_counter() - started
        if answer is None:
            yield frozenset(), -1, seconds
            continue
        listed = [one for one in answer.statements[1:] if one.citations]
        doubted = next((at for at, one in enumerate(answer.statements) if one.text.startswith("Doubtful")), None)
        if doubted is not None:
            listed = [one for one in answer.statements[1:doubted] if one.citations]
        cited = {one.number: one.document_id for one in answer.citations}
        count = int(answer.statements[0].text.split(" ")[0].replace(",", ""))
        yield frozenset(cited[one.citations[0]] for one in listed), count, seconds


if __name__ == "__main__":
    sys.exit(main())
