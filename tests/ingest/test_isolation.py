from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ingest import isolation
from ingest.documents import Source
from ingest.errors import ReaderKilled, UnreadableFile, UnsupportedFormat
from ingest.isolation import FileLimits, IsolatedReader
from ingest.sources import Content


def content(name: str, data: bytes) -> Content:
    return Content(Source(f"file:///{name}", "0"), name, name[name.rindex(".") :], data)


NOTE = content("note.txt", b"The mill is closed in March.")


@pytest.fixture
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as one:
        yield one


def test_a_document_comes_back_whole(reader: IsolatedReader) -> None:
    document = reader.read(NOTE)

    assert (document.title, document.text) == ("note", "The mill is closed in March.")
    assert document.source == NOTE.source


def test_one_process_reads_file_after_file(reader: IsolatedReader) -> None:
    reader.read(NOTE)
    first = reader._process

    reader.read(NOTE)

    assert reader._process is first


def test_an_error_of_ours_comes_back_as_it_is(reader: IsolatedReader) -> None:
    with pytest.raises(UnsupportedFormat, match="no reader"):
        reader.read(content("data.xyz", b"x"))
    with pytest.raises(UnreadableFile, match=r"empty\.txt: empty"):
        reader.read(content("empty.txt", b""))
    assert reader.read(NOTE).text


def run_instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the process read with a reader that does `program` to every file."""
    monkeypatch.setattr(
        isolation,
        "_PROGRAM",
        f"import os, time, signal\nfrom ingest import isolation\n\ndef read(content, on_part):\n    {program}\n\n"
        "isolation.read = read\nisolation.main()",
    )


def test_what_a_library_raises_costs_the_file_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "raise KeyError('xref')")

    with IsolatedReader() as reader, pytest.raises(UnreadableFile, match=r"note\.txt: damaged.*KeyError: 'xref'"):
        reader.read(NOTE)


def test_a_reader_that_crashes_costs_the_file_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with IsolatedReader() as reader:
        reader.read(NOTE)
        assert reader._process is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        reader._process.wait()

        assert reader.read(NOTE).text

    run_instead(monkeypatch, "os.kill(os.getpid(), signal.SIGKILL)")
    with (
        IsolatedReader() as reader,
        pytest.raises(ReaderKilled, match=r"note\.txt: its reader broke off \(signal 9\)"),
    ):
        reader.read(NOTE)


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "time.sleep(60)")

    with (
        IsolatedReader(FileLimits(seconds=1.0)) as reader,
        pytest.raises(UnreadableFile, match=r"note\.txt: not read within 1 s"),
    ):
        reader.read(NOTE)


def test_progress_gives_a_slow_file_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "[(on_part(part, 4), time.sleep(1)) for part in range(4)]; raise KeyError('at the end')")

    with IsolatedReader(FileLimits(seconds=3)) as reader, pytest.raises(UnreadableFile, match="at the end"):
        reader.read(NOTE)


def test_progress_does_not_buy_time_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "[(on_part(part, 400), time.sleep(0.1)) for part in range(400)]")

    with (
        IsolatedReader(FileLimits(seconds=30, seconds_in_all=1.5)) as reader,
        pytest.raises(UnreadableFile, match="not read within"),
    ):
        reader.read(NOTE)


def test_a_reader_that_floods_the_memory_costs_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "bytearray(2**30)")

    with (
        IsolatedReader(FileLimits(megabytes=512)) as reader,
        pytest.raises(UnreadableFile, match=r"note\.txt: its reader broke off \(out of memory\)"),
    ):
        reader.read(NOTE)


def test_what_a_reader_prints_does_not_fall_among_the_answers(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run_instead(monkeypatch, "print('hello'); os.system('echo there'); raise KeyError('at the end')")

    with IsolatedReader() as reader, pytest.raises(UnreadableFile, match="at the end"):
        reader.read(NOTE)
    assert capfd.readouterr().out == ""


def test_a_reader_whose_asker_was_killed_ends_without_a_word() -> None:
    command = [sys.executable, "-c", isolation._PROGRAM, "2000"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()

        isolation._send(process.stdin, pickle.dumps(NOTE))

        assert process.stderr.read() == b""


def test_an_answer_right_after_a_sign_of_life_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "[on_part(number, 500) for number in range(500)]; raise ValueError('over')")

    with IsolatedReader(FileLimits(seconds=30)) as reader, pytest.raises(UnreadableFile, match="over"):
        reader.read(NOTE)
