from __future__ import annotations

import gradio as gr
import pytest

from ui.page.frame import build_page, page_head, shell


@pytest.fixture(scope="module")
def page() -> gr.Blocks:
    return build_page(file_types=[".txt"])


def test_the_frame_has_what_the_script_and_a_reader_look_for() -> None:
    html = shell(file_types=[".txt"], leaving=False)

    for name in ("documents", "transcript", "question", "ask", "stop", "panel", "anew", "source", "announcer"):
        assert f'id="{name}"' in html
    assert "{" not in html.split('id="about"')[0]


def test_the_words_of_the_script_do_not_end_it() -> None:
    assert page_head().count("</script>") == 1


def test_none_of_its_events_is_open_to_other_programs(page: gr.Blocks) -> None:
    shown = page.get_api_info()

    assert (shown["named_endpoints"], shown["unnamed_endpoints"]) == ({}, {})
