from __future__ import annotations

import openai
import pytest
from openai.types.responses import ResponseOutputMessage, ResponseOutputText

ASKED = "When was the kettle founded?"


def test_openais_client_gets_a_response_with_flat_annotations(official: openai.OpenAI) -> None:
    response = official.responses.create(model="sourcechat:kettles", input=ASKED)

    (item,) = response.output
    assert isinstance(item, ResponseOutputMessage)
    (part,) = item.content
    assert isinstance(part, ResponseOutputText)
    assert response.output_text == "The kettle shop opens at nine. [1]\nThe kettle was founded in 1987. [2]"
    cited = [one for one in part.annotations if one.type == "url_citation"]
    assert [response.output_text[one.start_index : one.end_index] for one in cited] == [
        "The kettle shop opens at nine.",
        "The kettle was founded in 1987.",
    ]


def test_a_streamed_response_has_the_same_text_and_ends_completed(official: openai.OpenAI) -> None:
    with official.responses.stream(model="sourcechat", input=[{"role": "user", "content": ASKED}]) as stream:
        kinds = [one.type for one in stream]
        response = stream.get_final_response()

    assert kinds[0] == "response.created"
    assert kinds[-1] == "response.completed"
    assert kinds.count("response.output_text.annotation.added") == 2
    assert response.output_text == "The kettle shop opens at nine. [1]\nThe kettle was founded in 1987. [2]"


def test_an_input_without_a_question_is_a_fault(official: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as error:
        official.responses.create(model="sourcechat", input=[{"role": "assistant", "content": "Yes."}])

    assert error.value.param == "input"


def test_a_bug_ends_a_streamed_response_as_failed(official: openai.OpenAI) -> None:
    events = list(official.responses.create(model="sourcechat", input="a bug", stream=True))

    last = events[-1]
    assert last.type == "response.failed"
    assert last.response.error is not None
    assert "Something went wrong on our side" in last.response.error.message
