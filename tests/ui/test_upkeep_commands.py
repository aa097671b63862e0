from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.vectorstore.damages import zero_a_page
from tests.vectorstore.fakes import WordModel, note
from ui.cli import app
from vectorstore.library import Library


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["library", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the commands run in, with a library of two notes of words."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sourcechat.toml").write_text('library = "library"\n')
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("tea", "Tea is served at four."))
        library.put(note("mills", "The mill grinds rye."))
    return tmp_path


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the vectors of the usual model, and forty notes that fill several pages of each table."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sourcechat.toml").write_text('library = "library"\n')
    (tmp_path / "notes").mkdir()
    for number in range(40):
        (tmp_path / "notes" / f"mill {number}.txt").write_text(f"Mill {number} grinds rye.\n{'Meal and rye. ' * 40}\n")
    assert CliRunner().invoke(app, ["ingest", "notes"]).exit_code == 0
    return tmp_path


def titles() -> list[str]:
    return sorted(line.split("  ")[1] for line in run("list").stdout.splitlines())


@pytest.mark.usefixtures("folder")
def test_a_whole_library_is_counted_and_nothing_is_wrong_with_it() -> None:
    checked = run("check")

    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "2 documents, 2 passages, 2 in the index\n", "")


def test_what_is_damaged_is_named_and_ends_with_a_status(folder: Path) -> None:
    with sqlite3.connect(folder / "library" / "catalogue.sqlite") as connection:
        connection.execute("DELETE FROM vectors WHERE rowid = (SELECT min(rowid) FROM vectors)")
    connection.close()

    checked = run("check")

    assert checked.exit_code == 1
    assert checked.stdout.startswith("2 documents, ")
    assert all(line.startswith("sourcechat: ") for line in checked.stderr.splitlines())
    assert "vector" in checked.stderr


@pytest.mark.parametrize("command", ["export", "backup"])
def test_a_library_goes_to_one_file_and_comes_back_from_it_elsewhere(folder: Path, command: str) -> None:
    written = run(command, "kept.sourcechat")
    read = run("import", "kept.sourcechat", "--library", "elsewhere")

    size = (folder / "kept.sourcechat").stat().st_size / 1e6
    assert (written.exit_code, written.stdout) == (0, f"kept.sourcechat: {size:.1f} MB.\n")
    assert (read.exit_code, read.stdout) == (0, "2 documents in elsewhere.\n")
    listed = run("list", "--library", "elsewhere").stdout
    assert sorted(line.split("  ")[1] for line in listed.splitlines()) == titles() == ["mills", "tea"]
    assert run("check", "--library", "elsewhere").exit_code == 0


def test_importing_over_a_library_is_refused_and_leaves_it_as_it_was(folder: Path) -> None:
    run("export", "kept.sourcechat")
    with Library.open(folder / "library", WordModel(), write=True) as library:
        library.put(note("later", "Written later."))

    read = run("import", "kept.sourcechat")

    assert (read.exit_code, read.stdout, len(read.stderr.splitlines())) == (1, "", 1)
    assert titles() == ["later", "mills", "tea"]


def test_importing_what_is_no_library_is_an_error_of_one_line_and_makes_none(folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear Ada, the rent is due.\n")

    for name in ("letter.txt", "missing.sourcechat"):
        read = run("import", name, "--library", "elsewhere")

        assert (read.exit_code, read.stdout, len(read.stderr.splitlines())) == (1, "", 1)
        assert read.stderr.startswith(f"sourcechat: error: {name}: ")
    assert run("list", "--library", "elsewhere").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["repair"],
        ["rebuild"],
        ["compact"],
        ["export", "kept"],
        ["backup", "kept"],
        ["reembed", "--embedding", "all-MiniLM-L6-v2"],
    ],
)
def test_where_no_library_is_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    done = run(*arguments, "--library", "none")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "sourcechat: error: no library at none; run `sourcechat ingest --library none FOLDER`\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_an_embedding_model_that_is_not_there_changes_nothing() -> None:
    done = run("reembed", "--embedding", "no-such-model")

    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "no-such-model" in done.stderr
    assert run("check").stdout == "2 documents, 2 passages, 2 in the index\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("keep", ["0", "-1", "few"])
def test_keeping_less_than_one_revision_is_wrong_usage(keep: str) -> None:
    assert run("compact", "--keep", keep).exit_code == 2


@pytest.mark.model
@pytest.mark.usefixtures("embedded")
def test_a_whole_library_is_left_alone_by_repair_and_made_anew_by_rebuild() -> None:
    repaired, rebuilt = run("repair"), run("rebuild")

    assert (repaired.exit_code, repaired.stdout) == (0, "The catalogue is whole, and the index fits it.\n")
    passages = run("check").stdout.split(", ")[1]
    assert (rebuilt.exit_code, rebuilt.stdout) == (0, f"The index holds {passages}.\n")


@pytest.mark.model
def test_a_damaged_catalogue_is_found_by_check_and_made_whole_by_repair(embedded: Path) -> None:
    whole = titles()
    zero_a_page(embedded / "library" / "catalogue.sqlite", "vectors")

    found = run("check")
    repaired = run("repair")

    assert found.exit_code == 1
    assert repaired.exit_code == 0, repaired.output
    assert repaired.stdout.startswith("40 documents made whole, ")
    assert "The damaged catalogue is kept as " in repaired.stdout
    assert run("check").exit_code == 0
    assert titles() == whole


@pytest.mark.model
def test_old_revisions_are_dropped_where_only_the_latest_are_to_be_kept(embedded: Path) -> None:
    (embedded / "notes" / "mill 7.txt").write_text("Mill 7 is closed.\n")
    CliRunner().invoke(app, ["ingest", "notes"])
    mill = next(line.split("  ")[0] for line in run("list").stdout.splitlines() if "  mill 7  " in line)

    run("compact")
    kept = run("show", mill, "--diff").stdout
    compacted = run("compact", "--keep", "1")

    assert "+Mill 7 is closed." in kept
    assert compacted.exit_code == 0
    assert " MB before, " in compacted.stdout
    assert run("show", mill, "--diff").stdout == "No earlier revision is kept.\n"
    assert run("check").exit_code == 0


@pytest.mark.model
def test_another_model_s_vectors_replace_those_there_and_a_setting_that_names_the_old_one_is_named(
    folder: Path,
) -> None:
    (folder / "sourcechat.toml").write_text('library = "library"\nembedding.model = "words"\n')

    done = run("reembed", "--embedding", "all-MiniLM-L6-v2")

    assert (done.exit_code, done.stdout) == (0, "The library is of all-MiniLM-L6-v2 now; 2 texts embedded.\n")
    assert done.stderr == "sourcechat: embedding.model is words: set it to all-MiniLM-L6-v2\n"
    assert run("check").exit_code == 0
