from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.errors import LibraryLocked
from vectorstore.folder import LibraryFolder
from vectorstore.locking import take_lock

_HOLDS = """
import sys
from pathlib import Path
from vectorstore.folder import LibraryFolder
from vectorstore.locking import take_lock

lock = take_lock(LibraryFolder(Path(sys.argv[1])))
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    return LibraryFolder(tmp_path)


def test_whoever_takes_the_lock_leaves_word_who_it_is(folder: LibraryFolder) -> None:
    lock = take_lock(folder)

    about = json.loads(folder.writer.read_text())

    assert about["process"] == os.getpid()
    assert set(about) == {"process", "host", "command", "since"}
    lock.release()


def test_a_lock_that_was_let_go_can_be_taken_again(folder: LibraryFolder) -> None:
    take_lock(folder).release()

    take_lock(folder).release()


def test_a_second_writer_is_told_which_process_has_the_lock(folder: LibraryFolder) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"

    with pytest.raises(LibraryLocked, match=rf"process {holder.pid} .* is writing to it; wait until it is done"):
        take_lock(folder)

    holder.communicate("")


def test_the_lock_of_a_process_that_died_is_free(folder: LibraryFolder) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()

    holder.kill()
    holder.communicate()

    take_lock(folder).release()


@pytest.mark.parametrize("word", ["", "not json", "{}", '{"process": 1}'])
def test_a_holder_that_left_no_word_is_another_process(folder: LibraryFolder, word: str) -> None:
    lock = take_lock(folder)
    folder.writer.write_text(word)

    with pytest.raises(LibraryLocked, match="another process is writing to it"):
        take_lock(folder)

    lock.release()


def test_whoever_takes_no_lock_loads_nothing_for_it() -> None:
    code = "import sys, vectorstore.locking; print('filelock' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
