"""The parts of the scorecard: each set of questions, answered by sourcechat, with what other systems make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.assembly import Assistant, assemble
from assistant.conversation.question import Question
from assistant.conversation.turns import stand_alone
from assistant.english.words import stems_of
from assistant.evaluation.figures import METRICS, figures_of
from assistant.evaluation.questions import EvaluationQuestion, read_questions
from assistant.evaluation.ranking import Ranked, Sought, measure_ranking
from assistant.evaluation.run import Measuring, Run, evaluate, searched
from assistant.evaluation.scores import Scores
from assistant.metrics import Interval, balanced_accuracy, bootstrap, reciprocal_rank, roc_auc_interval
from assistant.reader.network import TrainedNetwork
from assistant.reader.scoring import passages_of
from assistant.reader.trained import TrainedReader
from assistant.settings import load_settings
from bench.corpora import CorpusData
from bench.results import CHANGED, OURS, Line
from bench.rewriting import Row, changed, content_recalled, half_of, over_all, turns_of
from bench.systems import as_ranked, systems_over
from bench.workspace import Workspace, sampled
from vectorstore.embedders import MULTILINGUAL
from vectorstore.embedding import Embedder

Item = TypeVar("Item")

EXAMPLES = Path("examples/documents")
_QUESTIONS = Path("examples/questions.jsonl")
_LANGUAGES = Path("examples/languages")
_RANKED = ("recall@1", "recall@5", "mrr@10", "ndcg@10")
_HALF = 0.5
_FEWEST_ASKED = 5  # questions of a language that has a line of its own


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part of the scorecard is given."""

    workspace: Workspace
    embedder: Embedder
    sample: int

    def sampled(self, rows: Iterable[Item]) -> list[Item]:
        """Return at most `sample` of the rows, the same ones every time."""
        return sampled(rows, self.sample)

    def assistant(self, name: str) -> Assistant:
        """Return an assistant over the library of that name."""
        return assemble(load_settings({"library": self.workspace.folder / name}).settings)


def fill_examples(assistant: Assistant) -> None:
    """Let the library hold the example documents of this working copy, and none of another that shares the folder."""
    own = f"{EXAMPLES.resolve().as_uri()}/"
    for record in assistant.library.documents():  # before: the same file in both would be one document of two places
        if not record.uri.startswith(own):
            assistant.remove(record.id)
    assistant.ingest([str(EXAMPLES)])


# -- libraries ---------------------------------------------------------------------------------------------------------


def example_lines(bench: Bench) -> Iterator[Line]:
    """Yield every figure of the assistant on the examples, and the rankings of all systems."""
    with closing(bench.assistant("scorecard-examples")) as assistant:
        fill_examples(assistant)
        questions = read_questions(_QUESTIONS)
        run = evaluate(assistant.chain, questions, Measuring.by_default(assistant.library, assistant.judge))
        yield from _answered("examples", run)
        sought = [Sought(one.question, evidence=one.evidence) for one in questions if one.evidence and not one.history]
        yield from _ranked(bench, assistant, "examples", sought, run)


def language_lines(bench: Bench) -> Iterator[Line]:
    """Yield how many of the questions in each language are answered rightly, or refused where nothing answers them.

    The documents are in German, Russian, Uzbek and Japanese; most questions are asked across languages too.
    """
    chosen = load_settings({"library": bench.workspace.folder / "scorecard-languages", "embedding.model": MULTILINGUAL})
    with closing(assemble(chosen.settings)) as assistant:
        assistant.ingest([str(_LANGUAGES / "documents")])
        run = evaluate(assistant.chain, read_questions(_LANGUAGES / "questions.jsonl"), Measuring(assistant.library))
    asked = Counter(row.question.language for row in run.rows)
    parts: dict[str, list[Scores]] = {}
    for row in run.rows:
        language = row.question.language if asked[row.question.language] >= _FEWEST_ASKED else "others"
        parts.setdefault(language, []).append(row.scores)
    for language, scores in parts.items():
        figure = figures_of(scores)["correct"]
        if figure.value is not None and figure.low is not None and figure.high is not None:
            interval = Interval(figure.value, figure.low, figure.high)
            yield Line("languages", OURS, f"correct, {language}", interval, figure.count)


