"""Claims: does a passage support a claim? What the network sees, joined with what can be compared outright."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.english.discrepancies import DISCREPANCY_NAMES, Discrepancies, compare
from assistant.english.words import stems_of
from assistant.reader.network import Network, Sighting
from ingest.sentences import split_sentences

PREMISE_WORDS = 200  # about 260 word pieces: with a claim of 60 they fill a window
CLAIM_NAMES = ("supported_margin", "refuted_margin", *DISCREPANCY_NAMES)
_SCALE = 5.0  # brings logits to about [-1, 1]


@dataclass(frozen=True, slots=True)
class Chances:
    """Calibrated probabilities that a passage supports a claim, leaves it open, or refutes it; they sum to one."""

    supported: float
    not_supported: float
    refuted: float


class Judge(Protocol):
    """Whoever tells whether passages support claims."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        """Return the chances of each pair (claim, passage), in order."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimWeights:
    """A logistic regression over `CLAIM_NAMES`, fitted on claims kept from training."""

    bias: float
    features: Mapping[str, float]

    @classmethod
    def load(cls) -> ClaimWeights:
        """Read the weights that come with the package."""
        table = json.loads(files(__package__).joinpath("claims.json").read_text("utf-8"))
        return cls(table["bias"], {name: table["features"][name] for name in CLAIM_NAMES})

    def supported(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of support of each row of `features`, shape (claims, CLAIM_NAMES)."""
        logits: NDArray[np.float64] = features @ np.array(list(self.features.values())) + self.bias
        return 1.0 / (1.0 + np.exp(-logits))


class ClaimReader:
    """A `Judge` with the network of the package."""

    def __init__(self, network: Network, weights: ClaimWeights) -> None:
        self._network = network
        self._weights = weights

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        """Return the chances of each pair (claim, passage), in order."""
        if not pairs:
            return ()
        features, sightings = measure_claims(self._network, pairs)
        supported = self._weights.supported(features)
        return tuple(_chances(float(one), sighting) for one, sighting in zip(supported, sightings, strict=True))


def measure_claims(
    network: Network, pairs: Sequence[tuple[str, str]]
) -> tuple[NDArray[np.float64], tuple[Sighting, ...]]:
    """Return features of shape (pairs, CLAIM_NAMES) and what the network sees of each pair."""
    read = [(claim, premise_for(claim, passage)) for claim, passage in pairs]
    sightings = network.look(read)
    rows = [
        _features(sighting, compare(claim, passage))
        for sighting, (claim, passage) in zip(sightings, pairs, strict=True)
    ]
    return np.array(rows, np.float64).reshape(len(rows), len(CLAIM_NAMES)), sightings


def premise_for(claim: str, passage: str, *, words: int = PREMISE_WORDS) -> str:
    """Return the sentences of a long passage that share most words with the claim, in their order, `words` in all."""
    if len(passage.split()) <= words:
        return passage
    wanted = stems_of(claim)
    texts = [passage[span.start : span.end] for span in split_sentences(passage)]
    shared = [len(wanted & stems_of(text)) / (1 + len(text.split())) ** 0.5 for text in texts]
    kept: set[int] = set()
    room = words
    for index in sorted(range(len(texts)), key=lambda index: -shared[index]):
        length = len(texts[index].split())
        if length <= room:
            kept.add(index)
            room -= length
    return " ".join(texts[index] for index in sorted(kept)) or passage


def _features(sighting: Sighting, lacking: Discrepancies) -> tuple[float, ...]:
    supported, open_, refuted = (float(logit) for logit in sighting.support)
    return (
        sighting.supported_margin / _SCALE,
        (refuted - float(np.logaddexp(open_, supported))) / _SCALE,
        *lacking.values(),
    )


def _chances(supported: float, sighting: Sighting) -> Chances:
    """Share what is not supported between open and refuted as the network does."""
    _, open_, refuted = (float(logit) for logit in sighting.support)
    share = float(1 / (1 + np.exp(open_ - refuted)))
    return Chances(supported, (1 - supported) * (1 - share), (1 - supported) * share)
