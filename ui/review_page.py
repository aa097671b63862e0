"""The page of the review, in Gradio: one generated question at a time, to keep, edit or drop; decisions are saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.evaluation.review import ReviewedFile
from ui import reviewing
from ui.review_sheet import head, sources
from ui.reviewing import Fields
from vectorstore.views import SearchedLibrary

_KEYS = (
    '<p class="keys">Or press a letter or an arrow key. In a box, <kbd>Ctrl</kbd>+<kbd>Enter</kbd> keeps and '
    "<kbd>Esc</kbd> leaves the box.</p>"
)
_NARROW = 80  # pixels: five buttons in a row
_Outputs = tuple[int, str, str, str, str, str, str]


def build_review(file: ReviewedFile, library: SearchedLibrary) -> gr.Blocks:
    """Return the page over one file of questions."""
    page: gr.Blocks
    with gr.Blocks(title="sourcechat: review", analytics_enabled=False, fill_width=True) as page:
        # The place goes with the boxes to the browser and back: what is decided on is what was seen.
        place = gr.Number(0, visible="hidden", precision=0)
        with gr.Row(elem_id="layout"):
            with gr.Column(scale=5, min_width=300):
                above = gr.HTML("", elem_id="head")
                boxes = _boxes()
                with gr.Row():
                    previous = gr.Button("← Back", elem_id="previous", min_width=_NARROW)
                    keep = gr.Button("Keep (K)", variant="primary", elem_id="keep", min_width=_NARROW)
                    edit = gr.Button("Edit (E)", elem_id="edit", min_width=_NARROW)
                    drop = gr.Button("Drop (D)", variant="stop", elem_id="drop", min_width=_NARROW)
                    onward = gr.Button("Next →", elem_id="next", min_width=_NARROW)
                gr.HTML(_KEYS)
            with gr.Column(scale=4, min_width=260):
                beside = gr.HTML("", elem_id="sources")

        def show(at: int, message: str = "") -> _Outputs:
            sheet = reviewing.sheet(file, library, at, message)
            fields = Fields.of(sheet.question)
            texts = (fields.question, fields.answers, fields.required, fields.evidence)
            return sheet.place, head(sheet), *texts, sources(sheet)

        def kept(at: int, question: str, answers: str, required: str, evidence: str) -> _Outputs:
            fields = Fields(question, answers, required, evidence)
            onwards, message = reviewing.keep(file, at, fields)
            if onwards == at:  # refused: what was written stays in the boxes
                sheet = reviewing.sheet(file, library, at, message)
                return at, head(sheet), question, answers, required, evidence, sources(sheet)
            return show(onwards, message)

        shown = [place, above, *boxes, beside]

        def on(event: Callable[..., object], act: Callable[..., _Outputs], given: list[Any]) -> None:
            event(act, given, shown, show_progress="hidden", api_visibility="private")

        on(page.load, lambda: show(reviewing.first_open(file)), [])
        on(previous.click, lambda at: show(at - 1), [place])
        on(onward.click, lambda at: show(at + 1), [place])
        on(keep.click, kept, [place, *boxes])
        on(drop.click, lambda at: show(*reviewing.drop(file, at)), [place])
        edit.click(None, js="() => document.querySelector('#question textarea').focus()")
    return page


def _boxes() -> list[gr.Textbox]:
    """Return a box for each part of a question that may be edited."""
    return [
        gr.Textbox(label="Question", lines=2, elem_id="question"),
        gr.Textbox(label="Accepted answers, one on each line", lines=2, elem_id="answers"),
        gr.Textbox(label="Strings that must all be said, one on each line", lines=1, elem_id="required"),
        gr.Textbox(label="Evidence, one sentence on each line", lines=3, elem_id="evidence"),
    ]
