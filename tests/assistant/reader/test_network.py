from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import current_thread

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import DamagedReader
from assistant.reader.network import Sighting, TrainedNetwork
from assistant.reader.windows import Batch, WindowMaker


class Numbers:
    """A forward pass whose start logits are the word pieces' own ids, so that every piece can be told."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: Batch) -> Sequence[NDArray[np.float32]]:
        self.shapes.append(batch.ids.shape)
        logits = (batch.ids * batch.mask).astype(np.float32)
        logits[:, 0] = 0.0
        return [logits, -logits, logits.max(axis=1), np.stack([logits.max(axis=1)] * 3, axis=1)]


@pytest.fixture(scope="module")
def maker() -> WindowMaker:
    return WindowMaker.load()


def test_the_margin_of_support_is_above_nothing_where_it_outweighs_the_other_two_together() -> None:
    def margin(*support: float) -> float:
        nothing = np.empty(0, np.float32)
        return Sighting(
            0.0, 0.0, nothing, nothing, np.empty((0, 2), np.int64), np.array(support, np.float32)
        ).supported_margin

    assert margin(1.0, 0.0, 0.0) == pytest.approx(1.0 - np.log(2))
    assert margin(0.5, 0.0, 0.0) < 0 < margin(0.8, 0.0, 0.0)


def test_every_word_piece_of_a_passage_is_seen_at_its_place(maker: WindowMaker) -> None:
    (seen,) = TrainedNetwork(Numbers(), maker).look([("Who came?", "Anna came.")])

    (window,) = maker.cut("Who came?", "Anna came.")
    assert seen.starts.tolist() == window.ids[window.first : -1].tolist()
    assert [tuple(offset) for offset in seen.offsets] == [(0, 4), (5, 9), (9, 10)]


def test_a_single_window_is_read_by_the_thread_that_asks(maker: WindowMaker) -> None:
    threads: list[str] = []

    def run(batch: Batch) -> Sequence[NDArray[np.float32]]:
        threads.append(current_thread().name)
        return Numbers()(batch)

    network = TrainedNetwork(run, maker, at_once=2)
    network.look([("Who?", "Anna.")])
    network.look([("Who?", "Anna."), ("Who?", "Ben.")])

    own, *others = threads
    assert own == current_thread().name
    assert all(name.startswith("reading") for name in others)


def test_pairs_come_back_in_order_whatever_their_length(maker: WindowMaker) -> None:
    pairs = [("Who?", "stone " * 200), ("Who?", "Anna."), ("Who?", "stone " * 50)]

    together = TrainedNetwork(Numbers(), maker).look(pairs)
    alone = [TrainedNetwork(Numbers(), maker).look([pair])[0] for pair in pairs]

    assert [len(one.starts) for one in together] == [200, 2, 50]
    assert [one.answerable for one in together] == [one.answerable for one in alone]


def test_windows_of_one_length_share_a_forward_pass_of_bounded_size(maker: WindowMaker) -> None:
    run = Numbers()

    TrainedNetwork(run, maker).look([("Who?", "stone " * 100)] * 20)

    assert sum(rows for rows, _ in run.shapes) == 20
    assert all(rows * tokens <= 1024 for rows, tokens in run.shapes)


def test_a_passage_longer_than_a_window_is_one_sighting_of_the_best_of_each(maker: WindowMaker) -> None:
    (seen,) = TrainedNetwork(Numbers(), maker).look([("Who?", "stone " * 400 + "zebra")])

    assert seen.offsets[-1].tolist() == [2400, 2405]
    assert seen.starts.argmax() == np.flatnonzero(seen.starts == seen.starts.max())[0]
    assert seen.none == 0.0


class Leaving:
    """A forward pass that leaves a window without a zebra."""

    def __init__(self, zebra: int) -> None:
        self._zebra = zebra
        self._whole = Numbers()

    def __call__(self, batch: Batch) -> Sequence[NDArray[np.float32]]:
        if self._zebra in batch.ids:
            return self._whole(batch)
        nothing = np.zeros((1, 0), np.float32)
        return [nothing, nothing, np.full(1, -5.0, np.float32), np.zeros((1, 3), np.float32)]


def test_a_passage_that_is_left_has_no_piece_and_what_is_estimated_of_it(maker: WindowMaker) -> None:
    zebra = int(maker.cut("", "zebra")[0].ids[2])
    network = TrainedNetwork(Numbers(), maker, seeking=Leaving(zebra))

    left, long = network.seek([("Who came?", "Anna came."), ("Who?", "stone " * 400 + "zebra")])

    assert (left.answerable, left.none, len(left.starts), left.offsets.shape) == (-5.0, 0.0, 0, (0, 2))
    assert long.answerable == zebra
    assert long.offsets[-1].tolist() == [2400, 2405]
    assert len(long.starts) == len(long.offsets) < 400
    assert len(network.look([("Who came?", "Anna came.")])[0].starts) == 3


def test_no_pairs_are_no_sightings(maker: WindowMaker) -> None:
    assert TrainedNetwork(Numbers(), maker).look([]) == ()


def test_missing_weights_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(DamagedReader, match=r"reader\.sha256: the reader's weights are missing; install"):
        TrainedNetwork.load(tmp_path / "reader.onnx")


def test_weights_that_are_not_those_of_the_digest_are_refused(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"other")
    (tmp_path / "reader.sha256").write_text("0" * 64 + "  reader.onnx\n")

    with pytest.raises(DamagedReader, match="damaged"):
        TrainedNetwork.load(tmp_path / "reader.onnx")


@pytest.mark.parametrize("cached", [False, True])
def test_damage_is_told_whether_there_is_a_cache_or_not(tmp_path: Path, *, cached: bool) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"other")
    (tmp_path / "reader.sha256").write_text("0" * 64 + "  reader.onnx\n")

    with pytest.raises(DamagedReader, match="damaged"):
        TrainedNetwork.load(tmp_path / "reader.onnx", cache=tmp_path / "cache" if cached else None)


PAIRS = [("When does it open?", "The tea room opens at nine."), ("When does it open?", "Curlews nest on the moor.")]


@pytest.mark.model
def test_weights_kept_in_a_cache_see_what_those_of_the_package_see(tmp_path: Path) -> None:
    packaged = TrainedNetwork.load().look(PAIRS)
    first = TrainedNetwork.load(cache=tmp_path).look(PAIRS)
    again = TrainedNetwork.load(cache=tmp_path).look(PAIRS)

    for seen in (first, again):
        assert [one.answerable for one in seen] == pytest.approx([one.answerable for one in packaged], abs=1e-4)
        assert seen[0].starts == pytest.approx(packaged[0].starts, abs=1e-4)
    assert len(list((tmp_path / "reader").iterdir())) == 1


@pytest.mark.model
def test_a_cache_that_keeps_nothing_only_costs_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file, where a folder should be")

    seen = TrainedNetwork.load(cache=tmp_path / "cache").look(PAIRS)

    assert len(seen) == 2
    assert "the reader cannot be kept there" in caplog.text
