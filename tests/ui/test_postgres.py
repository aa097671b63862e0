"""The commands over a library in PostgreSQL, as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.postgres.addresses import Address

ROOT = Path(__file__).parent.parent.parent


def run(folder: Path, *arguments: str, url: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, with the library in PostgreSQL where an address is given."""
    catalogue = {"SOURCECHAT_CATALOGUE__URL": url} if url else {}
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **catalogue, **environment},
    )


def test_a_password_in_an_address_that_is_none_is_not_printed(tmp_path: Path) -> None:
    for url in ("postgresql://ann:s3cr@t@nowhere.invalid/x", "mysql://ann:s3cr%40t@h/x"):
        done = run(tmp_path, "library", "list", "--library", "notes", url=url)

        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "s3cr" not in done.stdout + done.stderr


def test_pgvector_needs_a_catalogue_in_postgresql_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "tea.txt").write_text("Tea is served at five.")

    done = run(tmp_path, "ingest", "--library", "notes", "tea.txt", SOURCECHAT_INDEX="pgvector")

    assert done.returncode == 1
    assert "set catalogue.url" in done.stderr


@pytest.mark.model
def test_a_library_is_filled_asked_and_carried_away(tmp_path: Path, address: Address) -> None:
    (tmp_path / "tea.txt").write_text("The tea room\n\nThe tea room opens at nine o'clock, and it closes at five.\n")
    (tmp_path / "sourcechat.toml").write_text(f'library = "notes"\n[catalogue]\nname = "{address.name}"\n')

    missing = run(tmp_path, "library", "list", url=address.url)
    filled = run(tmp_path, "ingest", "tea.txt", url=address.url)
    answer = json.loads(run(tmp_path, "ask", "When does the tea room open?", "--json", url=address.url).stdout)
    checked = run(tmp_path, "library", "check", url=address.url)
    exported = run(tmp_path, "library", "export", "all.library", url=address.url)
    imported = run(tmp_path, "library", "import", "all.library")
    beside = json.loads(run(tmp_path, "ask", "When does the tea room open?", "--json").stdout)

    assert "there is none; run `sourcechat ingest" in missing.stderr
    assert filled.returncode == 0, filled.stderr
    assert "nine o'clock" in answer["answer"]
    assert checked.returncode == exported.returncode == imported.returncode == 0
    assert (beside["answer"], beside["citations"]) == (answer["answer"], answer["citations"])
