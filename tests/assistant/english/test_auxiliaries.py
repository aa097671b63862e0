from __future__ import annotations

import re

from assistant.english.auxiliaries import BEING, HELPING, OPENING


def test_a_question_opens_with_a_verb_that_helps() -> None:
    assert re.match(OPENING, "does it rain")
    assert not re.match(OPENING, "rain")
    assert set(OPENING.split("|")) <= HELPING


def test_all_forms_of_to_be_but_being_help_others() -> None:
    assert {"being"} == BEING - HELPING
