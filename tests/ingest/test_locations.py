from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SourceNotFound
from ingest.locations import LocationKind, locate, locate_input


def test_folders_files_and_addresses_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    folder, file = locate(str(tmp_path)), locate(str(tmp_path / "a.txt"))
    address = locate("HTTPS://Ada:pass@Example.org?token=abc", depth=2)

    assert (folder.kind, folder.uri, folder.path) == (LocationKind.FOLDER, f"{tmp_path.as_uri()}/", tmp_path)
    assert (file.kind, file.uri) == (LocationKind.FILE, (tmp_path / "a.txt").as_uri())
    assert (address.kind, address.uri, address.depth) == (LocationKind.ADDRESS, "https://example.org/", 2)
    assert "pass" not in repr(address)
    assert "abc" not in repr(address)
    assert address.has_secrets


def test_a_file_address_is_its_file(tmp_path: Path) -> None:
    assert locate(tmp_path.as_uri()).path == tmp_path


@pytest.mark.parametrize("named", ["ftp://example.org/a", "~nobody-here/a", "a\0b", "missing"])
def test_what_cannot_be_mirrored_is_refused_with_the_remedy(named: str) -> None:
    with pytest.raises(SourceNotFound):
        locate(named)


def test_what_is_piped_in_has_a_name() -> None:
    assert locate_input(b"x").name == "standard input"
    assert locate_input(b"x", name="menu.txt").uri == "stdin:menu.txt"
