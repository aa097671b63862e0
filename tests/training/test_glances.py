from __future__ import annotations

from ingest.documents import Span
from tests.assistant.reader.fakes import PointingNetwork
from training.glances import Glances
from training.open_data import Claimed, LabelledQuestion


def test_a_glance_is_a_line_of_figures_of_every_set() -> None:
    contexts = ("The tea shop opens at nine. It is old.", "The bread shop opens at six. It is new.")
    asked = [
        LabelledQuestion(source, "When does it open?", context, (Span(context.index("at"), context.index(". ")),))
        for source in ("xquad_en", "nq_open_oracle")
        for context in contexts
    ]
    claimed = [Claimed("news", "It is old.", contexts[0], 0), Claimed("news", "It is blue.", contexts[0], 1)]

    line = Glances(asked, claimed)(PointingNetwork("at nine", "at six"))

    assert line == (
        "xquad_en F1 1.000, sentence 1.000, easy AUC 0.500; "
        "nq_open_oracle F1 1.000, sentence 1.000, easy AUC 0.500; support news 1.000"
    )
