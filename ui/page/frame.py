"""The page's frame in Gradio: header, library, conversation and source, as one component of HTML.

What is in them is asked for by the page's script, part by part: an answer that grows sends itself and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files

import gradio as gr

from ui.page.texts import ENGLISH, LANGUAGES, say

_SCRIPTS = ("base", "chat", "source", "conversations", "library", "watch", "settings", "start")
_WORD = re.compile(r"\{([a-z.]+)\}")


def build_page(*, file_types: Sequence[str], leaving: bool = False, private: bool = False) -> gr.Blocks:
    """Return the page. With `leaving` there is a button for whoever entered with a password.

    With `private` one's own library is a choice beside the one that all share.
    """
    page: gr.Blocks
    with gr.Blocks(title="sourcechat", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            shell(file_types=file_types, leaving=leaving, private=private),
            elem_id="app",
            js_on_load=None,
            apply_default_css=False,
        )
    return page


def shell(*, file_types: Sequence[str], leaving: bool, private: bool = False) -> str:
    """Return the frame as HTML, in English: the script says it again in the language of a visitor."""
    html = _WORD.sub(lambda found: escape(say(found[1])), _asset("page.html"))
    told = {"types": list(file_types), "leaving": leaving, "private": private, "languages": dict(LANGUAGES)}
    about = escape(json.dumps(told))
    return f'{html}<div id="about" hidden data-about="{about}"></div>'


def page_head() -> str:
    """Return the page's own CSS and JavaScript, with its words, as elements for the head.

    The CSS does not go by Gradio's own parameter, which parses it anew and loses every `font` that holds a variable.
    """
    words = json.dumps(dict(ENGLISH), ensure_ascii=False).replace("<", "\\u003c")
    body = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    style = f"<style>{_asset('page.css')}</style>"
    return f'{style}<script>(() => {{\n"use strict";\nlet words = {words};\n{body}\n}})();</script>'


def _asset(name: str) -> str:
    return files("ui").joinpath(f"assets/page/{name}").read_text("utf-8")
