from __future__ import annotations

from assistant.reader.claims import CLAIM_NAMES, ClaimReader, ClaimWeights
from assistant.reader.matching import Regression
from assistant.reader.trained import TRAINED_NAMES, TrainedReader
from ingest.documents import Span
from tests.assistant.fakes import WordEmbedder
from tests.assistant.reader.fakes import PointingNetwork
from training.measuring import claim_lines, own_context_lines, question_lines, speed_lines
from training.open_data import Claimed, LabelledQuestion


def asked(question: str, context: str, answer: str) -> LabelledQuestion:
    start = context.index(answer)
    return LabelledQuestion("nq", question, context, (Span(start, start + len(answer)),))


ROWS = [
    asked("When does the tea shop open?", "The tea shop opens at nine. It sells tea.", "at nine"),
    asked("When does the bread shop open?", "The bread shop opens at six. It is old.", "at six"),
]
NETWORK = PointingNetwork("at nine", "opens")


def test_answers_are_held_against_the_accepted_ones() -> None:
    figures = dict(question_lines(NETWORK, ROWS))

    # "at nine" is right; of the other passage "opens" is pointed at, in the right sentence.
    assert figures["nq: exact match"].startswith("0.500")
    assert figures["nq: token F1"].startswith("0.500")
    assert figures["nq: the chosen sentence holds the answer"].startswith("1.000")


def test_own_contexts_are_told_from_near_ones_that_lack_the_answer() -> None:
    network = PointingNetwork("at nine")
    reader = TrainedReader(network, Regression(0.0, dict.fromkeys(TRAINED_NAMES, 0.0) | {"answerable": 1.0}, 0.5))

    figures = dict(own_context_lines(network, reader, WordEmbedder(), ROWS))

    # Own contexts score 6 and -6, the others, which are each other's, -6 and 6: no better than chance.
    assert figures["NQ, own context against BM25's best without, AUC: network alone"].startswith("0.500")
    assert "NQ, same pairs: expected calibration error (15 bins)" in figures


def test_claims_are_judged_by_source_beside_two_baselines() -> None:
    judge = ClaimReader(
        PointingNetwork(), ClaimWeights(0.0, dict.fromkeys(CLAIM_NAMES, 0.0) | {"supported_margin": 1.0})
    )
    rows = [
        Claimed("news", "It is old.", "It is old. It is new.", 0),
        Claimed("news", "It is blue.", "It is old. It is new.", 1),
    ]

    figures = dict(claim_lines(judge, WordEmbedder(), rows))

    assert figures["news: balanced accuracy at 0.5"].startswith("1.000")
    assert figures["news: AUC"].startswith("1.000")
    assert figures["news: shared words, best threshold in hindsight; AUC"] == "1.000; 1.000"


def test_speed_is_told_in_milliseconds() -> None:
    ((name, figure),) = speed_lines(PointingNetwork())

    assert name == "16 windows of 128 word pieces, p50"
    assert figure.endswith(" ms")
