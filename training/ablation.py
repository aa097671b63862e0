"""Ablation: what each ingredient of the recipe gives, by short runs that leave it out, all of one seed and length.

    python -m training.ablation --data DATA --out ../ablation --steps 400

Stop it and start it again: runs that have ended are not run again, the one that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from assistant.metrics import Interval, bootstrap, roc_auc_interval, token_f1
from assistant.reader.claims import premise_for
from assistant.reader.network import Network
from assistant.reader.spans import answer_of
from assistant.reader.windows import WindowMaker
from training.examples import Lessons, Recipe
from training.gathering import gather
from training.loop import Schedule, Training, read_config
from training.measuring import nearest_lacking, sentence_holds
from training.model import ReaderNetwork, as_network
from training.open_data import Claimed, LabelledQuestion, read_asked, read_claimed, sampled_by_source

logger = logging.getLogger("training")


class AblationFigures(NamedTuple):
    """What a network reaches, each with its 95 % interval, as text."""

    xquad_f1: str
    nq_sentence: str
    nq_own_context: str
    support: str


_HEADINGS = AblationFigures("XQuAD, F1", "NQ, right sentence", "NQ, own context, AUC", "support, AUC")


@dataclass(frozen=True, slots=True)
class Variant:
    """A recipe with something left out, and how its network differs from the one that is kept otherwise."""

    name: str
    change: Callable[[Lessons], Lessons] = lambda lessons: lessons
    averaged: bool = True


def _with(change: Callable[[Recipe], Recipe]) -> Callable[[Lessons], Lessons]:
    return lambda lessons: replace(lessons, recipe=change(lessons.recipe))


def _without_claims(lessons: Lessons) -> Lessons:
    return replace(lessons, claimed=(), recipe=replace(lessons.recipe, altered_claims=0))


VARIANTS = (
    Variant("the whole recipe"),
    Variant("without averaging of weights", averaged=False),
    Variant("without mined contexts", _with(lambda recipe: replace(recipe, mined=0.0))),
    Variant(
        "without altered contexts and questions",
        _with(lambda recipe: replace(recipe, without_answer=0.0, swapped=0.0)),
    ),
    Variant("without the order loss", _with(lambda recipe: replace(recipe, order=0.0))),
    Variant("without claims", _without_claims),
    Variant("without altered sentences as claims", _with(lambda recipe: replace(recipe, altered_claims=0))),
)


class Sample:
    """The dev questions and claims on which the variants are compared."""

    def __init__(self, asked: Sequence[LabelledQuestion], claimed: Sequence[Claimed]) -> None:
        self._by_source = {source: [row for row in asked if row.source == source] for source in _SOURCES}
        self._claimed = claimed
        own = self._by_source[_NQ]
        self._near = [(row, other) for row, other in zip(own, nearest_lacking(own), strict=True) if other is not None]

    def measure(self, network: Network) -> AblationFigures:
        """Return the figures of a network."""
        f1, _ = self._own(network, _XQUAD)
        _, right = self._own(network, _NQ)
        return AblationFigures(
            str(bootstrap(f1)), str(bootstrap(right)), str(self._order(network)), str(self._support(network))
        )

    def _own(self, network: Network, source: str) -> tuple[list[float], list[float]]:
        rows = self._by_source[source]
        seen = list(zip(rows, network.look([(row.question, row.context) for row in rows]), strict=True))
        f1 = [token_f1(answer_of(row.context, sighting), row.texts) for row, sighting in seen]
        return f1, [float(sentence_holds(row, sighting)) for row, sighting in seen]

    def _order(self, network: Network) -> Interval:
        own = network.look([(row.question, row.context) for row, _ in self._near])
        others = network.look([(row.question, other) for row, other in self._near])
        scores = [one.answerable for one in (*own, *others)]
        return roc_auc_interval(scores, [True] * len(own) + [False] * len(others))

    def _support(self, network: Network) -> Interval:
        pairs = [(row.claim, premise_for(row.claim, row.passage)) for row in self._claimed]
        margins = [one.supported_margin for one in network.look(pairs)]
        return roc_auc_interval(margins, [row.label == 0 for row in self._claimed])


_XQUAD, _NQ = "xquad_en", "nq_open_oracle"
_SOURCES = (_XQUAD, _NQ)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every variant, and print a table in Markdown."""
    options = _parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    options.out.mkdir(parents=True, exist_ok=True)
    schedule, recipe = read_config()
    schedule = replace(schedule, stages=(options.steps,))
    maker = WindowMaker.load()
    lessons = gather(options.data, options.out, options.cache, recipe, maker)
    sample = Sample(
        sampled_by_source(read_asked(options.data / "reader_dev.jsonl.gz"), options.questions),
        sampled_by_source(read_claimed(options.data / "support_dev.jsonl.gz"), options.questions),
    )
    sys.stdout.write(
        _row(f"{options.steps} steps", _HEADINGS) + _row("---", AblationFigures(*["---"] * len(_HEADINGS)))
    )
    for variant in VARIANTS:
        figures = _kept(options.out / "figures.json", variant.name) or _run(
            variant, schedule, lessons, sample, options.out
        )
        _keep(options.out / "figures.json", variant.name, figures)
        sys.stdout.write(_row(variant.name, figures))
        sys.stdout.flush()


def _run(variant: Variant, schedule: Schedule, lessons: Lessons, sample: Sample, out: Path) -> AblationFigures:
    logger.info("%s", variant.name)
    folder = out / ("whole" if not variant.averaged else _folder(variant.name))
    folder.mkdir(exist_ok=True)
    model = ReaderNetwork.begin(schedule.seed, schedule.dropout)
    training = Training(schedule, variant.change(lessons), folder, model)
    averaged = training.run(lambda _: "")
    return sample.measure(as_network(averaged if variant.averaged else training.model, lessons.maker))


def _folder(name: str) -> str:
    return name.removeprefix("the ").removesuffix(" recipe").replace(" ", "-")


def _kept(path: Path, name: str) -> AblationFigures | None:
    kept: Mapping[str, Sequence[str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return AblationFigures(*kept[name]) if name in kept else None


def _keep(path: Path, name: str, figures: AblationFigures) -> None:
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**kept, name: figures}, indent=1) + "\n", "utf-8")


def _row(name: str, figures: AblationFigures) -> str:
    return f"| {' | '.join((name, *figures))} |\n"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train, reader_dev, support_...")
    parser.add_argument("--out", type=Path, required=True, help="folder for the runs and their figures")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    parser.add_argument("--steps", type=int, default=400, help="of each run; an epoch has about 3,900")
    parser.add_argument("--questions", type=int, default=400, help="of each dev set, at most; as many claims")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
