from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from assistant.settings import WebSettings
from ui.listening import NobodyToOwnIt, OpenToOthers, PortInUse, is_loopback, require_company, take_address


@pytest.fixture
def used() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_address_is_taken() -> None:
    with take_address("127.0.0.1", 0) as address:
        assert address.getsockname()[0] == "127.0.0.1"
        assert address.getsockname()[1] > 0


def test_a_used_port_is_an_error_with_the_remedy(used: int) -> None:
    with pytest.raises(PortInUse, match=rf"127\.0\.0\.1:{used} is in use; choose another with --port"):
        take_address("127.0.0.1", used)


def test_an_address_that_another_took_and_does_not_serve_yet_is_in_use() -> None:
    with take_address("127.0.0.1", 0) as address, pytest.raises(PortInUse, match="is in use"):
        take_address("127.0.0.1", address.getsockname()[1])


def test_an_address_of_another_machine_is_an_error_that_says_why() -> None:
    with pytest.raises(PortInUse, match=r"192\.0\.2\.1:0 cannot be used \(.+\); choose another"):
        take_address("192.0.2.1", 0)


def test_an_address_that_was_let_go_can_be_taken_again() -> None:
    with take_address("127.0.0.1", 0) as address:
        port = address.getsockname()[1]

    take_address("127.0.0.1", port).close()


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),  # noqa: S104 - not bound
        ("::", False),
        ("192.0.2.1", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_whether_only_this_machine_reaches_an_address(host: str, *, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_beyond_this_machine_it_is_not_open_unless_somebody_says_so() -> None:
    with pytest.raises(OpenToOthers, match="--auth, or say --open-to-everyone"):
        require_company(WebSettings(host="0.0.0.0"))  # noqa: S104 - not bound

    require_company(WebSettings(host="0.0.0.0", open_to_everyone=True))  # noqa: S104 - not bound
    require_company(WebSettings(host="0.0.0.0", auth=True))  # noqa: S104 - not bound
    require_company(WebSettings())


def test_private_libraries_need_users_who_own_them() -> None:
    require_company(WebSettings(libraries="private", auth=True))

    with pytest.raises(NobodyToOwnIt, match="serve with --auth"):
        require_company(WebSettings(libraries="private"))
