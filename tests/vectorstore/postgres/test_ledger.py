from __future__ import annotations

import pytest

from tests.vectorstore.contracts import MOOR, TEA, LedgerContract, put
from vectorstore.postgres.catalogue import PostgresCatalogue


class TestPostgresLedger(LedgerContract):
    """The ledger in PostgreSQL is one."""

    @pytest.fixture
    def catalogue(self, stored: PostgresCatalogue) -> PostgresCatalogue:
        put(stored, TEA, MOOR)
        return stored
