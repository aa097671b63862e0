"""The look of the web chat: system fonts and calm colours; nothing is fetched from anywhere."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "sans-serif"]
_MONOSPACE = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def theme() -> gr.themes.Base:
    """Return the theme."""
    base = gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=_FONTS, font_mono=_MONOSPACE)
    return base.set(  # what Gradio shows too pale to be read: WCAG asks for a contrast of 4.5
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
    )


def stylesheet(page: str = "plain") -> str:
    """Return our own CSS for a page: `plain` is for those without a script, and under those with one."""
    return files("ui").joinpath(f"assets/{page}.css").read_text("utf-8")


def script(page: str) -> str:
    """Return our own JavaScript for a page, as an element for its head."""
    return f"<script>{files('ui').joinpath(f'assets/{page}.js').read_text('utf-8')}</script>"
