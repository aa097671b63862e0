from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.embedders import load_embedder
from vectorstore.errors import EmbeddingModelNotFound


def test_a_name_that_is_no_model_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelNotFound, match="name all-MiniLM-L6-v2, multilingual, a folder"):
        load_embedder("/no/such/model", cache=tmp_path)
