from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.answers import Verdict
from bench.support import Scored, band_lines, best_threshold, disagreement_lines, figure_lines, verdicts_of
from tests.assistant.judges import WordJudge
from training.open_data import Claimed

TEXT = "The tank holds 60 litres of water. It stands in the yard."
ROWS = (
    Claimed("notes", "The tank holds 60 litres of water.", TEXT, 0),
    Claimed("notes", "The tank holds 45 litres of water.", TEXT, 2),
    Claimed("other", "Penguins run the harbour at night.", TEXT, 1),
)


def test_each_claim_gets_the_verdict_of_a_sentence_that_cites_its_passage() -> None:
    verdicts, chances = verdicts_of(ROWS, WordJudge())

    assert verdicts == [Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED]
    assert chances.tolist() == [1.0, 0.25, 0.0]


def test_the_best_threshold_parts_what_can_be_parted() -> None:
    assert best_threshold([0.1, 0.4, 0.6, 0.9], [False, False, True, True]) == 0.6


def test_figures_stand_by_source_and_in_all() -> None:
    system = Scored("words", np.array([0.9, 0.2, 0.9, 0.1]), 0.5)

    lines = list(figure_lines([*ROWS[:2], replace(ROWS[0], source="other"), ROWS[2]], [system]))

    assert [line.split()[0] for line in lines[1:]] == ["notes", "other", "all"]
    assert "1.000" in lines[-1]


def test_the_bands_tell_how_much_of_each_verdict_is_true() -> None:
    _, supported, unsupported = band_lines(ROWS, [Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED])

    assert supported.split()[:3] == ["supported", "1", "1.000"]
    assert unsupported.split()[:3] == ["unsupported", "2", "0.000"]


def test_disagreement_is_counted_on_refuted_and_on_supported_claims() -> None:
    refuted, supported = disagreement_lines(ROWS)

    assert "1 of 1" in refuted
    assert "0 of 1" in supported
