from __future__ import annotations

import numpy as np
import pytest

from training.channels import look_up
from vectorstore.multilingual.network import read_channels
from vectorstore.multilingual.weights import Weights, weights_file

pytestmark = pytest.mark.model


def test_no_text_is_much_larger_than_what_was_looked_up() -> None:
    shape = Weights(weights_file()).shape

    seen = look_up(
        ["query: When does the shop open?", "passage: Der Laden öffnet um neun. Er verkauft Tee und Kuchen."]
    )

    kept = np.concatenate(list(read_channels(shape).values())).reshape(shape.layers, -1)
    assert seen.shape == kept.shape == (shape.layers, 3 * shape.width + shape.inner)
    assert np.mean(seen <= kept * 1.01) > 0.99
