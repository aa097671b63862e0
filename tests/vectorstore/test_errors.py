from __future__ import annotations

import re

import pytest

from ingest.errors import SourcechatError
from vectorstore import errors
from vectorstore.errors import VectorStoreError

ALL = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, VectorStoreError)]


@pytest.mark.parametrize("error", ALL, ids=lambda error: str(error.__name__))
def test_every_error_is_ours_and_says_what_it_is_told(error: type[VectorStoreError]) -> None:
    raised = error("the thing; the remedy")

    assert isinstance(raised, SourcechatError)
    assert str(raised) == "the thing; the remedy"


def test_the_tree_names_every_error() -> None:
    named = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")

    assert sorted(["VectorStoreError", *named]) == sorted(error.__name__ for error in ALL)
