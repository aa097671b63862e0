"""Summaries beside the first sentences and beside TextRank, each with as many sentences as the summary has.

    python -m bench.summaries [--articles N]

Of news articles the words of the title and of the first paragraph are what a summary should say; it is made of the
rest. Of the household's documents it is a few points, written by hand. Vectors in the library are drawn by lot: a
summary takes those of the sentences that it chooses among from the model.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.assembly import Assistant
from assistant.english.words import stems_of
from assistant.quoting.summaries import summarise
from bench.home import DOCUMENTS
from bench.home_judging import says_any
from bench.news_scans import DrawnVectors
from bench.workspace import Workspace, parser_of, sampled
from ingest.documents import Document, Source
from ingest.sentences import split_sentences
from vectorstore.library import Library
from vectorstore.views import Record

_ARTICLES = "news/articles_2023.jsonl.gz"
_MANY = 100
_SHORTEST, _LONGEST = 1500, 8000  # characters of an article that is summarised
_DAMPING, _ROUNDS = 0.85, 50  # of TextRank, as Mihalcea and Tarau have it (2004)

# What a summary of a document of the household should say, a way or several for each point.
POINTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "dentist.eml": (("3 June",), ("two molars",), ("38 euros",), ("24 hours",)),
    "contents-insurance.pdf": (("LM-448-2091",), ("burglary",), ("Flood", "ground water"), ("65,000",)),
    "flat-notes.txt": (("under the kitchen sink",), ("Kamara",), ("first Tuesday",), ("19 degrees",)),
    "minutes-2025-03.txt": (("1,862.40",), ("780 euros", "Rohrbach"), ("spring meeting", "14 March 2025")),
    "minutes-2025-05.txt": (("812 euros",), ("Nine people",), ("12 July",), ("early summer meeting",)),
    "price-list-2024.pdf": (("1 January 2024",), ("2.20 euros",), ("Minimum order",), ("free of charge",)),
    "plumber-invoice.pdf": (("17 February 2025",), ("168.98",), ("two years",), ("14 days",)),
    "reply-paper-mill.eml": (("15 percent",), ("12 reams",), ("before 10 May",)),
    "sports-day.odt": (("27 June",), ("4 July",), ("cars cannot be parked", "sports shoes"), ("six parents",)),
    "spring-review.pptx": (("10,904",), ("nine days",), ("200 more registers",)),
    "staff-handbook.md": (("38 hours",), ("28 days",), ("9:00",), ("guillotine",), ("600 euros",)),
    "statutes.md": (("Millrace Lane",), ("over 16",), ("40 euros",), ("two thirds",)),
    "trip-plan.docx": (("Villa Tamarisk",), ("1,480",), ("512 euros",), ("2 August",)),
    "school-trip.html": (("16 June",), ("164 euros",), ("9 May",), ("8:15", "8:00")),
    "recipes.epub": (("Plum cake", "40 minutes"), ("Lentil soup", "35 minutes")),
}


@dataclass(frozen=True, slots=True)
class Summarised:
    """What three summaries of one length say of what should be said, as shares: ours, the first sentences, TextRank."""

    ours: float
    lead: float
    ranked: float


def ranked_sentences(sentences: Sequence[str]) -> list[int]:
    """Return the sentences, as places in the list, by TextRank: those first that share words with most others."""
    stems = [stems_of(one) for one in sentences]
    size = len(sentences)
    weights = np.zeros((size, size))
    for row in range(size):
        for column in range(row):
            shared = len(stems[row] & stems[column])
            scale = np.log(max(len(stems[row]), 2)) + np.log(max(len(stems[column]), 2))
            weights[row, column] = weights[column, row] = shared / scale
    outgoing = weights.sum(axis=1, keepdims=True)
    moves = np.divide(weights, outgoing, out=np.full_like(weights, 1 / max(size, 1)), where=outgoing > 0)
    ranks = np.full(size, 1 / max(size, 1))
    for _ in range(_ROUNDS):
        ranks = (1 - _DAMPING) / max(size, 1) + _DAMPING * moves.T @ ranks
    return sorted(range(size), key=lambda place: (-ranks[place], place))


def recalled(text: str, wanted: frozenset[str]) -> float:
    """Return the share of some stems that a text has."""
    return len(stems_of(text) & wanted) / max(len(wanted), 1)


def pointed(text: str, points: Sequence[tuple[str, ...]]) -> float:
    """Return the share of some points that a text says, each in one of its ways."""
    return sum(says_any(text, ways) for ways in points) / len(points)


def said_of(record: Record, library: Library, assistant: Assistant) -> tuple[str, ...]:
    """Return the sentences of the summary of one document, without the line that names its parts."""
    statements, _ = summarise([record], library, assistant.embedder)
    return tuple(one.text for one in statements if not one.concluded)


def held(summary: Sequence[str], text: str) -> tuple[str, str, str]:
    """Return a summary beside the first sentences of a text and those that TextRank chooses, as many of each."""
    sentences = [text[span.start : span.end] for span in split_sentences(text)]
    ranked = sorted(ranked_sentences(sentences)[: len(summary)])
    return " ".join(summary), " ".join(sentences[: len(summary)]), " ".join(sentences[place] for place in ranked)


def of_news(assistant: Assistant, folder: Path, articles: Iterable[tuple[str, str, str]]) -> Iterator[Summarised]:
    """Yield what summaries say of the title and the first paragraph of articles, made of the rest of each."""
    with Library.open(folder, DrawnVectors(assistant.embedder), write=True) as library:
        for identity, abstract, body in articles:
            document = Document(Source(f"https://news.example/{identity}", identity), identity, body)
            library.put(document)
            record = next(one for one in library.documents() if one.id == document.id)
            wanted = stems_of(abstract)
            ours, lead, ranked = held(said_of(record, library, assistant), body)
            yield Summarised(recalled(ours, wanted), recalled(lead, wanted), recalled(ranked, wanted))


def of_household(assistant: Assistant) -> Iterator[Summarised]:
    """Yield what summaries of the household's documents say of their points."""
    for record in assistant.library.documents():
        points = POINTS.get(record.uri.rsplit("/", 1)[-1])
        if points:
            text = assistant.library.document(record.id, record.revision).text
            ours, lead, ranked = held(said_of(record, assistant.library, assistant), text)
            yield Summarised(pointed(ours, points), pointed(lead, points), pointed(ranked, points))


