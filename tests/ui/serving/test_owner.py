from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ui.serving.owner import NOBODY, Owner

HERE, SERVER = ("127.0.0.1", 40000), ("127.0.0.1", 7860)
HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
ROW = "   0: 0100007F:{near:04X} 0100007F:{far:04X} 01 00000000:00000000 00:00000000 00000000  {user}  0 1 1\n"


def table(folder: Path, *users: int, near: int = 40000) -> tuple[Path]:
    """A table of the system's connections, with one of each user."""
    path = folder / "tcp"
    path.write_text(HEAD + "".join(ROW.format(near=near, far=7860, user=user) for user in users))
    return (path,)


@pytest.mark.parametrize(
    ("host", "public_url", "has_accounts", "is_alone"),
    [
        ("127.0.0.1", "", False, True),
        ("localhost", "", False, True),
        ("::1", "", False, True),
        ("0.0.0.0", "", False, False),  # noqa: S104 - it is looked at, not bound
        ("192.168.1.2", "", False, False),
        ("127.0.0.1", "https://chat.example", False, False),
        ("127.0.0.1", "", True, False),
    ],
)
def test_an_owner_is_alone_where_nobody_else_is_let_in(
    host: str, public_url: str, *, has_accounts: bool, is_alone: bool
) -> None:
    assert Owner.of(host=host, public_url=public_url, has_accounts=has_accounts).is_alone == is_alone


def test_the_owner_is_who_runs_the_server(tmp_path: Path) -> None:
    assert Owner(is_alone=True, tables=table(tmp_path, os.getuid())).is_at(HERE, SERVER)


def test_another_user_of_the_machine_is_not_the_owner(tmp_path: Path) -> None:
    for users in ((os.getuid() + 1,), (os.getuid(), os.getuid() + 1)):
        assert not Owner(is_alone=True, tables=table(tmp_path, *users)).is_at(HERE, SERVER)


def test_a_connection_that_the_system_does_not_know_is_nobody_s(tmp_path: Path) -> None:
    assert not Owner(is_alone=True, tables=table(tmp_path, os.getuid(), near=40001)).is_at(HERE, SERVER)


def test_where_the_system_does_not_tell_this_machine_is_the_owner_s(tmp_path: Path) -> None:
    assert Owner(is_alone=True, tables=(tmp_path / "none",)).is_at(HERE, SERVER)


def test_nobody_from_elsewhere_is_the_owner(tmp_path: Path) -> None:
    owner = Owner(is_alone=True, tables=table(tmp_path, os.getuid()))

    assert not owner.is_at(("192.168.1.7", 40000), SERVER)
    assert not owner.is_at(None, SERVER)
    assert not NOBODY.is_at(HERE, SERVER)


def test_a_real_connection_of_ours_is_the_owner_s() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert Owner(is_alone=True).is_at(client.getsockname(), server.getsockname())
