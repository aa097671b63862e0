from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("what", "kills"), [("workers", 3), ("postgres", 2), ("chroma", 2)])
def test_whatever_is_killed_while_documents_are_taken_in_the_library_comes_to_the_same(what: str, kills: int) -> None:
    command = [sys.executable, "-m", "tests.vectorstore.kills", "--of", what, "--kills", str(kills), "--seed", "5"]

    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert told.startswith(f"{kills} kills in ")
    assert told.endswith(" runs, 0 of which came to anything else\n")
