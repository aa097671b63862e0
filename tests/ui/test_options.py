from __future__ import annotations

import gc

import pytest
import typer

from ingest.errors import SourcechatError
from ui.options import PERSONS_ERROR, flags_of, lasting, reported


def test_an_error_of_ours_is_one_line_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end, reported(debug=False):
        raise SourcechatError("no such thing; name another")

    assert end.value.exit_code == PERSONS_ERROR
    assert capsys.readouterr().err == "sourcechat: error: no such thing; name another\n"


def test_with_debug_an_error_shows_where_it_comes_from() -> None:
    with pytest.raises(SourcechatError), reported(debug=True):
        raise SourcechatError("no such thing")


def test_an_interruption_is_a_quiet_end(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end, reported(debug=False):
        raise KeyboardInterrupt

    assert (end.value.exit_code, capsys.readouterr().err) == (130, "Stopped.\n")


def test_a_bug_is_not_taken_for_a_persons_error() -> None:
    with pytest.raises(KeyError), reported(debug=False):
        raise KeyError("bug")


def test_options_that_are_not_given_are_no_settings() -> None:
    assert flags_of(None, "ollama:x", None) == {
        "answer.strictness": None,
        "model.name": "ollama:x",
        "model.url": None,
    }


def test_garbage_is_looked_for_again_once_the_answer_is_given() -> None:
    with lasting():
        meanwhile = gc.isenabled()

    assert (meanwhile, gc.isenabled()) == (False, True)


def test_garbage_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(KeyError), lasting():
        raise KeyError("bug")

    assert gc.isenabled()
