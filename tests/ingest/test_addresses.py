from __future__ import annotations

import ipaddress

import pytest

from ingest.addresses import has_secrets, is_address, is_private, kept, whole, without_secrets
from ingest.errors import SourceNotFound


@pytest.mark.parametrize(
    ("named", "fetched"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org:8080/a b?q=ü", "http://example.org:8080/a%20b?q=%C3%BC"),
        ("http://bücher.example/x", "http://xn--bcher-kva.example/x"),
    ],
)
def test_an_address_is_fetched_in_its_plain_form(named: str, fetched: str) -> None:
    assert is_address(named)
    assert whole(named) == fetched


@pytest.mark.parametrize("named", ["http://a..b/", "http:///x", "http://[::1/", "http://example.org:99999/"])
def test_what_names_no_server_is_refused(named: str) -> None:
    with pytest.raises(SourceNotFound, match="not an address"):
        whole(named)


@pytest.mark.parametrize(
    "named",
    [
        "https://ada:pass@example.org/a?page=2",
        "https://example.org/a?page=2&token=s3cret",
        "https://example.org/a?access_token=s3cret&page=2",
        "https://example.org/a?page=2&X-Amz-Signature=s3cret",
        "https://example.org/a?page=2&apiKey=s3cret#part",
        "https://example.org/a?page=2&sig=s3cret",
    ],
)
def test_what_is_secret_is_not_kept(named: str) -> None:
    assert kept(named) == "https://example.org/a?page=2"
    assert has_secrets(named)
    assert without_secrets(f"no answer from {named}.").startswith("no answer from https://example.org/a?page=2")


def test_what_is_not_secret_is_kept_as_it_is() -> None:
    named = "https://example.org/a?author=Ada&design=b&keywords=tea&b=2&a=1"

    assert kept(named) == named
    assert not has_secrets(named)


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 ::1 :: fe80::1 fc00::1 "
        "::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1"
    ).split(),
)
def test_addresses_of_a_network_of_its_own_are_private(address: str) -> None:
    assert is_private(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_internet_are_not(address: str) -> None:
    assert not is_private(ipaddress.ip_address(address))
