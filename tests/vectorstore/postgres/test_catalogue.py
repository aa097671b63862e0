from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.vectorstore.contracts import CatalogueContract
from vectorstore.postgres.catalogue import PostgresCatalogue


class TestPostgresCatalogue(CatalogueContract):
    """The catalogue in PostgreSQL is one."""

    @pytest.fixture
    def catalogue(self, stored: PostgresCatalogue) -> PostgresCatalogue:
        return stored

    @pytest.fixture
    def opened_again(self, open_catalogue: Callable[[], PostgresCatalogue]) -> Callable[[], PostgresCatalogue]:
        return open_catalogue
