"""What every test shares: settings that no machine can leak into, and the network kept shut (see pyproject)."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from vectorstore.postgres.addresses import Address

if TYPE_CHECKING:
    from tests.chroma_server import ChromaServer

_NUMBERS = count()


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_this_machine() -> None:
    for name in [name for name in os.environ if name.startswith("SOURCECHAT_")]:
        del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
def _interrupted_as_ever() -> None:
    """A shell has what it runs in the background ignore Ctrl+C, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL for all tests that ask for one; started for the first of them."""
    from tests.postgres_server import served  # noqa: PLC0415 - a server, only for whoever asks

    with tempfile.TemporaryDirectory(prefix="sourcechat-postgres-") as folder, served(Path(folder)) as url:
        yield url


@pytest.fixture(scope="session")
def tenant_url(postgres_url: str) -> str:
    """The address at which another user enters, with a password; he may make schemas of his own."""
    import psycopg  # noqa: PLC0415 - as above

    from tests.postgres_server import LOCKED  # noqa: PLC0415

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'right'".encode())
        connection.execute(f"GRANT CREATE ON DATABASE postgres TO {LOCKED}".encode())
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")  # which takes a superuser
    return f"postgresql://{LOCKED}:right@/postgres?host={quote(postgres_url.partition('host=')[2])}"


@pytest.fixture
def address(postgres_url: str) -> Iterator[Address]:
    """The address of a library in PostgreSQL that no other test has."""
    import psycopg  # noqa: PLC0415 - as above
    from psycopg import sql  # noqa: PLC0415

    name = f"library_{next(_NUMBERS)}"
    yield Address.of(postgres_url, name)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chroma_server() -> Iterator[ChromaServer]:
    """A Chroma server for all tests that ask for one; started for the first of them."""
    from tests.chroma_server import chroma  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="sourcechat-chroma-") as folder, chroma(Path(folder)) as server:
        yield server
