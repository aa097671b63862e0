from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.documents import Document, Doubt, DoubtKind, Source
from tests.vectorstore.fakes import WordModel, note
from ui.cli import app
from vectorstore.library import Library


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["library", *arguments])


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library of the folder that the commands run in, open for writing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sourcechat.toml").write_text('library = "library"\n')
    return Library.open(tmp_path / "library", WordModel(), write=True)


@pytest.fixture
def tea(made: Library) -> str:
    """The id of a note on tea that was changed once; beside it lies one on mills."""
    with made as library:
        library.put(note("mills", "The mill grinds rye."))
        library.put(note("tea", "Tea is brewed.\nIt is served at four."))
        library.put(note("tea", "Tea is brewed.\nIt is served at five."))
        return next(record.id for record in library.documents() if record.title == "tea")


def test_documents_are_listed_with_id_title_and_passages(tea: str) -> None:
    listed = run("list")

    assert (listed.exit_code, listed.stderr) == (0, "")
    assert sorted(line.split("  ")[1] for line in listed.stdout.splitlines()) == ["mills", "tea"]
    assert f"{tea}  tea  (1 passage, " in listed.stdout


def test_programs_get_the_list_as_json(tea: str) -> None:
    listed = {one["title"]: one for one in json.loads(run("list", "--json").stdout)}

    assert sorted(listed) == ["mills", "tea"]
    assert (listed["tea"]["id"], listed["tea"]["source"]) == (tea, "file:///notes/tea.txt")
    assert (listed["tea"]["passages"], listed["tea"]["characters"]) == (1, len("Tea is brewed.\nIt is served at five."))


def test_an_empty_library_says_how_to_fill_it_and_is_an_empty_list_for_programs(made: Library) -> None:
    made.close()

    assert run("list").stdout == "The library is empty; add documents with `sourcechat ingest PATH`.\n"
    assert json.loads(run("list", "--json").stdout) == []
    assert run("sources").stdout == "No places are mirrored; add one with `sourcechat ingest PATH|URL`.\n"


def test_a_document_is_shown_by_the_beginning_of_its_id(tea: str) -> None:
    shown = run("show", tea[:8])

    heading, text = shown.stdout.split("\n\n", 1)
    assert heading.splitlines()[:2] == ["tea", "file:///notes/tea.txt"]
    assert heading.splitlines()[2].startswith("1 passage, updated ")
    assert text.splitlines() == ["Tea is brewed.", "It is served at five."]


def test_a_document_is_shown_by_the_name_of_its_file_or_title(made: Library) -> None:
    with made as library:
        library.put(Document(Source("file:///notes/green%20tea.txt", "bytes"), "On tea", "Tea is brewed."))
        library.put(Document(Source("file:///notes/rye.txt", "bytes"), "Rye", "Rye is milled."))
        library.put(Document(Source("file:///old/rye.txt", "bytes"), "Old rye", "Rye was milled."))

    assert run("show", "green tea.txt").stdout == run("show", "On tea").stdout
    assert "Tea is brewed." in run("show", "On tea").stdout
    assert "Rye was milled." in run("show", "Old rye").stdout
    assert "rye.txt: 2 documents with " in run("show", "rye.txt").stderr


def test_an_earlier_revision_is_shown_as_it_was(tea: str) -> None:
    present = json.loads(run("show", tea, "--json").stdout)
    changes = run("show", tea, "--diff").stdout
    earlier = changes.splitlines()[0].split("revision ")[1].split()[0]

    shown = json.loads(run("show", tea, earlier, "--json").stdout)

    assert shown["text"] == "Tea is brewed.\nIt is served at four."
    assert present["text"] == "Tea is brewed.\nIt is served at five."
    assert earlier != present["revision"]


def test_what_changed_is_a_unified_diff_since_the_revision_before(tea: str) -> None:
    lines = run("show", tea, "--diff").stdout.splitlines()

    assert [line[:4] for line in lines[:3]] == ["--- ", "+++ ", "@@ -"]
    assert lines[3:] == [" Tea is brewed.", "-It is served at four.", "+It is served at five."]


def test_a_document_that_never_changed_has_no_earlier_revision(tea: str) -> None:
    mills = next(one for one in json.loads(run("list", "--json").stdout) if one["title"] == "mills")
    present = json.loads(run("show", tea, "--json").stdout)["revision"]

    assert run("show", mills["id"], "--diff").stdout == "No earlier revision is kept.\n"
    assert run("show", tea, present, "--diff").stdout == "That is the present revision.\n"


