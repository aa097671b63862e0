from __future__ import annotations

import inspect
from types import ModuleType

import pytest

import assistant.errors
import ingest.errors
import vectorstore.errors
from ingest.errors import SourcechatError

MODULES = (ingest.errors, vectorstore.errors, assistant.errors)


def errors_of(module: ModuleType) -> list[type]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_error_of_ours_is_caught_by_one_name(module: ModuleType) -> None:
    assert all(issubclass(error, SourcechatError) for error in errors_of(module))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_tree_at_the_top_of_a_module_names_all_its_errors(module: ModuleType) -> None:
    assert all(error.__name__ in (module.__doc__ or "") for error in errors_of(module))
