from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.errors import EmbeddingModelNotFound


def test_a_name_that_is_no_model_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelNotFound, match="name multilingual, all-MiniLM-L6-v2, a folder"):
        load_embedder("/no/such/model", cache=tmp_path)


@pytest.mark.model
def test_a_new_library_knows_many_languages() -> None:
    cache = platformdirs.user_cache_path("sourcechat")

    assert load_embedder(cache=cache).name == load_embedder("multilingual", cache=cache).name == MULTILINGUAL
