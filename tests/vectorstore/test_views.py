from __future__ import annotations

import pytest

from tests.assistant.fakes import MemoryLibrary
from vectorstore.library import Library
from vectorstore.views import SearchedLibrary, Shelf, Texts


@pytest.mark.parametrize("view", [Texts, Shelf, SearchedLibrary])
@pytest.mark.parametrize("library", [Library, MemoryLibrary])
def test_a_library_and_its_fake_have_all_that_a_view_asks_for(view: type, library: type) -> None:
    asked = {name for name in dir(view) if not name.startswith("_")}

    assert asked
    assert asked <= set(dir(library))
