"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import assistant
import ingest
import vectorstore
from ingest.patterns import lazy_pattern

ROOMS = (ingest, vectorstore, assistant)


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    lazy, compiled = (
        lazy_pattern(r"(?P<what>tea|coffee)s?", re.IGNORECASE),
        re.compile("(?P<what>tea|coffee)s?", re.IGNORECASE),
    )

    assert lazy.sub("milk", "Teas and coffee") == compiled.sub("milk", "Teas and coffee")
    assert [found["what"] for found in lazy.finditer("Tea, coffees")] == ["Tea", "coffee"]
    assert lazy.fullmatch("TEA") is not None
    assert lazy.search("water") is None
    assert (lazy.pattern, lazy.flags, dict(lazy.groupindex)) == (compiled.pattern, compiled.flags, {"what": 1})


def test_its_text_can_be_read_without_compiling_it() -> None:
    assert lazy_pattern("(never closed").pattern == "(never closed"


def test_a_wrong_pattern_is_an_error_when_it_is_used() -> None:
    wrong = lazy_pattern("(never closed")

    with pytest.raises(re.error):
        wrong.search("never closed")


def test_a_name_that_patterns_do_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        getattr(lazy_pattern("tea"), "nothing")  # noqa: B009 - mypy knows that it is not there


def test_every_lazy_pattern_of_every_module_can_be_compiled() -> None:
    patterns = [pattern for module in _modules() for value in vars(module).values() for pattern in _patterns(value)]

    assert len(patterns) > 300
    for pattern in patterns:
        assert pattern.groups >= 0


def _modules() -> Iterator[object]:
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


_LAZY = type(lazy_pattern(""))


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the lazy patterns in a value of a module: by itself, or in tuples and mappings."""
    if isinstance(value, _LAZY):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns(one)
