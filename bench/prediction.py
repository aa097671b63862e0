"""How well figures on generated questions predict those on people's: the rank correlation over many settings.

Run as `python -m bench.prediction [--data FOLDER]`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from assistant.assembly import assemble
from assistant.evaluation.generation import generate
from assistant.evaluation.questions import EvaluationQuestion, read_questions
from assistant.evaluation.run import Answerer, Measuring, evaluate
from assistant.evaluation.sweep import QUALITY
from assistant.metrics import bootstrap, paired_difference, rank_correlation
from assistant.reader.network import Network, Sighting, TrainedNetwork
from assistant.settings import load_settings
from bench.corpora import CORPORA
from bench.parts import fill_examples
from bench.workspace import Workspace, parser_of, sampled
from vectorstore.embedding import SentenceEmbedder
from vectorstore.library import Library

# From hardly any passages to all, from answering anything to refusing most of what has an answer. Chosen by
# people's questions on the examples alone, so that `correct` differs by more than chance: it runs from 0.60 to 0.91
# with the threshold, and by 0.05 with the number of passages.
_TRIED: Sequence[Mapping[str, str]] = (
    *({"retrieval.top_k": value} for value in ("12", "4", "2", "1")),
    *({"answer.threshold": value} for value in ("0.02", "0.3", "0.7", "0.85", "0.95")),
    {"retrieval.top_k": "1", "answer.threshold": "0.02"},
    {"retrieval.top_k": "1", "answer.threshold": "0.85"},
    {"answer.max_statements": "1"},
)
_TOLD_APART = 0.05
_QUESTIONS = Path("examples/questions.jsonl")
Rows = NDArray[np.float64]


class Remembering:
    """A network that reads no pair of texts twice: most settings have the same passages read again."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._looked: dict[tuple[str, str], Sighting] = {}
        self._sought: dict[tuple[str, str], Sighting] = {}

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, in order."""
        return _remembered(pairs, self._looked, self._network.look)

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, in order, left early where nothing answers."""
        return _remembered(pairs, self._sought, self._network.seek)


def _remembered(
    pairs: Sequence[tuple[str, str]],
    seen: dict[tuple[str, str], Sighting],
    look: Callable[[Sequence[tuple[str, str]]], tuple[Sighting, ...]],
) -> tuple[Sighting, ...]:
    new = [pair for pair in dict.fromkeys(pairs) if pair not in seen]
    seen.update(zip(new, look(new), strict=True))
    return tuple(seen[pair] for pair in pairs)


def main() -> None:
    """Print both figures for every setting, and their rank correlation, on the examples and on news."""
    parser = parser_of("bench.prediction", __doc__)
    parser.add_argument("--questions", type=int, default=100, help="of each kind, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    examples = workspace.folder / "scorecard-examples"
    with closing(assemble(load_settings({"library": examples}).settings)) as assistant:
        fill_examples(assistant)
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
    tried = []
    for chosen, by_rule, by_people in _tried(library, made, people):
        settings = ", ".join(f"{setting}={value}" for setting, value in chosen.items())
        print(f"  {settings:<60} {by_rule.mean():.3f}      {by_people.mean():.3f}", flush=True)
        tried.append((by_rule, by_people))
    print(f"  {_correlation([(float(made.mean()), float(asked.mean())) for made, asked in tried])}")
    print(f"  {_agreement(tried)}\n")


def _correlation(pairs: Sequence[tuple[float, float]]) -> str:
    """Return the rank correlation in words; where one side is the same under every setting there is none."""
    if any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):
        return "no rank correlation: one of the two is the same under every setting"
    correlation = bootstrap(pairs, lambda rows: rank_correlation(rows[:, 0], rows[:, 1]))
    return f"rank correlation over {len(pairs)} settings: {correlation}"


def _agreement(tried: Sequence[tuple[Rows, Rows]]) -> str:
    """Return how the two order those pairs of settings that people's questions tell apart."""
    told = [
        (float(other[0].mean() - one[0].mean()), float(other[1].mean() - one[1].mean()))
        for one, other in combinations(tried, 2)
        if paired_difference(one[1], other[1]).p_value < _TOLD_APART
    ]
    same = sum(made * asked > 0 for made, asked in told)
    tied = sum(made == 0 for made, _ in told)
    return (
        f"of {math.comb(len(tried), 2)} pairs of settings, people's questions tell {len(told)} apart "
        f"(p < {_TOLD_APART}): generated ones put {same} in the same order, "
        f"{len(told) - same - tied} in the other, {tied} level"
    )


def _made(library: Path, number: int, *, only_answerable: bool) -> list[EvaluationQuestion]:
    """Return generated questions, of the kinds that people's are of."""
    with closing(assemble(load_settings({"library": library}).settings)) as assistant:
        made = generate(assistant.library, 2 * number if only_answerable else number)
    return sampled((question for question in made if question.answerable or not only_answerable), number)


def _tried(
    library: Path, made: Sequence[EvaluationQuestion], people: Sequence[EvaluationQuestion]
) -> Iterator[tuple[Mapping[str, str], Rows, Rows]]:
    """Yield every setting with what each question is worth under it."""
    network = Remembering(TrainedNetwork.load())
    for chosen in _TRIED:
        settings = load_settings({"library": library, **chosen}).settings
        with closing(assemble(settings, network=network)) as assistant:
            measuring = Measuring(assistant.library)
            yield chosen, _quality(assistant.chain, made, measuring), _quality(assistant.chain, people, measuring)


def _quality(chain: Answerer, questions: Sequence[EvaluationQuestion], measuring: Measuring) -> Rows:
    return np.array([row.values[QUALITY] for row in evaluate(chain, questions, measuring).scores])


if __name__ == "__main__":
    main()
