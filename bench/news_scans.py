"""Counts and lists over 2,000 news articles: how exactly the library as a whole is searched.

Run as `python -m bench.news_scans [--articles N] [--misses]`. The gold comes from a scan by this module, which shares
nothing with the product: a name is mentioned where its words stand in an article, whole, in any case. The title and the
first 1,600 characters of each are taken, and vectors are drawn by lot: a scan needs none, and those of the model would
take a quarter of an hour.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from assistant.answers import Answer
from assistant.assembly import Assistant
from assistant.conversation.question import Question
from bench.home_judging import figures
from bench.workspace import Workspace, parser_of
from ingest.documents import Document, Source
from vectorstore.embedding import Embedder, Vectors
from vectorstore.library import Library

_ARTICLES = "news/articles_2022.jsonl.gz"
_MANY = 2000
_LENGTH = 1600


class Form(StrEnum):
    """What is asked of the mentions."""

    COUNT = "count"
    LIST = "list"
    BOTH = "count both"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its address, and its title with the beginning of its text."""

    uri: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A question over all articles: in which the first name stands, and the second too, or not."""

    form: Form
    question: str
    name: str
    other: str = ""

    def gold(self, articles: Iterable[Article]) -> frozenset[str]:
        """Return the addresses of the articles that it is about."""
        return frozenset(one.uri for one in articles if self._holds(one.text))

    def _holds(self, text: str) -> bool:
        if not mentions(text, self.name):
            return False
        if not self.other:
            return True
        return mentions(text, self.other) is (self.form is Form.BOTH)


def mentions(text: str, name: str) -> bool:
    """Whether the words of the name stand in the text, whole, in any case, with any blanks between.

    An "s" may follow: of several, or of what is theirs, which some write without its apostrophe.
    """
    words = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){words}s?(?!\w)", text, re.IGNORECASE) is not None


_COUNTED = (
    "Wimbledon;Theranos;TikTok;Starbucks;Walmart;Tesla;Moderna;Yosemite;Uvalde;Taliban;Powerball;Kremlin;Pentagon;"
    "Justice Department;World Health Organization;Federal Reserve;European Union;Mega Millions;Hong Kong;Netflix"
).split(";")
_LISTED = (
    "Serena Williams;Liz Cheney;Brittney Griner;Novak Djokovic;Nancy Pelosi;Rishi Sunak;Shinzo Abe;Jurassic World;"
    "HBO Max;Super Bowl;Sri Lanka;Saudi Arabia;South Korea;Lake Mead;Elizabeth Holmes;Xi Jinping;North Korea;JetBlue;"
    "Spotify;Sandy Hook"
).split(";")
_TOGETHER = (
    ("Ukraine", "Poland"),
    ("Serena Williams", "Wimbledon"),
    ("Netflix", "Disney"),
    ("Pfizer", "Moderna"),
    ("Tesla", "Twitter"),
    ("China", "Taiwan"),
    ("Finland", "Sweden"),
    ("Jennifer Lopez", "Ben Affleck"),
    ("Dodgers", "Yankees"),
    ("Obama", "Biden"),
)
_APART = (
    ("Moderna", "Pfizer"),
    ("Taiwan", "China"),
    ("Sweden", "Finland"),
    ("Wimbledon", "Williams"),
    ("Tesla", "Musk"),
    ("Theranos", "Balwani"),
    ("Oscars", "Smith"),
    ("Kremlin", "Putin"),
    ("Starbucks", "union"),
    ("Powerball", "Mega Millions"),
)
_WAYS = {
    Form.COUNT: (
        "How many articles mention {0}?",
        "In how many documents does {0} appear?",
        "how often is {0} mentioned, in how many articles",
        "Number of articles that mention {0}",
    ),
    Form.LIST: (
        "List every article that mentions {0}.",
        "Which articles mention {0}?",
        "all documents that mention {0}",
        "Show me every document in which {0} is named.",
    ),
    Form.BOTH: ("How many articles mention both {0} and {1}?", "In how many articles do {0} and {1} appear together?"),
    Form.NEVER: ("Which articles that mention {0} never mention {1}?", "List the articles with {0} but without {1}."),
}


def scans() -> Iterator[Scan]:
    """Yield the 60 questions, the ways of asking taken in turn."""
    asked: Mapping[Form, Sequence[tuple[str, ...]]] = {
        Form.COUNT: [(name,) for name in _COUNTED],
        Form.LIST: [(name,) for name in _LISTED],
        Form.BOTH: _TOGETHER,
        Form.NEVER: _APART,
    }
    for form, names in asked.items():
        ways = _WAYS[form]
        for at, named in enumerate(names):
            yield Scan(form, ways[at % len(ways)].format(*named), *named)


@dataclass(frozen=True, slots=True)
class Found:
    """What was answered to a question: the articles cited, and the figure said, None where none was."""

    scan: Scan
    gold: frozenset[str]
    given: frozenset[str]
    figure: int | None
    refused: bool

    @classmethod
    def of(cls, scan: Scan, gold: frozenset[str], answer: Answer) -> Found:
        """Return what an answer says: of a count, the first number of it that the question does not hold."""
        if answer.refused:
            return cls(scan, gold, frozenset(), None, refused=True)
        said = " ".join(statement.text for statement in answer.statements[:2])
        numbers = [one for one in figures(said) if one not in figures(scan.question)]
        cited = frozenset(number for statement in answer.statements for number in statement.citations)
        given = frozenset(one.source for one in answer.citations if one.number in cited)
        return cls(scan, gold, given, int(numbers[0]) if numbers else None, refused=False)

    @property
    def is_counted_right(self) -> bool:
        """Whether the figure is how many there are."""
        return self.figure == len(self.gold)


def table(outcomes: Sequence[Found]) -> Iterator[str]:
    """Yield the lines of a Markdown table by form: items over all questions, and counts that are exact."""
    yield "| form | questions | refused | items precision | items recall | count exact |"
    yield "|---|---:|---:|---:|---:|---:|"
    for form in (*Form, None):
        some = [one for one in outcomes if form in {None, one.scan.form}]
        counts = [one.is_counted_right for one in some if one.scan.form in {Form.COUNT, Form.BOTH}]
        right = sum(len(one.given & one.gold) for one in some)
        yield (
            f"| {form or 'all'} | {len(some)} | {sum(one.refused for one in some)} "
            f"| {_share(right, sum(len(one.given) for one in some))} "
            f"| {_share(right, sum(len(one.gold) for one in some))} | {_share(sum(counts), len(counts))} |"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def misses(outcomes: Iterable[Found]) -> Iterator[str]:
    """Yield the questions whose items or count are not exact, with how they differ."""
    for one in outcomes:
        counts = one.scan.form in {Form.COUNT, Form.BOTH}
        if one.given != one.gold or (counts and not one.is_counted_right):
            lacking, added = len(one.gold - one.given), len(one.given - one.gold)
            told = "refused" if one.refused else f"said {one.figure}, lacks {lacking}, adds {added}"
            yield f"{one.scan.question} {len(one.gold)} in truth; {told}"


def articles_of(workspace: Workspace, number: int) -> tuple[Article, ...]:
    """Return the first articles with titles of their own."""
    articles: dict[str, Article] = {}
    for row in workspace.rows(_ARTICLES):
        title = row["title"].strip()
        if title and title not in articles:
            articles[title] = Article(f"https://news.example/{row['id']}", title, f"{title}\n\n{row['text'][:_LENGTH]}")
        if len(articles) == number:
            break
    return tuple(articles.values())


@dataclass(frozen=True, slots=True)
class DrawnVectors:
    """An embedder whose vectors of documents say nothing, under the name of the one that it stands for."""

    model: Embedder

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    @property
    def weights_hash(self) -> str:
        """The hash of the model's weights."""
        return self.model.weights_hash

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self.model.dimension

    def count_tokens(self, text: str) -> int:
        """Return how many word pieces the model reads."""
        return self.model.count_tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return vectors drawn by lot, the same every time."""
        drawn = np.random.default_rng(len(texts)).normal(size=(len(texts), self.dimension)).astype(np.float32)
        vectors: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        return vectors

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Return the model's vectors of questions."""
        return self.model.embed_questions(questions)

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Return what the model makes of cosines."""
        return self.model.to_similarity(cosines)


def fill(library: Library, articles: Iterable[Article]) -> None:
    """Put the articles into a library; what is there already stays."""
    have = {record.uri for record in library.documents()}
    for article in articles:
        if article.uri not in have:
            library.put(Document(Source(article.uri, article.uri), article.title, article.text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and print the table; return the exit status."""
    parser = parser_of("bench.news_scans", __doc__)
    parser.add_argument("--articles", type=int, default=_MANY, help="how many articles")
    parser.add_argument("--misses", action="store_true", help="list what was not exact")
    options = parser.parse_args(arguments)
    articles = articles_of(Workspace(options.folder, options.data), options.articles)
    if not articles:
        print(f"{options.data / _ARTICLES} is not here (name the folder: --data)", file=sys.stderr)
        return 1
    folder: Path = options.folder / f"news-scans-{len(articles)}"
    with Assistant.open(folder) as assistant:
        with Library.open(folder, DrawnVectors(assistant.embedder), write=True) as library:
            fill(library, articles)
        outcomes = [Found.of(scan, scan.gold(articles), assistant.ask(Question(scan.question))) for scan in scans()]
    print("\n".join(table(outcomes)))
    if options.misses:
        print("\n".join(misses(outcomes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
