from __future__ import annotations

import pytest
import torch

from assistant.reader.windows import WindowMaker, pad
from tests.training.fakes import tiny_network
from training.examples import Example
from training.model import ReaderNetwork, as_network, loss_of, parameter_groups, to_tensors


@pytest.fixture(scope="module")
def maker() -> WindowMaker:
    return WindowMaker.load()


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    return tiny_network().eval()


def test_only_the_passage_and_the_first_mark_are_open(network: ReaderNetwork, maker: WindowMaker) -> None:
    short, long = maker.cut("Who?", "Anna came.")[0], maker.cut("Who?", "Anna and Berit came home.")[0]

    start, end, answerable, support = network(*to_tensors(pad([short, long])))

    assert start.shape == end.shape == (2, len(long))
    assert answerable.shape == (2,)
    assert support.shape == (2, 3)
    open_ = [0, *range(short.first, len(short) - 1)]
    assert (start[0] > -1000).nonzero().flatten().tolist() == open_
    assert (end[0] > -1000).nonzero().flatten().tolist() == open_


def test_padding_changes_nothing(network: ReaderNetwork, maker: WindowMaker) -> None:
    (window,) = maker.cut("Who?", "Anna came.")

    alone = network(*to_tensors(pad([window])))
    padded = network(*to_tensors(pad([window], multiple=64)))

    assert torch.allclose(alone[2], padded[2], atol=1e-5)
    assert torch.allclose(alone[0][0], padded[0][0, : len(window)], atol=1e-5)


def test_the_product_sees_the_network_while_it_is_trained(network: ReaderNetwork, maker: WindowMaker) -> None:
    (seen,) = as_network(network, maker).look([("Who?", "Anna came.")])

    assert len(seen.starts) == 3
    assert seen.support.shape == (3,)


def test_losses_are_those_of_the_tasks_in_the_batch(maker: WindowMaker) -> None:
    (window,) = maker.cut("Who?", "Anna came.")
    logits = torch.zeros(2, len(window))
    outputs = (logits, logits, torch.tensor([2.0, 0.0]), torch.zeros(2, 3))
    right = Example(window, window.first, window.first, 1.0, group=1)

    parts = loss_of(outputs, [right, Example(window, 0, 0, 0.0, group=1)])

    # Uniform logits over the tokens; log(1 + e^-2) and log 2 for the two labels; the order of 2 above 0.
    assert float(parts["span"]) == pytest.approx(torch.log(torch.tensor(float(len(window)))).item(), abs=1e-5)
    assert float(parts["answerable"]) == pytest.approx((0.126928 + 0.693147) / 2, abs=1e-5)
    assert float(parts["order"]) == pytest.approx(0.126928, abs=1e-5)
    assert "support" not in parts


def test_each_task_counts_by_its_share_of_the_batch(maker: WindowMaker) -> None:
    (window,) = maker.cut("Who?", "Anna came.")
    logits = torch.zeros(2, len(window))
    outputs = (logits, logits, torch.zeros(2), torch.zeros(2, 3))

    parts = loss_of(outputs, [Example(window, 0, 0, 0.0), Example(window, support=1)])

    assert float(parts["support"]) == pytest.approx(1.098612 / 2, abs=1e-5)
    assert float(parts["answerable"]) == pytest.approx(0.693147 / 2, abs=1e-5)


def test_lower_layers_learn_more_slowly(network: ReaderNetwork) -> None:
    heads, layer, embeddings = parameter_groups(network, rate=1.0, decay=0.5)

    assert [group["lr"] for group in (heads, layer, embeddings)] == [1.0, 0.5, 0.25]
