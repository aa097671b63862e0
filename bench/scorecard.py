"""The scorecard: what sourcechat is worth on the examples and the measuring data, beside baselines, in one table.

Run as `make evaluate` or `python -m bench.scorecard [--data FOLDER] [--sample N] [--write]`. A figure of ours that
falls below the committed baseline by more than a hair ends it with status 3.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import platformdirs

from assistant.assembly import Assistant, assemble
from assistant.evaluation.figures import METRICS, figures_of
from assistant.evaluation.questions import EvaluationQuestion, read_questions
from assistant.evaluation.ranking import Sought, measure_ranking
from assistant.evaluation.run import Measuring, evaluate
from assistant.metrics import Interval, balanced_accuracy, bootstrap, reciprocal_rank, roc_auc
from assistant.reader.network import TrainedNetwork
from assistant.reader.scoring import passages_of
from assistant.reader.trained import TrainedReader
from assistant.reader.words import content_stems, split_words
from assistant.settings import load_settings
from bench.corpora import CORPORA, CorpusData
from bench.systems import systems_over
from bench.workspace import Workspace
from vectorstore.embedding import SentenceEmbedder

Item = TypeVar("Item")

BASELINE = Path(__file__).with_name("scorecard.json")
OURS = "sourcechat"
_READ = "fused + reader"
_HAIR = 0.005  # what another processor's rounding may cost
_BELOW = 3  # exit status, as of `sourcechat evaluate --fail-under`
_SEED = 20261124
_EXAMPLES = Path("examples/documents")
_QUESTIONS = Path("examples/questions.jsonl")
_RANKED = ("recall@1", "recall@5", "mrr@10", "ndcg@10")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one system on one set of questions."""

    part: str
    system: str
    figure: str
    interval: Interval
    count: int

    @property
    def key(self) -> str:
        """What the baseline calls it by."""
        return f"{self.part} / {self.system} / {self.figure}"

    @property
    def is_guarded(self) -> bool:
        """Whether a run below the baseline fails: quality of ours, never of others, never time."""
        return self.system in (OURS, _READ) and self.figure != "seconds"

    def __str__(self) -> str:
        """Return a row of the table."""
        return f"{self.part:<22} {self.system:<16} {self.figure:<22} {self.interval!s:<24} {self.count:>6}"


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part of the scorecard is given."""

    workspace: Workspace
    embedder: SentenceEmbedder
    sample: int

    def sampled(self, rows: Iterable[Item]) -> list[Item]:
        """Return at most `sample` of the rows, the same ones every time."""
        given = list(rows)
        return random.Random(_SEED).sample(given, min(self.sample, len(given)))  # noqa: S311 - a sample, no secret

    def assistant(self, name: str) -> Assistant:
        """Return an assistant over the library of that name."""
        return assemble(load_settings({"library": self.workspace.folder / name}).settings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit status."""
    options = _parse(arguments)
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    bench = Bench(Workspace(options.folder, options.data), embedder, options.sample)
    lines: list[Line] = []
    print(f"{'on':<22} {'system':<16} {'figure':<22} {'value, 95 % interval':<24} {'of':>6}")
    for line in _lines(bench):
        lines.append(line)
        print(line, flush=True)
    if options.write:
        BASELINE.write_text(json.dumps(to_baseline(lines), indent=1) + "\n", "utf-8")
    fallen = below(lines, json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {})
    for message in fallen:
        print(f"below the baseline: {message}", file=sys.stderr)
    return _BELOW if fallen else 0


def to_baseline(lines: Iterable[Line]) -> dict[str, float]:
    """Return what is committed: the guarded figures by key."""
    return {line.key: round(line.interval.value, 4) for line in lines if line.is_guarded}


def below(lines: Iterable[Line], baseline: dict[str, float]) -> tuple[str, ...]:
    """Return what is said of each guarded figure that is worse than the baseline's."""
    return tuple(
        f"{line.key} is {line.interval.value:.3f}, was {baseline[line.key]:.3f}"
        for line in lines
        if line.is_guarded and line.key in baseline and _worse(line, baseline[line.key])
    )


def _worse(line: Line, before: float) -> bool:
    metric = METRICS.get(line.figure)
    lost = before - line.interval.value
    return (-lost if metric is not None and metric.lower_is_better else lost) > _HAIR


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scorecard", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the measuring data")
    parser.add_argument("--sample", type=int, default=300, help="questions of each set, at most")
    parser.add_argument("--write", action="store_true", help="make this run the baseline")
    return parser.parse_args(arguments)


def _lines(bench: Bench) -> Iterator[Line]:
    yield from example_lines(bench)
    for corpus in CORPORA:
        if (bench.workspace.data / corpus.file).exists():
            yield from corpus_lines(bench, corpus)
        else:
            print(
                f"{corpus.name}: left out, {bench.workspace.data / corpus.file} is not here (name the folder: --data)"
            )
    yield from refusal_lines(bench)
    yield from sentence_lines(bench)
    yield from support_lines(bench)


# -- libraries ---------------------------------------------------------------------------------------------------------


def example_lines(bench: Bench) -> Iterator[Line]:
    """Yield every figure of the assistant on the examples, and the rankings of all systems."""
    with closing(bench.assistant("scorecard-examples")) as assistant:
        assistant.ingest([str(_EXAMPLES)])
        questions = read_questions(_QUESTIONS)
        yield from _answered(assistant, questions, "examples")
        sought = [Sought(one.question, evidence=one.evidence) for one in questions if one.evidence and not one.history]
        yield from _ranked(bench, assistant, sought, "examples")


