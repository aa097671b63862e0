from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ui.test_cli import sourcechat

pytestmark = pytest.mark.model


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with settings that keep the library in it, and two notes."""
    (tmp_path / "sourcechat.toml").write_text('library = "library"\n')
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "shop.txt").write_text("The tea shop opens at nine.\n")
    (tmp_path / "notes" / "moor.md").write_text("# Moor\n\nCurlews nest here.\n")
    return tmp_path


def test_a_dry_run_shows_the_plan_and_makes_no_library(work: Path) -> None:
    done = sourcechat("ingest", "--dry-run", "notes", folder=work)

    assert done.stderr == "add     moor.md\nadd     shop.txt\n"
    assert done.stdout == "Would add 2, update 0, keep 0, remove 0, fail to read 0, skip 0.\n"
    assert not (work / "library").exists()

    planned = json.loads(sourcechat("ingest", "--dry-run", "--json", "notes", folder=work).stdout)
    assert (planned["dry_run"], planned["added"]) == (True, ["moor.md", "shop.txt"])
    assert not (work / "library").exists()


def test_an_unmounted_folder_stops_it_with_the_plan_the_remedy_and_a_status(work: Path) -> None:
    sourcechat("ingest", "notes", folder=work)
    (work / "notes").rename(work / "away")
    (work / "notes").mkdir()

    stopped = sourcechat("ingest", "notes", folder=work)
    pruned = sourcechat("ingest", "--prune", "notes", folder=work)

    assert stopped.returncode == 1
    assert "remove  shop" in stopped.stderr
    assert "all of its 2 documents would be removed; nothing was done. Is it mounted?" in stopped.stderr
    assert stopped.stdout.startswith("Stopped. ")
    assert (pruned.returncode, "removed 2" in pruned.stdout) == (0, True)


def test_places_are_listed_refreshed_and_forgotten(work: Path) -> None:
    sourcechat("ingest", "--exclude", "*.md", "notes", folder=work)
    (work / "notes" / "shop.txt").write_text("The tea shop opens at ten.\n")

    synced = sourcechat("sync", folder=work)
    listed = sourcechat("library", "sources", folder=work).stdout
    (as_json,) = json.loads(sourcechat("library", "sources", "--json", folder=work).stdout)
    forgotten = sourcechat("library", "forget", "notes", folder=work)

    assert synced.stdout.startswith("Added 0, updated 1, unchanged 0, ")
    assert f"{work}/notes  (folder, without *.md, 1 document, " in listed
    assert (as_json["kind"], as_json["exclude"], as_json["documents"]) == ("folder", ["*.md"], 1)
    assert forgotten.stdout == f"Forgot {work}/notes, and removed 1 document.\n"
    assert sourcechat("library", "sources", folder=work).stdout.startswith("No places are mirrored")


def test_a_place_that_is_not_there_is_told_by_message_and_status(work: Path) -> None:
    sourcechat("ingest", "notes", folder=work)
    (work / "notes").rename(work / "away")

    done = sourcechat("sync", folder=work)

    assert done.returncode == 1
    assert "notes: not there; what it held stays" in done.stderr
    assert "shop" in sourcechat("library", "list", folder=work).stdout


def test_names_with_control_characters_are_listed_without(work: Path) -> None:
    (work / "notes" / "a\x1b[31mred.txt").write_text("Painted.\n")

    shown = sourcechat("ingest", "--dry-run", "notes", folder=work)
    sourcechat("ingest", "notes", folder=work)
    listed = sourcechat("library", "list", folder=work)

    assert "\x1b" not in shown.stderr + shown.stdout + listed.stdout
    assert "a [31mred" in listed.stdout


def test_a_private_address_is_refused_and_leaves_nothing(work: Path) -> None:
    done = sourcechat("ingest", "http://user:secret@127.0.0.1:9/a?token=abc", folder=work)

    assert done.returncode == 1
    assert "say --allow-private if you mean it" in done.stderr
    assert "secret" not in done.stderr
    assert sourcechat("library", "sources", folder=work).stdout.startswith("No places are mirrored")


def test_workers_come_to_the_same_library_as_one_process(work: Path) -> None:
    done = sourcechat("ingest", "--workers", "2", "notes", folder=work)
    (work / "notes" / "shop.txt").write_text("The tea shop opens at ten.\n")
    synced = sourcechat("sync", "--workers", "1", folder=work)
    again = sourcechat("ingest", "notes", folder=work)

    assert done.stdout.startswith("Added 2, ")
    assert synced.stdout.startswith("Added 0, updated 1, unchanged 1, ")
    assert again.stdout.startswith("Added 0, updated 0, unchanged 2, ")
    assert sourcechat("library", "check", folder=work).returncode == 0


@pytest.mark.parametrize("number", ["-1", "65", "two", "ray://", "ray://cluster"])
def test_workers_that_will_not_do_are_an_error(work: Path, number: str) -> None:
    done = sourcechat("ingest", "--workers", number, "notes", folder=work)

    assert done.returncode == 1
    assert f"setting sources.workers = '{number}' (flag) will not do: " in done.stderr
    assert "give a number of processes from 0 to 64, ray://local, or ray://HOST:PORT" in done.stderr
    assert not (work / "library").exists()
