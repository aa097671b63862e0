from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.english.expectation import expect
from assistant.reader.features import measure, sentences_of
from assistant.reader.matching import Regression
from assistant.reader.network import Sighting
from assistant.reader.trained import SIGHT_NAMES, TRAINED_NAMES, ReadingOptions, TrainedReader, join, pair
from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from tests.assistant.fakes import passage_in
from tests.assistant.reader.fakes import PointingNetwork

WEIGHTS = Regression(-1.0, dict.fromkeys(TRAINED_NAMES, 0.0) | {"answerable": 2.0, "over_none": 1.0}, 0.4)
PASSAGE = passage_in("The shop sells tea.", "It opens at nine in the morning.", "Ada leads it.")


def test_the_sentence_that_the_network_points_into_is_first_with_the_words_in_bold() -> None:
    reader = TrainedReader(PointingNetwork("at nine"), WEIGHTS)

    readings = reader.read("When does the shop open?", [PASSAGE])

    assert readings[0].text == "It opens at nine in the morning."
    (bold,) = readings[0].highlights
    assert PASSAGE.chunk.text[bold.start : bold.end] == "at nine"
    assert readings[0].probability > readings[1].probability


def test_where_nothing_is_seen_nothing_is_bold_or_likely() -> None:
    readings = TrainedReader(PointingNetwork(), WEIGHTS).read("When does the shop open?", [PASSAGE])

    assert max(reading.probability for reading in readings) < 0.4
    assert all(len(reading.highlights) <= 1 for reading in readings)


def test_passages_are_read_beside_the_question_and_nothing_else() -> None:
    network = PointingNetwork()

    TrainedReader(network, WEIGHTS).read("When?", [PASSAGE])

    assert network.seen == [("When?", PASSAGE.chunk.text)]


def test_no_passages_are_no_readings() -> None:
    assert TrainedReader(PointingNetwork(), WEIGHTS).read("When?", []) == ()


def test_a_passage_answers_as_likely_as_its_best_sentence() -> None:
    network = PointingNetwork("at nine")
    reader = TrainedReader(network, WEIGHTS)
    (sighting,) = network.look([("When?", PASSAGE.chunk.text)])

    probability = reader.answerable("When does the shop open?", PASSAGE, sighting)

    assert probability == pytest.approx(reader.read("When does the shop open?", [PASSAGE])[0].probability)


class Leaving(PointingNetwork):
    """Leaves every passage that is only sought."""

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        nothing = np.zeros(0, np.float32)
        return tuple(Sighting(-5.0, 0.0, nothing, nothing, np.zeros((0, 2), np.int64), nothing) for _ in pairs)


def test_sentences_of_a_far_passage_that_is_left_early_are_read_as_unlikely() -> None:
    far = replace(PASSAGE, similarity=0.3)

    readings = TrainedReader(Leaving("at nine"), WEIGHTS).read("When does the shop open?", [far])

    assert len(readings) == 3
    assert max(reading.probability for reading in readings) < 0.01


def test_a_passage_that_is_near_is_not_left() -> None:
    far, near = (replace(PASSAGE, similarity=similarity) for similarity in (0.3, 0.6))
    near = replace(near, chunk=replace(near.chunk, id=ChunkId("near"), document_id=DocumentId("near")))

    readings = TrainedReader(Leaving("at nine"), WEIGHTS).read("When does the shop open?", [far, near])

    assert readings[0].text == "It opens at nine in the morning."
    assert {one.passage.chunk.id for one in readings if one.probability > 0.4} == {"near"}


def test_what_the_network_sees_stands_behind_the_words_features() -> None:
    network = PointingNetwork("at nine")
    sentences = sentences_of([PASSAGE])
    sights = pair(sentences, [PASSAGE], network.look([("When?", PASSAGE.chunk.text)]))

    joined = join(measure(expect("When does it open?"), sentences)[0], sights)

    assert joined.shape == (3, len(TRAINED_NAMES))
    answerable, share, over_none = joined[1][-len(SIGHT_NAMES) :]
    assert answerable == pytest.approx(6 / 5)
    assert share == pytest.approx(0.0, abs=0.01)  # the logarithm of nearly all
    assert over_none == pytest.approx(12 / 10)
    assert np.argmax(joined[:, -1]) == 1


def test_further_passages_are_left_unread_once_an_answer_is_sure_enough() -> None:
    network = PointingNetwork("at nine")
    others = [passage_in(f"Stone number {index} is grey.", title=f"Stone {index}") for index in range(3)]
    reader = TrainedReader(network, WEIGHTS, ReadingOptions(first=2, enough=0.6))

    reader.read("When does the shop open?", [PASSAGE, *others])
    assert len(network.seen) == 2

    readings = reader.read("When does the shop open?", [*others, PASSAGE])
    assert len(network.seen) == 2 + 4
    assert readings[0].text == "It opens at nine in the morning."