def drawn(workspace: Workspace, number: int) -> list[tuple[str, str, str]]:
    """Return articles of some length, drawn by lot: a name, title with first paragraph, and the rest."""
    found = []
    for row in workspace.rows(_ARTICLES):
        first, _, rest = row["text"].partition("\n\n")
        if _SHORTEST <= len(rest) <= _LONGEST and row["title"].strip():
            found.append((str(row["id"]), f"{row['title']} {first}", rest))
    return sampled(found, number)


def _line(name: str, found: Sequence[Summarised]) -> str:
    shares = (sum(getattr(one, field) for one in found) / max(len(found), 1) for field in ("ours", "lead", "ranked"))
    return f"| {name} | {len(found)} | {' | '.join(f'{share:.3f}' for share in shares)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Summarise, and print the table; return the exit status."""
    parser = parser_of("bench.summaries", __doc__)
    parser.add_argument("--articles", type=int, default=_MANY, help="how many articles")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, Assistant.open(Path(folder) / "home") as assistant:
        assistant.ingest([str(DOCUMENTS)])
        household = list(of_household(assistant))
        news = list(
            of_news(assistant, Path(folder) / "news", drawn(Workspace(options.folder, options.data), options.articles))
        )
    print("| documents | number | summary | first sentences | TextRank |\n|---|---:|---:|---:|---:|")
    print(_line("household, points", household))
    print(_line("news, words of title and first paragraph", news))
    return 0


if __name__ == "__main__":
    sys.exit(main())
