from __future__ import annotations

from bench.prediction import _correlation


def test_figures_that_rise_together_correlate() -> None:
    said = _correlation([(0.1, 0.2), (0.3, 0.4), (0.5, 0.9)])

    assert said.startswith("rank correlation over 3 settings: 1.000 [")


def test_figures_that_do_not_vary_have_no_correlation() -> None:
    assert _correlation([(0.5, 0.2), (0.5, 0.4)]).startswith("no rank correlation")
