from __future__ import annotations

from ui.serving.state import State


def test_a_server_is_ready_once_loaded_unless_something_is_wrong_or_it_stops() -> None:
    assert State().word == "loading"
    assert State(loaded=True).word == "ready"
    assert State(trouble="damaged").word == "failed"
    assert State(loaded=True, stopping=True).word == "stopping"
