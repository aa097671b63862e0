"""Negatives: contexts that are near to a question and do not hold its answer, and questions that lost theirs.

Mined ones come from the other contexts of the same source, by BM25 and by embedding; made ones are the question's
own context without the sentence that answers, and the question with a name or a number exchanged.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from assistant.english.words import split_words
from assistant.reader.matching import TextEmbedder
from ingest.sentences import split_sentences
from training.open_data import LabelledQuestion

_WANTED = 6  # mined by each way; one is drawn per epoch
_LOOKED_AT = 12
_LEAST_SENTENCES = 2  # of a context without its answer: one alone says too little to be near

# Questions of these sources fit any context of the source ("What do you collect?"): others may well answer them.
GENERIC_SOURCES = frozenset({"policyqa_dev", "policyqa_test"})

_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(r"(?<=\w )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*")


class WordIndex:
    """Texts ranked by BM25: SQLite's FTS5 with its Porter stemmer."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._store = sqlite3.connect(":memory:")
        self._store.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
        self._store.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))

    def nearest(self, question: str, *, limit: int) -> list[int]:
        """Return the indices of the texts that share words with `question`, best first."""
        terms = dict.fromkeys(word.lower.replace('"', "") for word in split_words(question) if word.is_content)
        found = self._store.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms) or '""', limit),
        )
        return [index for (index,) in found]


def mine(rows: Sequence[LabelledQuestion], embedder: TextEmbedder) -> tuple[tuple[str, ...], ...]:
    """Return, for each row, contexts of its source that are near and hold none of its accepted answers.

    Those found by BM25 and by embedding alternate, the nearest first. Rows of generic sources have none.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.source not in GENERIC_SOURCES:
            groups[row.source].append(index)
    mined: list[tuple[str, ...]] = [()] * len(rows)
    for indices in groups.values():
        chosen = [rows[index] for index in indices]
        found = near_contexts(chosen, [row.context for row in chosen], embedder)
        for index, contexts in zip(indices, found, strict=True):
            mined[index] = contexts
    return tuple(mined)


def near_contexts(
    rows: Sequence[LabelledQuestion], contexts: Sequence[str], embedder: TextEmbedder
) -> Iterator[tuple[str, ...]]:
    """Yield, for each row, those of `contexts` that are near and hold none of its accepted answers.

    Those found by BM25 and by embedding alternate, as many of each, the nearest first: so a search fuses them.
    """
    if not rows:
        return
    texts = tuple(dict.fromkeys(contexts))
    for words, meaning in zip(_by_words(rows, texts), _by_meaning(rows, texts, embedder), strict=True):
        yield tuple(dict.fromkeys(context for pair in zip(words, meaning, strict=False) for context in pair))


def lacks_answer(row: LabelledQuestion, context: str) -> bool:
    """Whether `context` is another one than the row's and holds none of its accepted answers as a text."""
    folded = context.casefold()
    return context != row.context and not any(answer.casefold() in folded for answer in row.texts)


def without_answer(row: LabelledQuestion) -> str | None:
    """Return the context without the sentences that hold the answer; None if it still says it, or says too little."""
    sentences = split_sentences(row.context)
    kept = [
        row.context[span.start : span.end]
        for span in sentences
        if not any(span.start < answer.end and answer.start < span.end for answer in row.answers)
    ]
    context = " ".join(kept)
    if len(kept) < _LEAST_SENTENCES or len(kept) == len(sentences) or not lacks_answer(row, context):
        return None
    return context


def swap(text: str, against: str, pool: Mapping[str, Sequence[str]], rng: random.Random) -> str | None:
    """Exchange a number or a name of `text` for one of `pool` that does not stand in `against`.

    `pool` holds texts by "number" and "name", as `collect` makes it. None if there is nothing to exchange.
    """
    found = [("number", match) for match in _NUMBER.finditer(text)] + [
        ("name", match) for match in _NAME.finditer(text)
    ]
    known = [(kind, match) for kind, match in found if match.group() in against and pool[kind]]
    if not known:
        return None
    kind, match = rng.choice(known)
    other = rng.choice(pool[kind])
    if other in against:
        return None
    return text[: match.start()] + other + text[match.end() :]


def collect(texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the numbers and the names of `texts`, each once, in order."""
    numbers = (match.group() for text in texts for match in _NUMBER.finditer(text))
    names = (match.group() for text in texts for match in _NAME.finditer(text))
    return {"number": tuple(dict.fromkeys(numbers)), "name": tuple(dict.fromkeys(names))}


def _by_words(rows: Sequence[LabelledQuestion], contexts: Sequence[str]) -> Iterator[list[str]]:
    index = WordIndex(contexts)
    for row in rows:
        yield _lacking(row, (contexts[place] for place in index.nearest(row.question, limit=_LOOKED_AT)))


def _by_meaning(
    rows: Sequence[LabelledQuestion], contexts: Sequence[str], embedder: TextEmbedder
) -> Iterator[list[str]]:
    vectors = embedder.embed(contexts)
    for row, question in zip(rows, embedder.embed_questions([row.question for row in rows]), strict=True):
        nearest = np.argsort(-(vectors @ question))[:_LOOKED_AT]
        yield _lacking(row, (contexts[index] for index in nearest))


def _lacking(row: LabelledQuestion, contexts: Iterator[str]) -> list[str]:
    return [context for context in contexts if lacks_answer(row, context)][:_WANTED]
