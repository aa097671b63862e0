from __future__ import annotations

from pathlib import Path

import gradio as gr
import pytest

from tests.ui.test_handlers import desk
from ui.web import build_page


@pytest.fixture
def page(tmp_path: Path) -> gr.Blocks:
    return build_page(desk(tmp_path), file_types=[".txt"])


def test_the_page_has_what_the_script_and_a_reader_look_for(page: gr.Blocks) -> None:
    names = {getattr(block, "elem_id", None) for block in page.blocks.values()}

    assert {
        "documents",
        "transcript",
        "question",
        "ask",
        "panel",
        "kept",
        "act",
        "do",
        "anew",
        "remove",
        "adding",
        "look",
    } <= names


def test_none_of_its_events_is_open_to_other_programs(page: gr.Blocks) -> None:
    shown = page.get_api_info()

    assert (shown["named_endpoints"], shown["unnamed_endpoints"]) == ({}, {})
