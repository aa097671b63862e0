from __future__ import annotations

import pytest

from assistant.english.compounds import halves_of


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        (
            "Who is the sexton and when can she be reached?",
            ("Who is the sexton?", "When can the sexton be reached?"),
        ),
        ("How much is the toll and who collects it?", ("How much is the toll?", "Who collects the toll?")),
        ("Where is the fair and when?", ("Where is the fair?", "When is the fair?")),
        (
            "Who is Orla Finn and what is her address?",
            ("Who is Orla Finn?", "What is Orla Finn's address?"),
        ),
        ("What is the fine and who sets the limit?", ("What is the fine?", "Who sets the limit?")),
    ],
)
def test_two_questions_in_one_are_parted_each_with_its_subject(question: str, halves: tuple[str, str]) -> None:
    assert halves_of(question) == halves


@pytest.mark.parametrize(
    "question",
    [
        "What are salt and pepper?",
        "Who wrote to the mill and the forge?",
        "When did they leave and why did he stay?",
        "",
    ],
)
def test_what_asks_one_thing_is_left_whole(question: str) -> None:
    assert halves_of(question) is None
