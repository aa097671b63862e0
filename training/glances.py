"""Glances: a few figures on a sample of the dev sets, to watch a run by. The full figures are `measuring`'s."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from assistant.metrics import balanced_accuracy, roc_auc, token_f1
from assistant.reader.claims import premise_for
from assistant.reader.network import Network
from assistant.reader.spans import answer_of, sentence_of
from ingest.sentences import split_sentences
from training.open_data import Claimed, LabelledQuestion

_SETS = ("xquad_en", "nq_open_oracle")
_QUESTIONS = 200
_CLAIMS = 500


class Glances:
    """Looks at a network on one sample for the whole of a run."""

    def __init__(self, asked: Sequence[LabelledQuestion], claimed: Sequence[Claimed]) -> None:
        rng = random.Random(0)  # noqa: S311 - a sample
        by_set = {name: [row for row in asked if row.source == name] for name in _SETS}
        self._sets = {name: rng.sample(rows, min(_QUESTIONS, len(rows))) for name, rows in by_set.items()}
        self._claimed = rng.sample(list(claimed), min(_CLAIMS, len(claimed)))

    def __call__(self, network: Network) -> str:
        """Return one line: F1 and right sentences by set, AUC of own against other contexts, support by set."""
        return "; ".join(
            [*(_question_figures(network, name, rows) for name, rows in self._sets.items()), self._support(network)]
        )

    def _support(self, network: Network) -> str:
        rows = self._claimed
        sightings = network.look([(row.claim, premise_for(row.claim, row.passage)) for row in rows])
        said = [one.supported_margin > 0 for one in sightings]
        parts = []
        for name in sorted({row.source for row in rows}):
            chosen = [index for index, row in enumerate(rows) if row.source == name]
            figure = balanced_accuracy([said[index] for index in chosen], [rows[index].label == 0 for index in chosen])
            parts.append(f"{name} {figure:.3f}")
        return "support " + ", ".join(parts)


def _question_figures(network: Network, name: str, rows: Sequence[LabelledQuestion]) -> str:
    own = network.look([(row.question, row.context) for row in rows])
    others = network.look([(row.question, rows[index - 1].context) for index, row in enumerate(rows)])
    f1 = np.mean([token_f1(answer_of(row.context, one), row.texts) for row, one in zip(rows, own, strict=True)])
    right = []
    for row, one in zip(rows, own, strict=True):
        span = sentence_of(one, split_sentences(row.context))
        right.append(any(text.casefold() in row.context[span.start : span.end].casefold() for text in row.texts))
    auc = roc_auc([one.answerable for one in (*own, *others)], [True] * len(own) + [False] * len(others))
    return f"{name} F1 {f1:.3f}, sentence {np.mean(right):.3f}, easy AUC {auc:.3f}"
