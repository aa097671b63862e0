from __future__ import annotations

import pytest
from pydantic import ValidationError

from ui.page.choices import Choices


def test_equal_choices_are_one_key() -> None:
    assert {Choices(strictness="strict"), Choices(strictness="strict")} == {Choices(strictness="strict")}


@pytest.mark.parametrize("body", [{"strictness": "lax"}, {"passages": 0}, {"passages": 1000}, {"other": 1}])
def test_what_cannot_be_chosen_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Choices.model_validate(body)
