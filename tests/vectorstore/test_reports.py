from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from vectorstore.reports import Doubted, Failure, HeldPlace, MirrorReport, Moved

CAME = (
    MirrorReport(added=("tea.txt",)),
    MirrorReport(updated=("tea.txt",)),
    MirrorReport(unchanged=("tea.txt",)),
    MirrorReport(moved=(Moved("file:///a/tea.txt", "file:///b/tea.txt"),)),
    MirrorReport(copied=("tea.txt",)),
)
HAD_BEEN_THERE = (
    MirrorReport(emptied=("tea.txt",)),
    MirrorReport(removed=("Tea",)),
    MirrorReport(held=(HeldPlace("/notes", ("Tea",), 1),)),
    MirrorReport(away=("/media/stick",)),
)
NO_DOCUMENT = (
    MirrorReport(),
    MirrorReport(failed=(Failure("scan.pdf", "scan.pdf: no text layer; run OCR first"),)),
    MirrorReport(skipped=("photo.raw",)),
    MirrorReport(outside=("/notes/link",)),
    MirrorReport(doubted=(Doubted("tea.txt", ("its encoding is guessed",)),)),
    MirrorReport(chunks=0, embedded=0, seconds=2.5),
)


@pytest.mark.parametrize("report", CAME)
def test_a_source_that_is_a_document_now_is_something_found(report: MirrorReport) -> None:
    assert not report.found_nothing


@pytest.mark.parametrize("report", HAD_BEEN_THERE)
def test_documents_that_had_been_there_are_something_found(report: MirrorReport) -> None:
    assert not report.found_nothing


@pytest.mark.parametrize("report", NO_DOCUMENT)
def test_what_became_no_document_is_nothing_found(report: MirrorReport) -> None:
    assert report.found_nothing


def test_failures_beside_a_document_are_not_nothing() -> None:
    report = replace(NO_DOCUMENT[1], unchanged=("tea.txt",))

    assert not report.found_nothing


def test_an_empty_report_has_neither_counts_nor_stopped() -> None:
    report = MirrorReport()

    assert (report.chunks, report.embedded, report.seconds, report.stopped) == (0, 0, 0.0, False)


def test_a_report_is_a_value() -> None:
    report = MirrorReport(added=("tea.txt",))

    assert report == MirrorReport(added=("tea.txt",))
    with pytest.raises(FrozenInstanceError):
        report.added = ()  # type: ignore[misc]  # which is what must not be