def corpus_lines(bench: Bench, corpus: CorpusData) -> Iterator[Line]:
    """Yield what the assistant answers and refuses on one corpus, and the rankings of all systems over it."""
    corpus.fill(bench.workspace.folder / corpus.folder, bench.embedder, bench.workspace)
    with closing(bench.assistant(corpus.folder)) as assistant:
        sought = bench.sampled(corpus.ask(bench.workspace, assistant.library))
        in_vain = bench.sampled(corpus.ask_in_vain(bench.workspace))
        questions = [
            *(
                EvaluationQuestion(f"a{at}", one.question, answerable=True, answers=one.answers)
                for at, one in enumerate(sought)
            ),
            *(EvaluationQuestion(f"u{at}", question, answerable=False) for at, question in enumerate(in_vain)),
        ]
        run = evaluate(assistant.chain, questions, Measuring(assistant.library))
        yield from _answered(corpus.name, run, judged=any(one.answers for one in sought))
        yield from _ranked(bench, assistant, corpus.name, sought, run)


def _answered(part: str, run: Run, *, judged: bool = True) -> Iterator[Line]:
    """Yield our figures, but for those of retrieval, which are shown beside other systems'.

    Where no answer can be `judged`, for no accepted one is known, "correct" would be of the refusals alone.
    """
    left_out = {"followup_recall@5", *(() if judged else ("correct",))}
    for figure in figures_of(run.scores).values():
        shown = METRICS[figure.name].group != "retrieval" and figure.name not in left_out
        if shown and figure.value is not None and figure.low is not None and figure.high is not None:
            yield Line(part, OURS, figure.name, Interval(figure.value, figure.low, figure.high), figure.count)


def _ranked(bench: Bench, assistant: Assistant, part: str, sought: Sequence[Sought], run: Run) -> Iterator[Line]:
    answers = {row.question.question: row.answer for row in run.rows if row.answer is not None}
    read = {question: as_ranked(answer.passages) for question, answer in answers.items() if searched(answer)}
    sought = [one for one in sought if one.question in read or one.question not in answers]

    def ours(question: str) -> Sequence[Ranked]:
        return read.get(question, ())

    store = bench.workspace.folder / "stock-chain" / assistant.settings.library.name
    with systems_over(assistant, store) as systems:
        for name, rank in {OURS: ours, **systems}.items() if sought else ():
            figures = measure_ranking(sought, rank)
            yield from (Line(part, name, figure, figures[figure], len(sought)) for figure in _RANKED)


# -- the reader alone --------------------------------------------------------------------------------------------------


def sentence_lines(bench: Bench) -> Iterator[Line]:
    """Yield how near the top the first answering sentence of a passage is put: SelQA and TREC QA, MRR."""
    rows = bench.workspace.rows("sentence_ranking.jsonl.gz")
    chosen = bench.sampled(row for row in rows if any(one["label"] for one in row["passages"]))
    if not chosen:
        return
    reader = TrainedReader(TrainedNetwork.load(), TrainedReader.load_weights())
    ranks: dict[str, list[float]] = {}
    for row in chosen:
        labels = [bool(one["label"]) for one in row["passages"]]
        texts = [one["text"] for one in row["passages"]]
        for name, scores in _sentence_scores(bench, reader, row["question"], texts).items():
            ranks.setdefault(name, []).append(_first(scores, labels))
    for name, values in ranks.items():
        yield Line("SelQA, TREC QA", name, "mrr", bootstrap(values), len(values))


