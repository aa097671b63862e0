from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.addresses import FetchOptions
from ingest.errors import SourceNotFound, UnreadableFile
from ingest.sources import find_sources, load
from ingest.walking import Located

SUFFIXES = (".txt", ".md")
HERE = FetchOptions(allow_private=True)  # the servers of these tests are on this machine


def names(*locations: Path) -> list[str]:
    found = find_sources([str(location) for location in locations], suffixes=SUFFIXES)
    return [located.name for located in found.located]


def test_a_folder_is_searched_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "a.md", "inner/c.txt"):
        (tmp_path / name).write_text("x")

    assert names(tmp_path) == ["a.md", "b.txt", "c.txt"]


def test_hidden_entries_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".hidden.txt", ".git/config.txt", "a.txt"):
        (tmp_path / name).write_text("x")

    assert names(tmp_path) == ["a.txt"]


def test_files_of_other_kinds_in_a_folder_are_named_as_skipped(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    found = find_sources([str(tmp_path)], suffixes=SUFFIXES)

    assert [path.name for path in found.skipped] == ["picture.png"]
    assert found.located == ()


def test_a_file_that_is_named_itself_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "notes.log").write_text("x")

    assert names(tmp_path / "notes.log") == ["notes.log"]


def test_a_file_named_twice_is_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    assert names(tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt") == ["a.txt"]


@pytest.mark.parametrize("location", ["", " \t"])
def test_an_empty_location_is_not_taken_for_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SourceNotFound, match="a location is empty; name a file"):
        find_sources([location], suffixes=SUFFIXES)
    assert names(Path()) == ["a.txt"]


def test_an_address_of_a_file_keeps_blanks_and_letters_of_any_script(tmp_path: Path) -> None:
    file = tmp_path / "Über uns – 漢字.txt"
    file.write_text("x")

    (located,) = find_sources([str(file)], suffixes=SUFFIXES).located

    assert located.uri == file.as_uri()
    assert load(located).data == b"x"


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"missing\.txt: no such file or folder"):
        find_sources([str(tmp_path / "missing.txt")], suffixes=SUFFIXES)


def test_a_link_that_leads_back_into_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert names(tmp_path) == ["a.txt"]


def test_a_link_to_nothing_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")

    assert names(tmp_path) == []


def test_equal_bytes_have_equal_fingerprints(tmp_path: Path) -> None:
    for name, text in (("a.txt", "x"), ("b.txt", "x"), ("c.txt", "y")):
        (tmp_path / name).write_text(text)

    first, second, third = (
        load(located).source.fingerprint for located in find_sources([str(tmp_path)], suffixes=SUFFIXES).located
    )

    assert first == second != third


def test_a_file_that_went_away_since_it_was_found_is_an_error_with_its_name(tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"

    with pytest.raises(SourceNotFound, match=r"gone\.txt: gone since it was found"):
        load(Located(gone.as_uri(), gone))


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        load(Located(tmp_path.as_uri(), tmp_path))


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {
            "/page": ("text/html; charset=utf-8", b"<p>Hello</p>"),
            "/notes.txt": ("", b"Plain"),
            "/mesto": ("text/html; charset=iso-8859-2", "<p>Město</p>".encode("iso-8859-2")),
            "/report": ("application/octet-stream", b"%PDF-1.4"),
            "/README.md": ("text/plain", b"# Hi"),
            "/list.php": ("text/plain", b"Hi"),
        }
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        kind, body = pages.get(self.path, ("", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        del arguments


@pytest.fixture
def site() -> Iterator[str]:
    """A web server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "suffix", "data"),
    [("/page", ".html", b"<p>Hello</p>"), ("/notes.txt", ".txt", b"Plain"), ("/old", ".html", b"<p>Hello</p>")],
)
def test_a_web_page_is_loaded_with_the_format_that_the_server_names(
    site: str, path: str, suffix: str, data: bytes
) -> None:
    (located,) = find_sources([site + path], suffixes=SUFFIXES).located

    content = load(located, options=HERE)

    assert (content.suffix, content.data, content.source.uri) == (suffix, data, site + path)


@pytest.mark.parametrize(
    ("path", "suffix"), [("/report", ""), ("/README.md", ".md"), ("/list.php", ".txt"), ("/mesto", ".html")]
)
def test_the_address_tells_the_format_where_the_server_does_not(site: str, path: str, suffix: str) -> None:
    assert load(Located(site + path, None), options=HERE).suffix == suffix


def test_the_encoding_that_a_server_declares_is_handed_on(site: str) -> None:
    assert load(Located(f"{site}/mesto", None), options=HERE).encoding == "iso-8859-2"
    assert load(Located(f"{site}/notes.txt", None), options=HERE).encoding is None


def test_a_page_that_is_not_there_says_what_the_server_answered(site: str) -> None:
    with pytest.raises(SourceNotFound, match="answered 404"):
        load(Located(f"{site}/missing", None), options=HERE)


def test_a_server_that_is_not_there_is_an_error_with_the_remedy() -> None:
    with pytest.raises(SourceNotFound, match="check the address and the network"):
        load(Located("http://127.0.0.1:9/x", None), options=HERE)


_NOBODY = 65534


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder, seen by a person who may not do everything, as root may."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(_NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_is_found(common_folder: Path) -> None:
    closed = common_folder / "closed"
    closed.mkdir()
    (common_folder / "b.txt").write_text("Curlews nest here.")
    closed.chmod(0o000)

    found = find_sources([str(common_folder)], suffixes=[".txt"])

    closed.chmod(0o755)
    assert [located.name for located in found.located] == ["b.txt"]
    assert [(one.name, one.message) for one in found.unlisted] == [
        ("closed", "closed: its files cannot be listed (Permission denied); check its permissions")
    ]


def test_a_folder_that_can_be_listed_and_not_entered_costs_its_files_only(common_folder: Path) -> None:
    listed = common_folder / "listed"
    listed.mkdir()
    (listed / "a.txt").write_text("Tea at nine.")
    listed.chmod(0o444)

    (located,) = find_sources([str(common_folder)], suffixes=[".txt"]).located
    with pytest.raises(UnreadableFile, match=r"a\.txt: could not be read \(Permission denied\)"):
        load(located)

    listed.chmod(0o755)
