from __future__ import annotations

import numpy as np
import pytest

from assistant.reader.claims import CLAIM_NAMES, ClaimReader, ClaimWeights, measure_claims, premise_for
from tests.assistant.reader.fakes import PointingNetwork

WEIGHTS = ClaimWeights(-1.0, dict.fromkeys(CLAIM_NAMES, 0.0) | {"supported_margin": 2.0, "numbers": -5.0})


def test_chances_sum_to_one_and_lean_to_what_the_network_sees() -> None:
    judge = ClaimReader(PointingNetwork(), WEIGHTS)

    held, missing = judge.judge([("Ada leads it.", "Ada leads it. It is old."), ("Ada left.", "Ada leads it.")])

    assert held.supported > 0.5 > missing.supported
    for one in (held, missing):
        assert one.supported + one.not_supported + one.refuted == pytest.approx(1.0)


def test_no_claims_are_no_chances() -> None:
    assert ClaimReader(PointingNetwork(), WEIGHTS).judge([]) == ()


def test_features_are_the_networks_margins_and_what_is_missing() -> None:
    features, sightings = measure_claims(PointingNetwork(), [("It has 12 rooms.", "It has 13 rooms.")])

    assert features.shape == (1, len(CLAIM_NAMES))
    assert len(sightings) == 1
    assert features[0][CLAIM_NAMES.index("numbers")] == 1.0
    # Margins are log odds against the other two: for logits (-6, 6, -6), -6 - log(e^6 + e^-6), over 5.
    assert features[0][0] == pytest.approx(-12 / 5, abs=1e-4)


def test_a_short_passage_is_read_whole() -> None:
    assert premise_for("Ada leads it.", "Ada leads it. It is old.") == "Ada leads it. It is old."


def test_of_a_long_passage_the_sentences_nearest_to_the_claim_are_read_in_their_order() -> None:
    filler = " ".join(f"Stone number {index} lies in the river bed." for index in range(40))
    passage = f"{filler} Ada leads the choir. {filler} The choir meets in May."

    premise = premise_for("Ada leads the choir that meets in May.", passage, words=20)

    assert len(premise.split()) <= 20
    assert premise.index("Ada leads the choir.") < premise.index("The choir meets in May.")


def test_a_passage_of_one_long_sentence_is_kept() -> None:
    passage = "stone " * 300

    assert premise_for("It is stone.", passage) == passage


def test_the_weights_turn_features_into_probabilities() -> None:
    row = np.zeros((1, len(CLAIM_NAMES)))

    assert WEIGHTS.supported(row)[0] == pytest.approx(1 / (1 + np.e))
