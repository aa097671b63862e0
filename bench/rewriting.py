"""Rewriting: how near our stand-alone questions come to those that people wrote, and what they spoil.

Run as `python -m bench.rewriting [--data FOLDER]`. The rows are measured, never learnt from; the rules were written
looking at the conversations of one half (`--half tuning`), so the figures to report are those of the other.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from assistant.conversation.question import Question, Turn
from assistant.conversation.turns import stand_alone
from assistant.english.words import stems_of
from assistant.metrics import Interval, bootstrap, normalise_answer
from bench.followups import report
from bench.workspace import Workspace, parser_with_data
from vectorstore.embedding import SentenceEmbedder

_ROWS = "rewrite_dev.jsonl.gz"
_HEADINGS = {"canard_dev": 2}  # history begins with the title of an article and of its section
_ONLY_QUESTIONS = frozenset({"cast2019", "cast2020"})
_HALVES = ("tuning", "measure")
_TEXTS_AT_ONCE = 256
_POINTING = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|this|that|these|those)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """A question in its conversation, the rewrite of a person, and ours."""

    source: str
    conversation: str
    question: str
    rewrite: str
    ours: str = ""
    again: str = ""  # ours of the person's rewrite, which stands alone, in the same conversation

    @property
    def stood_alone(self) -> bool:
        """Whether the person left the question as it was, but for case, punctuation and articles."""
        return normalise_answer(self.question) == normalise_answer(self.rewrite)

    @property
    def points_back(self) -> bool:
        """Whether the question holds a word that stands for something else, even where the person left it there."""
        return _POINTING.search(self.question) is not None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as counted on one row: the words found of the words added."""

    part: float
    whole: float