def corpus_lines(bench: Bench, corpus: CorpusData) -> Iterator[Line]:
    """Yield the rankings of all systems over one corpus."""
    corpus.fill(bench.workspace.folder / corpus.folder, bench.embedder, bench.workspace)
    with closing(bench.assistant(corpus.folder)) as assistant:
        sought = bench.sampled(corpus.ask(bench.workspace, assistant.library))
        yield from _ranked(bench, assistant, sought, corpus.name)


def refusal_lines(bench: Bench) -> Iterator[Line]:
    """Yield the errors of the assistant on MultiHop-RAG's questions with and without an answer in the facts."""
    rows = list(bench.workspace.rows("multihop_rag/queries.jsonl.gz"))
    without = bench.sampled(row["question"] for row in rows if not row["gold_fact_ids"])
    within = bench.sampled(row["question"] for row in rows if row["gold_fact_ids"])
    if without:
        asked = [*((text, False) for text in without), *((text, True) for text in within)]
        questions = [EvaluationQuestion(str(at), text, answerable) for at, (text, answerable) in enumerate(asked)]
        with closing(bench.assistant("multihop-rag")) as assistant:
            wanted = {"false_answers", "false_refusals", "refusal_auc"}
            yield from (one for one in _answered(assistant, questions, "MultiHop-RAG") if one.figure in wanted)


def _answered(assistant: Assistant, questions: Sequence[EvaluationQuestion], part: str) -> Iterator[Line]:
    measuring = Measuring.by_default(assistant.library, assistant.judge)
    for figure in figures_of(evaluate(assistant.chain, questions, measuring).scores).values():
        if figure.value is not None and figure.low is not None and figure.high is not None:
            yield Line(part, OURS, figure.name, Interval(figure.value, figure.low, figure.high), figure.count)


def _ranked(bench: Bench, assistant: Assistant, sought: Sequence[Sought], part: str) -> Iterator[Line]:
    store = bench.workspace.folder / "stock-chain" / assistant.settings.library.name
    with systems_over(assistant, store) as systems:
        for name, rank in systems.items() if sought else ():
            figures = measure_ranking(sought, rank)
            yield from (Line(part, name, figure, figures[figure], len(sought)) for figure in _RANKED)


# -- the reader alone --------------------------------------------------------------------------------------------------


def sentence_lines(bench: Bench) -> Iterator[Line]:
    """Yield how near the top the first answering sentence of a passage is put: SelQA and TREC QA, MRR."""
    rows = [
        row for row in bench.workspace.rows("sentence_ranking.jsonl.gz") if any(one["label"] for one in row["passages"])
    ]
    chosen = bench.sampled(rows)
    if not chosen:
        return
    reader = TrainedReader(TrainedNetwork.load(), TrainedReader.load_weights())
    ranks: dict[str, list[float]] = {OURS: [], "MiniLM alone": []}
    for row in chosen:
        labels = [bool(one["label"]) for one in row["passages"]]
        texts = [one["text"] for one in row["passages"]]
        passages = passages_of(texts, [row["question"]] * len(texts), bench.embedder)
        best = dict.fromkeys((passage.chunk.id for passage in passages), 0.0)
        for reading in reader.read(row["question"], passages):
            best[reading.passage.chunk.id] = max(best[reading.passage.chunk.id], reading.probability)
        ranks[OURS].append(_first([best[passage.chunk.id] for passage in passages], labels))
        ranks["MiniLM alone"].append(_first([passage.similarity for passage in passages], labels))
    for name, values in ranks.items():
        yield Line("SelQA and TREC QA", name, "mrr", bootstrap(values), len(values))


def _first(scores: Sequence[float], labels: Sequence[bool]) -> float:
    order = np.argsort(-np.asarray(scores), kind="stable")
    return reciprocal_rank(len(labels), [labels[place] for place in order])


def support_lines(bench: Bench) -> Iterator[Line]:
    """Yield how well support is told from the rest, beside shared words."""
    rows = bench.sampled(bench.workspace.rows("support_dev.jsonl.gz"))
    if not rows:
        return
    with closing(bench.assistant("scorecard-examples")) as assistant:
        chances = assistant.judge.judge([(row["hypothesis"], row["premise"]) for row in rows])
    labels = [row["label"] == "supported" for row in rows]
    scores = {OURS: [one.supported for one in chances], "shared words": [_shared(row) for row in rows]}
    for name, values in scores.items():
        both = np.column_stack([values, labels])
        yield Line("support", name, "auc", bootstrap(both, lambda one: roc_auc(one[:, 0], one[:, 1] > 0)), len(rows))
    own = np.column_stack([scores[OURS], labels])
    accuracy = bootstrap(own, lambda one: balanced_accuracy(one[:, 0] >= _HALF, one[:, 1] > 0))
    yield Line("support", OURS, "balanced accuracy", accuracy, len(rows))


def _shared(row: dict[str, str]) -> float:
    claim, passage = (content_stems(split_words(row[name])) for name in ("hypothesis", "premise"))
    return len(claim & passage) / max(len(claim), 1)


if __name__ == "__main__":
    sys.exit(main())
