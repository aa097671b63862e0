"""What each command may load: a package that takes long to import is paid for by the commands that need it alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

# Packages that are slow to import, or large.
HEAVY = frozenset(
    "chromadb duckdb filelock gradio httpx langchain langchain_core langsmith lxml numpy onnx onnxruntime opentelemetry"
    " pandas psycopg py3langid pydantic pydantic_settings pypdfium2 rich scipy sentence_transformers tokenizers torch"
    " trafilatura transformers uvicorn".split()
)
SETTINGS = frozenset({"pydantic"})
ASKING = SETTINGS | {"numpy", "onnxruntime", "tokenizers", "rich"}

_RUN = f"""
import sys
from ui.cli import main
try:
    main()
except SystemExit as end:
    status = end.code or 0
print(status, *sorted(set(sys.modules) & {set(HEAVY)}), file=sys.stderr)
"""


def loaded(*arguments: str, folder: Path) -> frozenset[str]:
    """Run a command in `folder`, and return those of the heavy packages that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    status, *packages = done.stderr.splitlines()[-1].split()
    assert status == "0", done.stderr
    return frozenset(packages)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose settings keep a library in it, and a note already taken in."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "sourcechat.toml").write_text('library = "library"\n')
    (folder / "shop.txt").write_text("The tea shop\n\nThe tea shop opens at nine o'clock, and it closes at five.\n")
    loaded("ingest", "shop.txt", folder=folder)
    return folder


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_load_nothing(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(*arguments, folder=tmp_path) == frozenset()


@pytest.mark.parametrize(
    "arguments", [["ask", "--help"], ["ingest", "--help"], ["library", "--help"], ["library", "list", "--help"]]
)
def test_the_help_of_a_command_loads_what_typer_reads_its_options_with(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(*arguments, folder=tmp_path) <= SETTINGS


def test_settings_load_what_checks_them(tmp_path: Path) -> None:
    assert loaded("settings", folder=tmp_path) <= SETTINGS


@pytest.mark.model
@pytest.mark.parametrize("arguments", [["library", "list"], ["library", "list", "--json"]])
def test_listing_loads_no_models_and_no_arrays(folder: Path, arguments: list[str]) -> None:
    assert loaded(*arguments, folder=folder) <= SETTINGS


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "When does the tea shop open?"],
        ["ask", "--json", "When does the tea shop open?"],
        ["ask", "--explain", "Who is the mayor of Atlantis?"],
    ],
)
def test_asking_loads_the_networks_but_no_langchain_chroma_or_readers(folder: Path, arguments: list[str]) -> None:
    assert loaded(*arguments, folder=folder) <= ASKING


@pytest.mark.model
def test_ingesting_what_is_known_loads_the_index_but_no_langchain(folder: Path) -> None:
    assert not loaded("ingest", "shop.txt", folder=folder) & {"langchain", "langchain_core", "gradio", "torch"}
