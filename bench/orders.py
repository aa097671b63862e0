"""How often a sentence that speaks to people is taken for an order to an assistant, and kept from a chat model.

Run as `python -m bench.orders [--data FOLDER] [--sample N]`. The texts are news and articles of an encyclopedia, which
hold no such order: whatever is taken for one is a false alarm, and is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.english.instructions import addresses_assistant
from bench.workspace import Workspace, parser_with_data, sampled
from ingest.sentences import split_sentences

_NEWS = ("news/articles_2022.jsonl.gz", "news/articles_2023.jsonl.gz")
_ENCYCLOPEDIA = "reader_dev.jsonl.gz"
_WIKIPEDIA = frozenset({"nq_open_oracle", "xquad_en"})


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts of one kind: how many sentences they have, and those that were taken for orders."""

    name: str
    texts: int
    sentences: int
    taken: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many sentences were taken for orders, by kind of text, and each of them."""
    options = _parse(arguments)
    kinds = texts_of(Workspace(Path(), options.data))
    if not any(kinds.values()):
        print(f"orders: skipped, no texts in {options.data} (name the folder with --data)")
        return
    counted = [count(name, sampled(texts, options.sample or len(texts))) for name, texts in kinds.items()]
    for line in lines_of(counted):
        print(line)


def texts_of(workspace: Workspace) -> Mapping[str, Sequence[str]]:
    """Return the texts by kind, each once."""
    news = (row["text"] for name in _NEWS for row in workspace.rows(name))
    return {"news": _once(news), "encyclopedia": _once(_contexts(workspace.rows(_ENCYCLOPEDIA)))}


def _contexts(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (row["context"] for row in rows if row["src"] in _WIKIPEDIA)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def count(name: str, texts: Sequence[str], takes: Callable[[str], bool] = addresses_assistant) -> Counted:
    """Return how many sentences `texts` have, and which of them are taken for orders."""
    sentences = [text[span.start : span.end] for text in texts for span in split_sentences(text)]
    return Counted(name, len(texts), len(sentences), tuple(one for one in sentences if takes(one)))


def lines_of(counted: Sequence[Counted]) -> Iterator[str]:
    """Yield a line for each kind and for all, and one for each sentence taken."""
    for one in counted:
        yield f"{one.name}: {len(one.taken)} of {one.sentences:,} sentences of {one.texts:,} texts taken for orders"
        yield from (f"  {' '.join(sentence.split())}" for sentence in one.taken)
    taken, sentences = sum(len(one.taken) for one in counted), sum(one.sentences for one in counted)
    yield f"in all: {taken} of {sentences:,}"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_with_data("bench.orders", __doc__)
    parser.add_argument("--sample", type=int, default=1000, help="texts of each kind, at most; 0 for all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
