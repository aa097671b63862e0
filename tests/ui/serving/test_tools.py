from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from tests.ui.serving.desk import Desk

_Made = TypeVar("_Made")
ROOT = Path(__file__).parents[3]
REVISIONS = ["legacy", "2026-07-28"]

# The tools of a desk over standard input and output.
_PROGRAM = """
import sys
from pathlib import Path
from tests.ui.serving.desk import desk_at, served_of
from ui.serving.tools import make_tools

make_tools(served_of(desk_at(Path(sys.argv[1])))).run("stdio")
"""


def with_client(address: str, mode: str, work: Callable[[Client], Awaitable[_Made]]) -> _Made:
    """Do something with the official client over HTTP, in one revision of the protocol."""

    async def run() -> _Made:
        async with Client(f"{address}/mcp", mode=mode) as client:
            return await work(client)

    return anyio.run(run)


def call(address: str, name: str, arguments: dict[str, object], mode: str = "2026-07-28") -> CallToolResult:
    async def work(client: Client) -> CallToolResult:
        called = await client.call_tool(name, arguments)
        assert isinstance(called, CallToolResult)
        return called

    return with_client(address, mode, work)


def text_of(result: CallToolResult) -> str:
    return "\n".join(one.text for one in result.content if isinstance(one, TextContent))


@pytest.mark.parametrize("mode", REVISIONS)
def test_the_tools_are_there_with_schemas_in_both_revisions_of_the_protocol(address: str, mode: str) -> None:
    tools = with_client(address, mode, lambda client: client.list_tools()).tools

    assert sorted(tool.name for tool in tools) == [
        "ask_documents",
        "list_documents",
        "read_document",
        "search_documents",
    ]
    assert all(tool.output_schema and tool.description for tool in tools)
    assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)
    assert all("context" not in tool.input_schema["properties"] for tool in tools)


@pytest.mark.parametrize("mode", REVISIONS)
def test_an_answer_has_citations_under_its_schema_and_a_text_with_sources(address: str, mode: str) -> None:
    result = call(address, "ask_documents", {"question": "When was the kettle founded?"}, mode)

    told = result.structured_content
    assert told is not None
    assert told["refused"] is False
    assert told["citations"][1]["quote"] == "The kettle was founded in 1987."
    assert told["citations"][1]["url"].startswith(f"{address}/documents/")
    assert told["citations"][1]["source"] == "shop.txt"
    assert "[2] “The kettle was founded in 1987.” — The tea shop" in text_of(result)


def test_a_refusal_is_no_error_and_says_that_the_documents_do_not_say(address: str) -> None:
    result = call(address, "ask_documents", {"question": "Who is the mayor?"})

    assert not result.is_error
    assert result.structured_content is not None
    assert result.structured_content["refused"] is True
    assert text_of(result) == "Your documents do not say."


def test_passages_are_found_and_read_on(address: str) -> None:
    found = call(address, "search_documents", {"query": "kettle founded", "limit": 1}).structured_content
    assert found is not None
    (passage,) = found["citations"]

    read = call(
        address,
        "read_document",
        {"document_id": passage["document_id"], "start": passage["start"], "length": 12},
    )

    assert "The kettle was founded in 1987." in passage["quote"]
    assert read.structured_content is not None
    assert read.structured_content["text"] == passage["quote"][:12]
    assert read.structured_content["length"] > 12


def test_documents_are_listed_also_by_letters_of_their_titles(address: str, desk: Desk) -> None:
    listed = call(address, "list_documents", {"containing": "TEA"}).structured_content
    nothing = call(address, "list_documents", {"containing": "zebra"})

    assert listed is not None
    assert [one["title"] for one in listed["documents"]] == ["The tea shop"]
    assert text_of(nothing) == "No documents."
    assert str(desk.folder) not in str(listed)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("read_document", {"document_id": "unknown"}, "no such document"),
        ("ask_documents", {"question": "  "}, "empty"),
        ("ask_documents", {"question": "a bug"}, "Something went wrong on our side"),
        ("search_documents", {"query": "x", "documents": ["unknown"]}, "no such document"),
    ],
)
def test_what_cannot_be_done_is_told_to_whoever_called(
    address: str, tool: str, arguments: dict[str, object], said: str
) -> None:
    result = call(address, tool, arguments)

    assert result.is_error
    assert said in text_of(result)
    assert "secret" not in text_of(result)


@pytest.mark.parametrize("mode", REVISIONS)
def test_the_tools_answer_over_standard_input_and_output(tmp_path: Path, mode: str) -> None:
    parameters = StdioServerParameters(command=sys.executable, args=["-c", _PROGRAM, str(tmp_path)], cwd=ROOT)

    async def run() -> CallToolResult:
        async with Client(stdio_client(parameters), mode=mode) as client:
            result = await client.call_tool("ask_documents", {"question": "When was the kettle founded?"})
            assert isinstance(result, CallToolResult)
            return result

    result = anyio.run(run)

    assert result.structured_content is not None
    assert result.structured_content["citations"][1]["quote"] == "The kettle was founded in 1987."
    assert result.structured_content["citations"][1]["url"] == ""
