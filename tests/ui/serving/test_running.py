from __future__ import annotations

from pathlib import Path

from assistant.settings import load_settings
from tests.ui.serving.desk import desk_at
from ui.serving.running import ServerOptions, api_of


def test_the_settings_say_where_it_listens_what_it_takes_and_whether_it_asks_who_comes(tmp_path: Path) -> None:
    flags = {"library": tmp_path / "notes", "web.auth": True, "web.max_upload_mb": 3, "web.stop_within": 1.5}

    options = ServerOptions.of(load_settings({**flags, "web.public_url": "https://chat.example"}).settings)

    assert (options.name, options.max_upload_mb, options.patience) == ("notes", 3, 1.5)
    assert options.addresses.public_url == "https://chat.example"
    assert options.accounts is not None
    assert ServerOptions.of(load_settings({"library": tmp_path}).settings).accounts is None


def test_an_assistant_is_served_under_the_name_of_its_library(tmp_path: Path) -> None:
    made = api_of(desk_at(tmp_path), ServerOptions(name="notes"), style="")

    assert made.served.model == "sourcechat:notes"
    assert ".pdf" in made.served.uploads.suffixes
    assert made.state.word == "loading"
