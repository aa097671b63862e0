from __future__ import annotations

import math

import pytest

from assistant.computing.weighing import ProposalWeights, Weighable, readings, trust


def test_belief_in_a_result_is_that_of_all_proposals_that_give_it() -> None:
    proposals = [
        Weighable({"good": 1.0}, ("a",), "count"),
        Weighable({"good": 1.0}, ("a",), "lookup"),
        Weighable({"good": 2.0}, ("b",), "lookup"),
    ]

    found = readings(proposals, ProposalWeights({"good": math.log(2)}))

    # e^log2 = 2 twice for a, 4 for b
    assert [one.number for one in found] == [0, 2]
    assert [one.probability for one in found] == pytest.approx([0.5, 0.5])


def test_trust_is_the_logistic_of_its_marks() -> None:
    proposals = [Weighable({"missed": 2.0}, ("a",), "count")]
    weights = ProposalWeights({}, {"bias": 1.0, "missed": -0.5})

    assert trust(readings(proposals, weights), proposals, weights) == pytest.approx(0.5)


def test_no_proposals_give_no_readings() -> None:
    assert readings([], ProposalWeights({})) == ()
