from __future__ import annotations

import pytest

from ingest import errors
from ingest.errors import (
    IngestError,
    NothingToRead,
    SourcechatError,
    SourceNotFound,
    UnreadableFile,
    UnsupportedFormat,
)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (IngestError, SourcechatError),
        (SourceNotFound, IngestError),
        (UnsupportedFormat, IngestError),
        (UnreadableFile, IngestError),
        (NothingToRead, UnreadableFile),
    ],
)
def test_an_error_is_caught_by_the_next_wider_one(narrow: type[Exception], wide: type[Exception]) -> None:
    assert narrow.__bases__ == (wide,)


def test_a_bug_is_none_of_ours() -> None:
    assert SourcechatError.__bases__ == (Exception,)
    assert not issubclass(ValueError, SourcechatError)


def test_the_message_is_shown_as_it_was_given() -> None:
    assert str(NothingToRead("notes.pdf: no text layer; run OCR first")) == "notes.pdf: no text layer; run OCR first"


def test_the_tree_of_the_docstring_names_every_error() -> None:
    named = {word for word in (errors.__doc__ or "").split() if word in vars(errors)}

    assert named == {name for name in vars(errors) if isinstance(vars(errors)[name], type)} - {"SourcechatError"}
