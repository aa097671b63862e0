from __future__ import annotations

import pytest

from tests.vectorstore.contracts import MODEL, MOOR, TEA, put
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.checking import mend_keywords, problems_of


@pytest.fixture
def kept(stored: PostgresCatalogue) -> PostgresCatalogue:
    """Two notes, of a model that is known."""
    stored.remember({"model_hash": MODEL})
    put(stored, TEA, MOOR)
    return stored


def test_a_library_that_is_as_it_was_kept_has_no_problems(kept: PostgresCatalogue) -> None:
    assert problems_of(kept, lambda _: None) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE revisions SET text = 'other' WHERE text LIKE 'The tea%'", "texts are not as they were kept: tea"),
        ("DELETE FROM revisions WHERE text LIKE 'Curlews%'", "texts are lost: moor"),
        ("UPDATE chunks SET text = 'other' WHERE text LIKE 'The tea%'", "passages are not as they were kept: tea"),
        ("UPDATE chunks SET sentences = 'no' WHERE text LIKE 'The tea%'", "passages are not as they were kept: tea"),
        ("UPDATE vectors SET vector = decode('00', 'hex')", "2 vectors are not as they were kept"),
        ("DELETE FROM vectors", "2 passages have no vector"),
        ("DELETE FROM keywords", "the keywords do not fit the passages"),
        ("UPDATE keywords SET weights[1] = 9", "the keywords do not fit the passages"),
        ("UPDATE terms SET chunks = chunks + 1 WHERE term = 'moor'", "the keywords do not fit the passages"),
        ("UPDATE totals SET words = 1", "the keywords do not fit the passages"),
    ],
)
def test_what_has_changed_by_itself_is_named(kept: PostgresCatalogue, change: str, problem: str) -> None:
    kept.connections.change(lambda connection: connection.execute(change.encode()))

    assert any(one.startswith(problem) for one in problems_of(kept, lambda _: None))


def test_keywords_are_made_anew(kept: PostgresCatalogue) -> None:
    expected = kept.search("curlews", limit=5)
    kept.connections.change(lambda connection: connection.execute(b"DELETE FROM keywords"))

    mend_keywords(kept)

    assert kept.search("curlews", limit=5) == expected
    assert problems_of(kept, lambda _: None) == ()
