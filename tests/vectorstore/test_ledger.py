from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.contracts import MOOR, TEA, LedgerContract, put
from vectorstore.catalogue import Catalogue


class TestLedger(LedgerContract):
    """The ledger in SQLite is one."""

    @pytest.fixture
    def catalogue(self, tmp_path: Path) -> Iterator[Catalogue]:
        opened = Catalogue.open(tmp_path / "catalogue.sqlite")
        put(opened, TEA, MOOR)
        yield opened
        opened.close()
