from __future__ import annotations

from ipaddress import ip_network

import pytest

from tests.ui.answers import citation_of
from ui.serving.hosts import Addresses, citation_path, name_in


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:7860", "localhost"),
        ("[::1]:7860", "::1"),
        ("Chat.Example", "chat.example"),
        ("a@b", None),
        ("a/b", None),
        ("x:port", None),
        ("", None),
        ("[::", None),
    ],
)
def test_the_name_in_a_host_header(header: str, name: str | None) -> None:
    assert name_in(header) == name


def test_one_that_listens_everywhere_answers_to_figures_but_to_no_strange_name() -> None:
    everywhere = Addresses("0.0.0.0", public_url="https://chat.example")  # noqa: S104 - not bound

    assert everywhere.answers_to("192.168.1.7:7860")
    assert everywhere.answers_to("[fe80::1]:7860")
    assert everywhere.answers_to("chat.example")
    assert not everywhere.answers_to("evil.example")
    assert not Addresses().answers_to("192.168.1.7")


def test_pages_are_where_others_know_us_or_where_we_were_called() -> None:
    assert Addresses(public_url="https://chat.example/").base("127.0.0.1:7860") == "https://chat.example"
    assert Addresses().base("localhost:7860") == "http://localhost:7860"


def test_a_citation_has_the_path_of_its_words() -> None:
    assert citation_path(citation_of("Nine.", start=4)) == "/documents/d1?revision=r1&start=4&end=9#quote"


def test_whether_browsers_come_over_https_is_said_by_the_public_address() -> None:
    assert Addresses(public_url="https://chat.example").is_secure
    assert not Addresses().is_secure


@pytest.mark.parametrize(
    ("peer", "forwarded", "from_"),
    [
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # no proxy of ours: what it says is not believed
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "127.0.0.1, 198.51.100.7", "198.51.100.7"),  # the first was written by whoever asked
        ("10.0.0.2", "198.51.100.7, 10.0.0.3", "198.51.100.7"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "unknown", "unknown"),
        ("", "198.51.100.7", ""),
        ("::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_where_a_request_comes_from_is_told_by_proxies_of_ours_only(peer: str, forwarded: str, from_: str) -> None:
    proxies = (ip_network("10.0.0.0/8"), ip_network("::1"))

    assert Addresses(proxies=proxies).came_from(peer, forwarded) == from_
    assert Addresses().came_from(peer, forwarded) == peer
