from __future__ import annotations

import numpy as np

from ingest.readers.ocr.networks import find_lines, read_line
from tests.ingest.readers.ocr.drawing import page_of


def test_lines_are_found_and_read_without_network_or_program() -> None:
    page = np.asarray(page_of("Greetings from Halden", width=500))

    (box,) = find_lines(page)

    assert [word.text for word in read_line(page, box)] == ["Greetings", "from", "Halden"]
    assert box.length > 4 * box.height
