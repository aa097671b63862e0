from __future__ import annotations

import pytest

from tests.vectorstore.fakes import WordModel
from vectorstore.crews import Several
from vectorstore.hiring import check_workers, to_hire
from vectorstore.processes import ProcessWorker


@pytest.mark.parametrize("named", ["0", "2", "64", "ray://local", "ray://head.example:10001"])
def test_a_number_and_a_cluster_are_workers(named: str) -> None:
    assert check_workers(f" {named} ") == named


@pytest.mark.parametrize(
    "named", ["", "-1", "65", "2.5", "two", "²", "ray://", "ray://head", "http://head:1", "ray://a b:1"]
)
def test_what_names_no_workers_is_told_what_would(named: str) -> None:
    with pytest.raises(ValueError, match="from 0 to 64, ray://local, or ray://HOST:PORT"):
        check_workers(named)


def test_no_workers_are_no_crew() -> None:
    assert to_hire("0", WordModel, weights_hash="w1") is None


def test_a_number_of_workers_is_as_many_processes_which_begin_when_they_are_needed() -> None:
    hire = to_hire("3", WordModel, weights_hash="w1")

    assert hire is not None
    with hire() as crew:
        assert isinstance(crew, Several)
        workers = crew._workers
        assert [type(one) for one in workers] == [ProcessWorker] * 3
        assert all(isinstance(one, ProcessWorker) and one._running is None for one in workers)


def test_a_worker_of_a_crew_embeds_as_it_is_done_here() -> None:
    hire = to_hire("1", WordModel, weights_hash="w1")

    assert hire is not None
    with hire() as crew:
        assert crew.embed(["rye"]).result().tolist() == WordModel().embed(["rye"]).tolist()
