from __future__ import annotations

from ingest.documents import Document, Source

SOURCE = Source("file:///notes.txt", "abc")


def test_a_document_keeps_its_id_while_its_content_changes() -> None:
    before, after = Document(SOURCE, "Notes", "One."), Document(SOURCE, "Notes", "Two.")

    assert before.id == after.id
    assert before.revision != after.revision


def test_documents_at_other_addresses_have_other_ids() -> None:
    assert Document(SOURCE, "Notes", "One.").id != Document(Source("file:///copy.txt", "abc"), "Notes", "One.").id


def test_the_revision_covers_the_title() -> None:
    assert Document(SOURCE, "Notes", "One.").revision != Document(SOURCE, "Other", "One.").revision


def test_the_revision_does_not_depend_on_the_bytes_that_read_the_same() -> None:
    other = Source(SOURCE.uri, "def")

    assert Document(SOURCE, "Notes", "One.").revision == Document(other, "Notes", "One.").revision


def test_half_a_surrogate_in_a_text_is_no_reason_to_fail() -> None:
    assert Document(SOURCE, "Notes", "broken \ud800").revision
