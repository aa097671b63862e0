from __future__ import annotations

import json
from pathlib import Path

from tests.ui.serving.desk import Desk
from ui.page.document_list import listing


def test_documents_stand_in_the_folders_below_the_one_that_is_mirrored(tmp_path: Path) -> None:
    deep = tmp_path / "secret" / "handbook" / "rules"
    deep.mkdir(parents=True)
    (deep / "leave.md").write_text("# Leave\n\nThere are 28 days.\n")
    (tmp_path / "single.txt").write_text("Single\n\nA single file.\n")
    desk = Desk(tmp_path / "library")
    desk.uploads.mkdir(parents=True)
    (desk.uploads / "note.txt").write_text("Note\n\nAdded here.\n")
    dropped = desk.uploads / "0123456789ab" / "boats" / "small" / "oars.txt"
    dropped.parent.mkdir(parents=True)
    dropped.write_text("Oars\n\nThey hang in the shed.\n")
    added = [tmp_path / "secret" / "handbook", tmp_path / "single.txt", desk.uploads / "note.txt", dropped]
    desk.ingest([str(one) for one in added])

    told = listing(desk.library, desk.uploads)

    documents = told["documents"]
    assert isinstance(documents, list)
    assert {one["name"]: (one["folder"], one["kind"]) for one in documents} == {
        "leave.md": ("handbook/rules", "md"),
        "single.txt": (":other", "txt"),
        "note.txt": (":here", "txt"),
        "oars.txt": (":here/boats/small", "txt"),
    }
    assert "secret" not in json.dumps(told)


def test_what_could_not_be_read_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    desk = Desk(tmp_path / "library")
    desk.ingest([str(tmp_path / "broken.pdf")])

    failed = listing(desk.library, desk.uploads)["failed"]

    assert isinstance(failed, list)
    assert failed[0]["name"] == "broken.pdf"
    assert failed[0]["messages"]