def _sentence_scores(
    bench: Bench, reader: TrainedReader, question: str, texts: Sequence[str]
) -> Mapping[str, Sequence[float]]:
    passages = passages_of(texts, [question] * len(texts), bench.embedder)
    best = dict.fromkeys((passage.chunk.id for passage in passages), 0.0)
    for reading in reader.read(question, passages):
        best[reading.passage.chunk.id] = max(best[reading.passage.chunk.id], reading.probability)
    return {
        OURS: [best[passage.chunk.id] for passage in passages],
        "shared words": [_shared(question, text) for text in texts],
        "vectors alone": [passage.similarity for passage in passages],
    }


def _first(scores: Sequence[float], labels: Sequence[bool]) -> float:
    order = np.argsort(-np.asarray(scores), kind="stable")
    return reciprocal_rank(len(labels), [labels[place] for place in order])


def support_lines(bench: Bench) -> Iterator[Line]:
    """Yield how well support is told from the rest, beside shared words and the cosine."""
    rows = bench.sampled(bench.workspace.rows("support_dev.jsonl.gz"))
    if not rows:
        return
    claims, texts = [row["hypothesis"] for row in rows], [row["premise"] for row in rows]
    with closing(bench.assistant("scorecard-examples")) as assistant:
        chances = assistant.judge.judge(list(zip(claims, texts, strict=True)))
    labels = [row["label"] == "supported" for row in rows]
    scores = {
        OURS: [one.supported for one in chances],
        "shared words": [_shared(claim, text) for claim, text in zip(claims, texts, strict=True)],
        "vectors alone": _cosines(bench.embedder, claims, texts),
    }
    for name, values in scores.items():
        yield Line("support", name, "auc", roc_auc_interval(values, labels), len(rows))
    own = np.array(list(zip(scores[OURS], labels, strict=True)), np.float64)
    accuracy = bootstrap(own, lambda one: balanced_accuracy(one[:, 0] >= _HALF, one[:, 1] > 0))
    yield Line("support", OURS, "balanced accuracy", accuracy, len(rows))


def _shared(claim: str, text: str) -> float:
    """Return the share of the content words of the one that stand in the other."""
    wanted, there = (stems_of(one) for one in (claim, text))
    return len(wanted & there) / max(len(wanted), 1)


def _cosines(embedder: Embedder, left: Sequence[str], right: Sequence[str]) -> list[float]:
    products = embedder.embed(list(left)) * embedder.embed(list(right))
    return [float(cosine) for cosine in products.sum(axis=1)]


# -- conversation ------------------------------------------------------------------------------------------------------


def rewriting_lines(bench: Bench) -> Iterator[Line]:
    """Yield how near the stand-alone question comes to a person's, beside the question as it was asked."""
    tables = (
        table
        for table in bench.workspace.rows("rewrite_dev.jsonl.gz")
        if half_of(table["src"], str(table["conv"])) == "measure"
    )
    rows = [_rewritten(table) for table in tables]
    followups = bench.sampled(row for row in rows if not row.stood_alone)
    alone = bench.sampled(row for row in rows if row.stood_alone)
    if not followups or not alone:
        return
    people = [row.rewrite for row in followups]
    systems: Mapping[str, Callable[[Row], str]] = {OURS: lambda row: row.ours, "raw question": lambda row: row.question}
    for name, said in systems.items():
        cosines = bootstrap(_cosines(bench.embedder, [said(row) for row in followups], people))
        yield Line("rewriting", name, "cosine to a person's", cosines, len(followups))
    recalled, spoilt = over_all(followups, content_recalled), over_all(alone, changed)
    if recalled is not None and spoilt is not None:
        yield Line("rewriting", OURS, "added words recalled", recalled, len(followups))
        yield Line("rewriting", OURS, CHANGED, spoilt, len(alone))


def _rewritten(table: Mapping[str, str]) -> Row:
    question = Question(table["question"], turns_of(table["src"], table["history"]))
    return Row(table["src"], str(table["conv"]), question.text, table["rewrite"], stand_alone(question))
