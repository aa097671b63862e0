"""Named rows: which row of a table a question names in another language, or in other words, by what its cells mean.

Of a cell's name alone no embedder is sure: a row is named as far as it is ahead of the other rows of its table. Figures
and what is written alike in both must agree. Knows how rows are told; never what else a passage says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.reader.beginnings import beginnings_of
from assistant.reader.interaction import Floats, mean_of_anything, unit
from assistant.reader.readings import Reading, quote
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

if TYPE_CHECKING:
    from vectorstore.multilingual.embedder import Understood

CELLS = " \u00b7 "
"""What parts the cells of a row as it is told."""


class UnderstandsPieces(Protocol):
    """An embedder that tells what the pieces of texts mean. `MultilingualEmbedder` does."""

    def understand(self, texts: Sequence[str]) -> Iterator[Understood]:
        """Yield the vector of each text, and those of its pieces."""
        ...

    def understand_questions(self, questions: Sequence[str]) -> Iterator[Understood]:
        """Yield those of questions, as `understand` does of what may answer them."""
        ...


@dataclass(frozen=True, slots=True)
class NamedRows:
    """Reads the rows that questions name. `anything` is the mean of sentences on anything, and is taken off."""

    embedder: UnderstandsPieces
    anything: Floats

    @classmethod
    def load(cls, embedder: UnderstandsPieces) -> NamedRows:
        """Read the mean that comes with the package."""
        return cls(embedder, mean_of_anything())

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of the row of each table that is named most, and how likely it is meant."""
        columns = [column for column in columns_of(passages) if len(column.rows) >= _FEWEST]
        if not columns:
            return ()
        pieces = self._asked(question)
        found: dict[tuple[str, Span], Reading] = {}
        for column in columns:
            if len(others := _called_otherwise(passages, column)) >= _FEWEST:
                nearest = float(self._nearness(pieces, others).max())
            else:
                nearest = 0.0
            for reading in self._of_column(question, pieces, column, nearest):
                key = (reading.passage.chunk.id, reading.sentence)
                if key not in found or found[key].probability < reading.probability:
                    found[key] = reading
        return tuple(found.values())

    def near(self, question: str, names: Sequence[str]) -> tuple[float, ...]:
        """Return how near each name is to a piece of a question, by what it has not in common with all of them."""
        return tuple(map(float, self._nearness(self._asked(question), names)))

    def _asked(self, question: str) -> Floats:
        (asked,) = self.embedder.understand_questions([question])
        return unit(asked.pieces - self.anything)

    def _nearness(self, asked: Floats, names: Sequence[str]) -> Floats:
        cells = [one.pieces for one in self.embedder.understand(names)]
        common = np.concatenate(cells).mean(axis=0)
        return np.array([(unit(one - common) @ asked.T).max(axis=1).mean() for one in cells], np.float32)

    def _of_column(self, question: str, asked: Floats, column: NameColumn, nearest: float) -> Iterator[Reading]:
        names = list(column.rows)[:_MOST_NAMES]
        near = self._nearness(asked, names)
        agreeing = np.where(_agreeing(question, column, names), near, -1.0)
        best = int(agreeing.argmax())
        # A figure that only one row has, and that may be of anything, puts that ahead of no row that is as near.
        rival = max(np.delete(agreeing, best).max(), np.median(np.delete(near, best)))
        ahead = float(near[best] - rival)
        rows = column.rows[names[best]]
        if len(rows) > _MOST_ROWS or near[best] <= nearest:
            return
        probability = 1.0 / (1.0 + np.exp(-_STEEPNESS * (min(ahead, 1.0) - _EVEN)))
        for passage, span in rows:
            yield Reading(passage, span, float(probability))


@dataclass(frozen=True, slots=True)
class NameColumn:
    """What the cells of a column say, each with the rows in which they say it; `told` is how each name's row reads."""

    rows: dict[str, list[tuple[Passage, Span]]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


# Of 30 everyday things in nine languages, in questions for the price of one against English tables of six and the other
# way round, the right row is first for 0.88. It is ahead by 0.15 for 0.70, and some row for 0.07 of the questions for
# what the table has not: there a reading is as likely as the threshold across languages.
_STEEPNESS, _EVEN = 15.4, 0.19
_FEWEST = 3  # names, of which one can be ahead of others
_MOST_NAMES = 64
_MOST_ROWS = 3  # of one name: of more, none is meant
_LONGEST = 60  # characters of a name: what is longer are sentences
_CELL = lazy_pattern(r"(?:([^:·]{1,80}): )?(.+)")
_FIGURE = lazy_pattern(r"\d+(?:[.,]\d+)*")


def columns_of(passages: Sequence[Passage]) -> tuple[NameColumn, ...]:
    """Return the columns of names in the tables of passages that read as they are told; rows of one table together."""
    found: dict[tuple[str, str], NameColumn] = {}
    for passage in passages:
        for span in passage.chunk.sentences:
            told = quote(passage, span)
            cells = [match for part in told.split(CELLS) if (match := _CELL.fullmatch(part))]
            if len(cells) < 2:  # noqa: PLR2004 - a row has two cells
                continue
            for name, value in ((cell[1] or str(at), cell[2].strip()) for at, cell in enumerate(cells)):
                if is_name(value):
                    column = found.setdefault((passage.source, name), NameColumn())
                    column.rows.setdefault(value, []).append((passage, span))
                    column.told.setdefault(value, told)
    return tuple(found.values())


def _called_otherwise(passages: Sequence[Passage], column: NameColumn) -> Sequence[str]:
    """Return what the passages of other documents are called, each by its heading or its title."""
    own = {passage.source for rows in column.rows.values() for passage, _ in rows}
    called = (one.chunk.heading.rpartition(" › ")[2] or one.chunk.title for one in passages if one.source not in own)
    return [one for one in dict.fromkeys(called) if one][:_MOST_NAMES]


def is_name(value: str) -> bool:
    """Tell whether a cell's words may be a name: mostly letters, and no sentence."""
    letters = sum(one.isalpha() or unicodedata.category(one).startswith("M") for one in value)
    return 2 * letters > len(value) and len(value) <= _LONGEST


def _agreeing(question: str, column: NameColumn, names: Sequence[str]) -> Sequence[bool]:
    """Return which names have the figures of a question that any row has, and most of the words that any name has."""
    figures = frozenset(_FIGURE.findall(question))
    exact = beginnings_of(question)
    had = [len(figures & frozenset(_FIGURE.findall(column.told[name]))) for name in names]
    alike = [len(exact & beginnings_of(name)) for name in names]
    agreeing = [one == max(had) and other == max(alike) for one, other in zip(had, alike, strict=True)]
    return agreeing if any(agreeing) else [True] * len(names)
