from __future__ import annotations

import pytest

from vectorstore.errors import NoLibrary
from vectorstore.postgres.addresses import Address


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:s3cret@db.example:5433/shelf", "library notes in shelf at db.example:5433"),
        ("postgres://ann:a%40b%2Fc@db.example/my%20shelf", "library notes in my shelf at db.example"),
        ("postgresql://ann:s3cret@/shelf?host=/run/db", "library notes in shelf at /run/db"),
        ("postgresql:///", "library notes in the database at this machine"),
    ],
)
def test_an_address_is_shown_by_library_database_and_host_only(url: str, shown: str) -> None:
    address = Address.of(url, "notes")

    assert str(address) == shown
    assert repr(address) == "Address(name='notes')"


@pytest.mark.parametrize("url", ["postgresql://a:b@c@host/d", "postgresql://a:b/c@host/d", "postgresql://a:b?c@host/d"])
def test_a_password_with_signs_that_part_an_address_is_refused_with_the_remedy(url: str) -> None:
    with pytest.raises(NoLibrary, match="in the password %40 for @, %2F for / and %25 for %"):
        Address.of(url, "notes")


@pytest.mark.parametrize("url", ["postgresql://host:99999/d", "sqlite:///d", "notes"])
def test_what_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(NoLibrary):
        Address.of(url, "notes")


def test_those_who_want_the_same_of_a_library_meet_under_one_number() -> None:
    here, there = Address.of("postgresql://a/d", "notes"), Address.of("postgresql://b/d", "notes")
    other = Address.of("postgresql://a/d", "tales")

    assert here.key("write") == there.key("write")
    assert len({here.key("write"), here.key("make"), other.key("write")}) == 3
    assert -(2**63) <= here.key("write") < 2**63
