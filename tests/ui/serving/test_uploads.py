from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ui.serving.faults import Fault
from ui.serving.uploads import Receiver, Uploaded, UploadRules, forget_upload, plain_name, plain_path

RULES = UploadRules(frozenset({".txt"}), most=100)
HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'


class Body:
    """A body that comes in pieces, and knows how many of them were taken."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece


def receive(folder: Path, body: Body, rules: UploadRules = RULES) -> tuple[Uploaded, ...]:
    with Receiver(folder, rules) as receiver:
        return asyncio.run(receiver.receive("multipart/form-data; boundary=b", aiter(body)))


def test_a_file_comes_whole_however_it_is_cut_into_pieces(tmp_path: Path) -> None:
    whole = HEAD % b"a.txt" + b"first\r\n--second\r\n--b--\r\n"

    (kept,) = receive(tmp_path / "cut", Body(*(whole[at : at + 1] for at in range(len(whole)))))

    assert (kept.name, kept.path.read_bytes()) == ("a.txt", b"first\r\n--second")


def test_a_type_that_is_not_read_is_refused_before_its_bytes_come(tmp_path: Path) -> None:
    body = Body(HEAD % b"a.exe", b"x" * 50, b"x" * 50)

    with pytest.raises(Fault, match=r"a\.exe: files of this type are not read; those are \.txt") as fault:
        receive(tmp_path / "uploads", body)

    assert (fault.value.status, body.taken) == (415, 1)


def test_a_file_that_is_too_large_is_refused_as_soon_as_it_is_seen_and_leaves_nothing(tmp_path: Path) -> None:
    body = Body(HEAD % b"a.txt", *([b"x" * 60] * 50))

    with pytest.raises(Fault, match=r"a\.txt: larger than") as fault:
        receive(tmp_path / "uploads", body)

    assert (fault.value.status, body.taken) == (413, 3)
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_body_that_ends_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        receive(tmp_path / "uploads", Body(HEAD % b"a.txt", b"half"))

    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "body", [b"", b"no form", b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nv\r\n--b--\r\n']
)
def test_a_body_without_a_file_is_a_fault(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(Fault) as fault:
        receive(tmp_path, Body(body))

    assert fault.value.status == 400


def test_what_is_no_form_is_told_what_to_send(tmp_path: Path) -> None:
    with Receiver(tmp_path, RULES) as receiver, pytest.raises(Fault, match="multipart/form-data"):
        asyncio.run(receiver.receive("application/json", aiter(Body(b"{}"))))


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/a.txt", "a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("C:\\Users\\me\\a.txt", "a.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00\n.txt", "a__.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("ü" * 200 + ".txt", "ü" * 116 + ".txt"),
        ("表" * 200 + ".txt", "表" * 78 + ".txt"),
    ],
)
def test_a_name_is_the_last_part_of_what_was_sent(given: str, plain: str) -> None:
    assert plain_name(given) == plain


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("a.txt", "a.txt"),
        ("boats/small/a.txt", "boats/small/a.txt"),
        ("boats/.git/a.txt", "boats/git/a.txt"),
        ("../boats/a.txt", "a.txt"),
        ("boats/../../a.txt", "a.txt"),
        ("/etc/a.txt", "a.txt"),
        ("boats//a.txt", "a.txt"),
        ("boats/./a.txt", "a.txt"),
        ("boats/ .. /a.txt", "a.txt"),
        ("boats\\..\\a.txt", "a.txt"),
        ("boats/x\\..\\..\\a.txt", "a.txt"),
        ("boats/", "boats"),
        ("/".join("abcdefghijklmnop") + ".txt", "a/b/c/d/e/f/g/h/i/j/k/l/p.txt"),
    ],
)
def test_a_file_keeps_the_folders_that_it_came_in_unless_they_lead_elsewhere(given: str, plain: str) -> None:
    assert plain_path(given) == plain


def test_files_of_one_name_in_several_folders_are_all_kept_and_forgotten_one_by_one(tmp_path: Path) -> None:
    parts = [(HEAD % name + b"same\r\n") for name in (b"boats/a.txt", b"boats/small/a.txt", b"a.txt")]
    kept = receive(tmp_path, Body(b"".join(parts) + b"--b--\r\n"))

    assert [one.path.read_bytes() for one in kept] == [b"same"] * 3
    assert len({one.path for one in kept}) == 3
    forget_upload(kept[1].uri, tmp_path)
    assert [one.path.exists() for one in kept] == [True, False, True]
    for one in kept:
        forget_upload(one.uri, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_any_script_arrives(tmp_path: Path) -> None:
    (kept,) = receive(tmp_path, Body(HEAD % "Übersicht 表.txt".encode() + b"x\r\n--b--\r\n"))

    assert kept.path.name == "Übersicht 表.txt"


def test_only_what_was_uploaded_is_forgotten(tmp_path: Path) -> None:
    uploads, own = tmp_path / "uploads", tmp_path / "own.txt"
    own.write_text("mine")
    (kept,) = receive(uploads, Body(HEAD % b"a.txt" + b"x\r\n--b--\r\n"))

    for path in (own, kept.path):
        forget_upload(path.as_uri(), uploads)
    forget_upload("https://example.org/a.txt", uploads)
    forget_upload(f"{uploads.as_uri()}/../own.txt", uploads)

    assert own.exists()
    assert list(uploads.iterdir()) == []
