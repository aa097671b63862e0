from __future__ import annotations

import stat
import threading
from pathlib import Path

import httpx
import pytest

from tests.ui.serving.desk import Desk
from tests.vectorstore.fakes import WordModel
from vectorstore.library import Library


def test_documents_are_listed_page_by_page_without_the_folders_they_lie_in(client: httpx.Client, desk: Desk) -> None:
    client.post("/v1/documents", files={"file": ("notes.md", b"# Notes\n\nThe lamp is green.\n")})

    first = client.get("/v1/documents", params={"limit": 1}).json()
    second = client.get("/v1/documents", params={"limit": 1, "after": first["data"][0]["id"]}).json()

    assert (first["total"], first["has_more"], second["has_more"]) == (2, True, False)
    assert [one["data"][0]["source"] for one in (first, second)] == ["notes.md", "shop.txt"]
    assert str(desk.folder) not in client.get("/v1/documents").text


def test_a_document_is_returned_with_its_text_and_a_page_without_scripts(client: httpx.Client) -> None:
    (listed,) = client.get("/v1/documents").json()["data"]

    document = client.get(f"/v1/documents/{listed['id']}").json()
    page = client.get(document["url"])

    assert "The kettle was founded in 1987." in document["text"]
    assert "script" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_file_that_is_sent_is_read_and_lies_where_only_its_owner_looks(client: httpx.Client, desk: Desk) -> None:
    answer = client.post("/v1/documents", files={"file": ("lamp.txt", b"The lamp\n\nThe lamp is green.\n")})

    (document,) = answer.json()["data"]
    (kept,) = [path for path in desk.uploads.rglob("*") if path.is_file()]
    assert (answer.status_code, answer.json()["added"], document["title"]) == (201, ["lamp.txt"], "The lamp")
    assert kept.name == "lamp.txt"
    for folder in (desk.uploads, kept.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_files_of_one_name_are_both_kept_and_the_same_one_only_once(client: httpx.Client) -> None:
    for text in (b"The lamp is green.\n", b"The lamp is red.\n"):
        client.post("/v1/documents", files={"file": ("lamp.txt", text)})
    again = client.post("/v1/documents", files={"file": ("lamp.txt", b"The lamp is red.\n")})

    assert client.get("/v1/documents").json()["total"] == 3
    assert (again.status_code, again.json()["unchanged"]) == (200, ["lamp.txt"])


def test_several_files_come_at_once_and_what_cannot_be_read_is_named_and_not_kept(
    client: httpx.Client, desk: Desk
) -> None:
    files = [("file", ("a.txt", b"A lamp.\n")), ("file", ("empty.txt", b""))]

    answer = client.post("/v1/documents", files=files).json()

    assert answer["added"] == ["a.txt"]
    assert [one["name"] for one in answer["failed"]] == ["empty.txt"]
    assert [path.name for path in desk.uploads.rglob("*") if path.is_file()] == ["a.txt"]


def test_a_file_that_cannot_be_read_alone_is_a_fault(client: httpx.Client) -> None:
    answer = client.post("/v1/documents", files={"file": ("empty.txt", b"")})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "cannot_be_read")


def test_a_document_that_is_deleted_takes_its_upload_with_it_but_no_file_of_the_persons_own(
    client: httpx.Client, desk: Desk, tmp_path: Path
) -> None:
    client.post("/v1/documents", files={"file": ("lamp.txt", b"The lamp is green.\n")})

    for document in client.get("/v1/documents").json()["data"]:
        assert client.delete(f"/v1/documents/{document['id']}").json()["deleted"] is True

    assert client.get("/v1/documents").json()["data"] == []
    assert list(desk.uploads.iterdir()) == []
    assert (tmp_path / "shop.txt").exists()


def test_while_another_process_writes_a_change_is_a_conflict(client: httpx.Client, desk: Desk) -> None:
    (document,) = client.get("/v1/documents").json()["data"]

    with Library.open(desk.folder, WordModel(), write=True):
        answer = client.delete(f"/v1/documents/{document['id']}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "library_locked")


@pytest.mark.parametrize("path", ["unknown", "..%2f..%2fetc%2fpasswd", "%00"])
def test_an_unknown_document_is_not_found(client: httpx.Client, path: str) -> None:
    for answer in (client.get(f"/v1/documents/{path}"), client.delete(f"/v1/documents/{path}")):
        assert answer.status_code == 404
        assert answer.json()["error"]["message"]


def test_a_search_returns_passages_with_the_address_of_their_words(client: httpx.Client) -> None:
    found = client.post("/v1/search", json={"query": "kettle founded", "limit": 1}).json()["data"]

    assert "The kettle was founded in 1987." in found[0]["text"]
    assert "<mark" in client.get(found[0]["url"]).text


@pytest.mark.parametrize("body", [{"query": ""}, {"query": "x", "limit": 0}, {"query": "x", "more": 1}, {}])
def test_a_search_that_cannot_be_made_is_a_fault(client: httpx.Client, body: dict[str, object]) -> None:
    assert client.post("/v1/search", json=body).status_code == 400


def test_documents_are_added_while_questions_are_answered(client: httpx.Client, desk: Desk) -> None:
    desk.pipeline.hold = threading.Event()
    asked = {"model": "sourcechat", "messages": [{"role": "user", "content": "When was the kettle founded?"}]}
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(client.post("/v1/chat/completions", json=asked)))
    asking.start()
    assert desk.pipeline.began.wait(10)

    added = client.post("/v1/documents", files={"file": ("lamp.txt", b"The lamp is green.\n")})

    desk.pipeline.hold.set()
    asking.join(10)
    assert (added.status_code, answers[0].status_code) == (201, 200)
