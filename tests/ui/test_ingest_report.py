from __future__ import annotations

from ui.ingest_report import problem_lines, summary_line
from vectorstore.reports import Doubted, Failure, MirrorReport


def test_the_summary_counts_what_was_done() -> None:
    report = MirrorReport(added=("a.txt",), removed=("Old",), chunks=1, seconds=0.25)

    assert summary_line(report, dry_run=False) == (
        "Added 1, updated 0, unchanged 0, removed 1, failed 0, skipped 0 (1 passage in 0.2 s)."
    )
    assert summary_line(report, dry_run=True) == "Would add 1, update 0, keep 0, remove 1, fail to read 0, skip 0."


def test_what_failed_and_what_is_in_doubt_is_said_source_by_source() -> None:
    report = MirrorReport(
        added=("b.pdf",),
        failed=(Failure("a.pdf", "a.pdf: locked with a password"),),
        doubted=(Doubted("b.pdf", ("page 2 was read by OCR", "page 3 is empty")),),
    )

    assert list(problem_lines(report)) == [
        "a.pdf: locked with a password",
        "b.pdf: page 2 was read by OCR",
        "b.pdf: page 3 is empty",
    ]


def test_what_was_skipped_is_named_and_the_many_are_counted_by_kind() -> None:
    names = (*(f"{number}.xyz" for number in range(10)), "one.abc", "two.abc", "three.bin", "noname")

    (line,) = problem_lines(MirrorReport(unchanged=("a.txt",), skipped=names))

    assert line.startswith("skipped, no reader is known for their kind: 0.xyz, 1.xyz")
    assert line.endswith("9.xyz, 2 more (.abc), 1 more (.bin), 1 more (no suffix)")


def test_an_empty_folder_is_said_to_be_one() -> None:
    assert list(problem_lines(MirrorReport())) == ["no documents there; name a file, or a folder that holds some"]
