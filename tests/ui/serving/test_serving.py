from __future__ import annotations

from pathlib import Path

from tests.ui.serving.desk import desk_at, served_of


def test_the_library_as_a_model_has_the_name_that_others_call_it(tmp_path: Path) -> None:
    assert served_of(desk_at(tmp_path)).model == "sourcechat:kettles"
