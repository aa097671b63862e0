from __future__ import annotations

from bench.server import Tally


def test_a_tally_tells_answers_a_minute_their_times_and_what_memory_grew_by() -> None:
    tally = Tally([1.0, 2.0, 3.0], lost=1, asked_for=30.0, processor=4.5, memory=[100.0, 130.0], grown=30.0)

    assert tally.a_minute == 6.0
    assert tally.line("ours").split() == ["ours", "3", "6.0", "2.0", "2.9", "1", "1.50", "130", "30"]


def test_nothing_answered_is_a_line_too() -> None:
    assert Tally(memory=[5.0]).line("ours").split() == ["ours", "0", "0.0", "0.0", "0.0", "0", "0.00", "5", "0"]
