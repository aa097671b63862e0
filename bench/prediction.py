"""How well figures on generated questions predict those on people's: the rank correlation over many settings.

Run as `python -m bench.prediction [--data FOLDER]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import platformdirs

from assistant.assembly import assemble
from assistant.evaluation.figures import METRICS, figure
from assistant.evaluation.generation import generate
from assistant.evaluation.questions import EvaluationQuestion, read_questions
from assistant.evaluation.run import Answerer, Measuring, evaluate
from assistant.evaluation.sweep import QUALITY
from assistant.metrics import bootstrap, rank_correlation
from assistant.settings import load_settings
from bench.corpora import CORPORA
from bench.workspace import Workspace, parser_of, sampled
from vectorstore.embedding import SentenceEmbedder
from vectorstore.library import Library

# From hardly any passages to all, from answering anything to answering almost nothing: a wide range, so that a
# correlation means something. Most read few passages, as reading takes the time.
_TRIED: Sequence[Mapping[str, str]] = (
    *({"retrieval.top_k": value} for value in ("1", "2", "4", "8", "12")),
    {"retrieval.top_k": "1", "answer.strictness": "strict"},
    {"retrieval.top_k": "4", "answer.strictness": "lenient"},
    {"retrieval.top_k": "4", "answer.strictness": "strict"},
    {"retrieval.top_k": "4", "answer.threshold": "0.02"},
    {"retrieval.top_k": "4", "answer.threshold": "0.7"},
    {"retrieval.top_k": "4", "answer.max_statements": "1"},
    {"retrieval.top_k": "8", "answer.max_statements": "1"},
)
_EXAMPLES = Path("examples/documents")
_QUESTIONS = Path("examples/questions.jsonl")


def main() -> None:
    """Print both figures for every setting, and their rank correlation, on the examples and on news."""
    parser = parser_of("bench.prediction", __doc__)
    parser.add_argument("--questions", type=int, default=40, help="of each kind, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    examples = workspace.folder / "scorecard-examples"
    with closing(assemble(load_settings({"library": examples}).settings)) as assistant:
        assistant.ingest([str(_EXAMPLES)])
    _predict("examples", examples, sampled(read_questions(_QUESTIONS), options.questions), options.questions)
    news = workspace.folder / "news"
    people = _news(workspace, news, options.questions)
    if people:
        _predict("news 2022", news, people, options.questions)


def _news(workspace: Workspace, folder: Path, number: int) -> tuple[EvaluationQuestion, ...]:
    """Return people's questions on news, all of which have an answer in some article."""
    corpus = next(one for one in CORPORA if one.name == "news 2022")
    if not corpus.is_in(workspace):
        return ()
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    corpus.fill(folder, embedder, workspace)
    with Library.open(folder, embedder) as library:
        asked = sampled(corpus.ask(workspace, library), number)
    return tuple(
        EvaluationQuestion(str(at), one.question, answerable=True, answers=one.answers) for at, one in enumerate(asked)
    )


def _predict(name: str, library: Path, people: Sequence[EvaluationQuestion], number: int) -> None:
    made = _made(library, number, only_answerable=all(question.answerable for question in people))
    print(f"{name}, {QUALITY}: {len(made)} generated questions, {len(people)} of people")
    print(f"  {'settings':<60} generated  people")
    pairs = []
    for chosen, by_rule, by_people in _tried(library, made, people):
        settings = ", ".join(f"{setting}={value}" for setting, value in chosen.items())
        print(f"  {settings:<60} {by_rule:.3f}      {by_people:.3f}", flush=True)
        pairs.append((by_rule, by_people))
    print(f"  {_correlation(pairs)}\n")


def _correlation(pairs: Sequence[tuple[float, float]]) -> str:
    """Return the rank correlation in words; where one side is the same under every setting there is none."""
    if any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):
        return "no rank correlation: one of the two is the same under every setting"
    correlation = bootstrap(pairs, lambda rows: rank_correlation(rows[:, 0], rows[:, 1]))
    return f"rank correlation over {len(pairs)} settings: {correlation}"


def _made(library: Path, number: int, *, only_answerable: bool) -> list[EvaluationQuestion]:
    """Return generated questions, of the kinds that people's are of."""
    with closing(assemble(load_settings({"library": library}).settings)) as assistant:
        made = generate(assistant.library, 2 * number)
    return sampled((question for question in made if question.answerable or not only_answerable), number)


def _tried(
    library: Path, made: Sequence[EvaluationQuestion], people: Sequence[EvaluationQuestion]
) -> Iterator[tuple[Mapping[str, str], float, float]]:
    for chosen in _TRIED:
        with closing(assemble(load_settings({"library": library, **chosen}).settings)) as assistant:
            measuring = Measuring(assistant.library)
            yield (
                chosen,
                _quality(assistant.chain, made, measuring),
                _quality(assistant.chain, people, measuring),
            )


def _quality(chain: Answerer, questions: Sequence[EvaluationQuestion], measuring: Measuring) -> float:
    return figure(METRICS[QUALITY], evaluate(chain, questions, measuring).scores).value or 0.0


if __name__ == "__main__":
    main()