def turns_of(source: str, history: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns of a history as its source lists them: titles, then questions with or without answers."""
    headings = tuple(Turn(title) for title in history[: _HEADINGS.get(source, 0)])
    said = history[len(headings) :]
    if source in _ONLY_QUESTIONS:
        return (*headings, *(Turn(question) for question in said))
    answers = (*said[1::2], *([""] * (len(said) % 2)))
    return (*headings, *(Turn(question, answer) for question, answer in zip(said[::2], answers, strict=True)))


def half_of(source: str, conversation: str) -> str:
    """Return which half a conversation is in; the two that CANARD has of one section go together."""
    section = conversation.rsplit("_", 1)[0] if source == "canard_dev" else conversation
    return _HALVES[hashlib.sha256(f"{source}/{section}".encode()).digest()[0] % 2]


def words_recalled(row: Row) -> Share:
    """Return how many of the words that the person added are in ours, each as often as it was added."""
    asked = Counter(normalise_answer(row.question).split())
    added = Counter(normalise_answer(row.rewrite).split()) - asked
    ours = Counter(normalise_answer(row.ours).split()) - asked
    return Share((added & ours).total(), added.total())


def content_recalled(row: Row) -> Share:
    """Return how many of the stems of content words that the person added are in ours."""
    asked, wanted, ours = (stems_of(text) for text in (row.question, row.rewrite, row.ours))
    return Share(len((wanted - asked) & ours), len(wanted - asked))


def words_right(row: Row) -> Share:
    """Return how many of the words that we added are the person's."""
    asked = Counter(normalise_answer(row.question).split())
    added = Counter(normalise_answer(row.ours).split()) - asked
    return Share((added & (Counter(normalise_answer(row.rewrite).split()) - asked)).total(), added.total())


def distance_closed(vectors: Mapping[str, NDArray[np.float32]]) -> Callable[[Row], Share]:
    """Return the measure of how much of the cosine distance from question to rewrite ours closes."""

    def measure(row: Row) -> Share:
        question, rewrite, ours = (vectors[text] for text in (row.question, row.rewrite, row.ours))
        before, after = 1 - float(question @ rewrite), 1 - float(ours @ rewrite)
        return Share(before - after, before)

    return measure


def changed(row: Row) -> Share:
    """Return whether we changed the question at all."""
    return Share(float(row.ours != row.question), 1.0)


def spoilt(row: Row) -> Share:
    """Return whether we changed the person's rewrite, which leaves nothing to the conversation, when asked in it."""
    return Share(float(row.again != row.rewrite), 1.0)


def over_all(rows: Iterable[Row], measure: Callable[[Row], Share]) -> Interval | None:
    """Return the part of the whole over all rows, its interval drawn over conversations; None without a whole."""
    totals: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        share = measure(row)
        total = totals.setdefault((row.source, row.conversation), [0.0, 0.0])
        total[0], total[1] = total[0] + share.part, total[1] + share.whole
    counted = [total for total in totals.values() if total[1]]
    return bootstrap(counted, lambda drawn: float(drawn[:, 0].sum() / drawn[:, 1].sum())) if counted else None


def bench_rewriting(workspace: Workspace, *, half: str, sample: int) -> None:
    """Print the figures of every source and of all."""
    rows, milliseconds = _rewritten(workspace, half)
    if not rows:
        print(f"rewriting: skipped, {workspace.data}/{_ROWS} is not here (name the folder with --data)")
        return
    print(
        f"rewriting, {len(rows):,} questions of the {half} half; p50 {np.percentile(milliseconds, 50):.2f} ms,", end=" "
    )
    print(f"p95 {np.percentile(milliseconds, 95):.2f} ms, longest {max(milliseconds):.1f} ms of processor time")
    for source in ("all", *sorted({row.source for row in rows})):
        _report_words(source, [row for row in rows if source in {"all", row.source}])
    drawn = _drawn([row for row in rows if not row.stood_alone], sample)
    vectors = _vectors(text for row in drawn for text in (row.question, row.rewrite, row.ours))
    print(f"distance closed, cosine, on {len(drawn):,} follow-ups")
    for source in ("all", *sorted({row.source for row in drawn})):
        closed = over_all((row for row in drawn if source in {"all", row.source}), distance_closed(vectors))
        print(f"  {source:<30}{closed}")


def _report_words(name: str, rows: Sequence[Row]) -> None:
    followups = [row for row in rows if not row.stood_alone]
    alone = [row for row in rows if row.stood_alone]
    print(f"{name}: {len(followups):,} follow-ups, {len(alone):,} that stood alone")
    print(f"  recall of the words added     {over_all(followups, words_recalled)}")
    print(f"  recall of the content added   {over_all(followups, content_recalled)}")
    print(f"  precision of our words        {over_all(followups, words_right)}")
    print(f"  changed though it stood alone {over_all(alone, changed)}")
    for points_back, what in ((False, "no pronoun"), (True, "a pronoun")):
        some = [row for row in alone if row.points_back == points_back]
        print(f"    of {len(some):,} with {what:<18}{over_all(some, changed)}")
    print(f"  rewrites of people changed    {over_all(followups, spoilt)}")


def _rewritten(workspace: Workspace, half: str) -> tuple[list[Row], list[float]]:
    rows, milliseconds = [], []
    for table in workspace.rows(_ROWS):
        source, conversation = table["src"], str(table["conv"])
        if half not in {"all", half_of(source, conversation)}:
            continue
        question = Question(table["question"], turns_of(source, table["history"]))
        started = time.process_time()
        ours = stand_alone(question)
        milliseconds.append(1000 * (time.process_time() - started))
        again = stand_alone(replace(question, text=table["rewrite"]))
        rows.append(Row(source, conversation, question.text, table["rewrite"], ours, again))
    return rows, milliseconds


def _drawn(rows: Sequence[Row], sample: int) -> list[Row]:
    chosen = np.random.default_rng(0).permutation(len(rows))[: sample or len(rows)]
    return [rows[place] for place in sorted(chosen)]


def _vectors(texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    wanted = sorted(set(texts), key=len)
    vectors = [
        embedder.embed(wanted[start : start + _TEXTS_AT_ONCE]) for start in range(0, len(wanted), _TEXTS_AT_ONCE)
    ]
    return dict(zip(wanted, np.concatenate(vectors), strict=True)) if wanted else {}


def _main() -> None:
    parser = parser_with_data("bench.rewriting", "Measure stand-alone questions.")
    parser.add_argument("--half", choices=(*_HALVES, "all"), default="measure", help="which conversations")
    parser.add_argument("--sample", type=int, default=0, help="embed so many follow-ups only, drawn by chance")
    options = parser.parse_args()
    report(Path("examples"))
    bench_rewriting(Workspace(Path(), options.data), half=options.half, sample=options.sample)


if __name__ == "__main__":
    _main()
