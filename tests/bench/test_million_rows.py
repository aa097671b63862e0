from __future__ import annotations

from bench.million_rows import large_grid


def test_the_rows_are_those_that_were_asked_for() -> None:
    grid = large_grid(5)

    assert len(grid) == 5
    assert all(entry.key == float(entry.text) for entry in grid.columns[1].entries)
