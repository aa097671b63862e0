"""How well figures on generated questions predict those on people's: the rank correlation over many settings.

Run as `python -m bench.prediction [--data FOLDER]`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import platformdirs

from assistant.assembly import assemble
from assistant.evaluation.generation import generate
from assistant.evaluation.questions import EvaluationQuestion, read_questions
from assistant.evaluation.run import Measuring
from assistant.evaluation.sweep import Axis, Chosen, Point, Subject, sweep
from assistant.metrics import bootstrap, rank_correlation
from assistant.settings import load_settings
from bench.corpora import CORPORA
from bench.workspace import Workspace
from vectorstore.embedding import SentenceEmbedder
from vectorstore.library import Library

_SEED = 20261124
_AXES = (
    Axis("retrieval.top_k", ("1", "2", "4", "8", "12")),
    Axis("answer.max_statements", ("1", "3")),
    Axis("answer.strictness", ("lenient", "strict")),
)
_EXAMPLES = Path("examples/documents")
_QUESTIONS = Path("examples/questions.jsonl")


def main() -> None:
    """Print both figures for every setting, and their rank correlation, on the examples and on news."""
    parser = argparse.ArgumentParser(prog="python -m bench.prediction", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the measuring data")
    parser.add_argument("--questions", type=int, default=60, help="of each kind, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    examples = workspace.folder / "scorecard-examples"
    with closing(assemble(load_settings({"library": examples}).settings)) as assistant:
        assistant.ingest([str(_EXAMPLES)])
    _predict("examples", examples, read_questions(_QUESTIONS), options.questions)
    news = workspace.folder / "news"
    people = _news(workspace, news, options.questions)
    if people:
        _predict("news 2022", news, people, options.questions)


def _news(workspace: Workspace, folder: Path, number: int) -> tuple[EvaluationQuestion, ...]:
    """Return people's questions on news, all of which have an answer in some article."""
    corpus = next(one for one in CORPORA if one.name == "news 2022")
    if not (workspace.data / corpus.file).exists():
        return ()
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    corpus.fill(folder, embedder, workspace)
    with Library.open(folder, embedder) as library:
        asked = list(corpus.ask(workspace, library))
    chosen = random.Random(_SEED).sample(asked, min(number, len(asked)))  # noqa: S311 - a sample, no secret
    return tuple(
        EvaluationQuestion(str(at), one.question, answerable=True, answers=one.answers) for at, one in enumerate(chosen)
    )


def _predict(name: str, library: Path, people: Sequence[EvaluationQuestion], number: int) -> None:
    with closing(assemble(load_settings({"library": library}).settings)) as assistant:
        made = generate(assistant.library, number)
    by_rule, by_people = _swept(library, made), _swept(library, people)
    print(f"{name}: {len(made)} generated questions, {len(people)} of people   generated  people")
    for one, other in zip(by_rule, by_people, strict=True):
        settings = ", ".join(f"{setting}={value}" for setting, value in one.chosen.items())
        print(f"  {settings:<72} {one.quality or 0:.3f}      {other.quality or 0:.3f}")
    pairs = [[one.quality or 0, other.quality or 0] for one, other in zip(by_rule, by_people, strict=True)]
    correlation = bootstrap(pairs, lambda rows: rank_correlation(rows[:, 0], rows[:, 1]))
    print(f"  rank correlation over {len(pairs)} settings: {correlation}\n")


def _swept(library: Path, questions: Sequence[EvaluationQuestion]) -> tuple[Point, ...]:
    @contextmanager
    def make(chosen: Chosen) -> Iterator[Subject]:
        with closing(assemble(load_settings({"library": library, **chosen}).settings)) as assistant:
            yield assistant.chain, Measuring(assistant.library)

    return sweep(_AXES, questions, make)


if __name__ == "__main__":
    main()