def test_an_unknown_revision_is_an_error_that_names_those_that_are_kept(tea: str) -> None:
    present = json.loads(run("show", tea, "--json").stdout)["revision"]

    shown = run("show", tea, "zzz")

    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "zzz: no one revision begins so; kept are " in shown.stderr
    assert present in shown.stderr


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("zzz", "zzz: no document with an id that begins so, or a file or title of that name; see `sourcechat"),
        (" ", "the id of a document is empty; see `sourcechat"),
    ],
)
@pytest.mark.usefixtures("tea")
def test_an_unknown_id_is_one_line_with_the_remedy(prefix: str, message: str) -> None:
    shown = run("show", prefix)

    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == f"sourcechat: error: {message} library list`\n"


def test_the_beginning_of_several_ids_is_no_id(made: Library) -> None:
    with made as library:
        for number in range(40):  # more than there are first characters of an id
            library.put(note(f"note {number}", f"Note {number}."))
        first = [record.id[0] for record in library.documents()]
    shared = max(first, key=first.count)

    shown = run("show", shared)

    assert shown.exit_code == 1
    assert f"{shared}: {first.count(shared)} documents with an id that begins so" in shown.stderr


def test_what_was_not_read_and_what_is_in_doubt_is_listed_with_why(made: Library) -> None:
    doubt = Doubt(DoubtKind.RECOGNISED, "page 1 is an image, read by OCR", 0, 4)
    with made as library:
        library.put(note("whole", "Rye."))
        library.put(Document(Source("file:///notes/scan.pdf", "bytes"), "scan", "Rent", doubts=(doubt,)))
        library.note_failure("file:///notes/locked.pdf", "locked.pdf", "locked with a password; unlock it first")
        scan = next(record.id for record in library.documents() if record.title == "scan")

    listed = run("list", "--problems")
    as_json = {one["name"]: one for one in json.loads(run("list", "--problems", "--json").stdout)}

    assert listed.exit_code == 0
    assert sorted(listed.stdout.splitlines()) == sorted(
        [
            "not read  locked.pdf  (file:///notes/locked.pdf)",
            "    locked with a password; unlock it first",
            f"{scan}  scan  (file:///notes/scan.pdf)",
            "    page 1 is an image, read by OCR",
        ]
    )
    assert (as_json["locked.pdf"]["document_id"], as_json["scan"]["document_id"]) == (None, scan)


@pytest.mark.usefixtures("tea")
def test_a_library_without_problems_says_so() -> None:
    assert run("list", "--problems").stdout == "Everything was read, and nothing is in doubt.\n"
    assert json.loads(run("list", "--problems", "--json").stdout) == []


def test_control_characters_of_titles_texts_and_messages_reach_no_terminal(made: Library) -> None:
    with made as library:
        library.put(note("red\x1b[31m\x07", "Rent\x1b]0;taken\x07 is due.\n"))
        library.put(note("red\x1b[31m\x07", "Rent\x1b]0;taken\x07 is paid.\n"))
        library.note_failure("file:///a\x1b[2J.pdf", "a\x1b[2J.pdf", "broken\x1b[2J\nat its end")
        only = library.documents()[0].id

    printed = [
        run(*arguments).stdout
        for arguments in (("list",), ("show", only), ("show", only, "--diff"), ("list", "--problems"))
    ]

    assert ["\x1b" in text or "\x07" in text for text in printed] == [False] * 4
    assert [len(text.splitlines()) for text in (printed[0], printed[3])] == [1, 2]
    assert "is paid." in printed[1]


@pytest.mark.model
def test_removing_takes_documents_out_leaves_their_files_and_warns_of_a_mirrored_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sourcechat.toml").write_text('library = "library"\n')
    (tmp_path / "notes").mkdir()
    for name in ("shop", "moor", "mill"):
        (tmp_path / "notes" / f"{name}.txt").write_text(f"The {name} is near.\n")
    CliRunner().invoke(app, ["ingest", "notes"])
    ids = {one["title"]: one["id"] for one in json.loads(run("list", "--json").stdout)}

    unknown = run("remove", ids["shop"], "zzz")
    kept = len(json.loads(run("list", "--json").stdout))
    removed = run("remove", ids["shop"], ids["moor"])

    assert (unknown.exit_code, unknown.stdout, kept) == (1, "", 3)
    assert (removed.exit_code, removed.stdout) == (0, "Removed shop.\nRemoved moor.\n")
    assert removed.stderr.count("comes back when that is mirrored again") == 2
    assert [one["title"] for one in json.loads(run("list", "--json").stdout)] == ["mill"]
    assert (tmp_path / "notes" / "shop.txt").exists()
