"""The look of the web chat: system fonts and calm colours; nothing is fetched from anywhere."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "sans-serif"]
_MONOSPACE = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def theme() -> gr.themes.Base:
    """Return the theme."""
    return gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=_FONTS, font_mono=_MONOSPACE)


def stylesheet() -> str:
    """Return our own CSS."""
    return files("ui").joinpath("assets/chat.css").read_text("utf-8")


def script() -> str:
    """Return our own JavaScript, as an element for the head of the page."""
    return f"<script>{files('ui').joinpath('assets/chat.js').read_text('utf-8')}</script>"
