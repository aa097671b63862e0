"""The web chat's page, in Gradio: documents on the left, the conversation, the source panel on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from ui import handlers
from ui.handlers import ChatAssistant
from ui.rendering import Exchange, notice, transcript
from vectorstore.mirror import Progress

_PANEL = '<div class="panel-empty">Press a number in an answer to read its source here.</div>'
_Exchanges = tuple[Exchange, ...]


def build_page(assistant: ChatAssistant, *, file_types: Sequence[str]) -> gr.Blocks:
    """Return the page. Each visitor has a conversation of their own."""
    page: gr.Blocks
    with gr.Blocks(title="sourcechat", analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State(())
        with gr.Row(elem_id="layout"):
            with gr.Column(scale=2, min_width=220, elem_id="documents"):
                chosen = gr.CheckboxGroup(
                    choices=handlers.choices(assistant), label="Documents", info="Tick some to ask only those."
                )
                upload = gr.UploadButton("Add documents", file_count="multiple", file_types=list(file_types), size="sm")
                remove = gr.Button("Remove ticked", size="sm", elem_id="remove")
                status = gr.HTML("", elem_id="status")
            with gr.Column(scale=5, min_width=300, elem_id="conversation"):
                shown = gr.HTML(transcript((), assistant.suggestions()), elem_id="transcript")
                with gr.Row(elem_id="asking"):
                    question = gr.Textbox(
                        placeholder="Ask a question", show_label=False, label="Question", elem_id="question", scale=8
                    )
                    ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=1, min_width=80)
            with gr.Column(scale=3, min_width=260, elem_id="source"):
                gr.HTML(_PANEL, elem_id="panel")
        _wire_chat(assistant, exchanges=exchanges, shown=shown, question=question, ask=ask, chosen=chosen)
        _wire_documents(assistant, upload=upload, remove=remove, chosen=chosen, status=status)

        def refresh() -> tuple[Any, str]:
            return gr.update(choices=handlers.choices(assistant)), transcript((), assistant.suggestions())

        page.load(refresh, outputs=[chosen, shown], show_progress="hidden", api_visibility="private")
    return page


def _wire_chat(
    assistant: ChatAssistant,
    *,
    exchanges: gr.State,
    shown: gr.HTML,
    question: gr.Textbox,
    ask: gr.Button,
    chosen: gr.CheckboxGroup,
) -> None:
    def reply(text: str, before: _Exchanges, documents: list[str]) -> Iterator[tuple[str, _Exchanges, str]]:
        for conversation in handlers.answer(assistant, text, before, documents):
            yield "", conversation, transcript(conversation, assistant.suggestions())

    gr.on(
        [question.submit, ask.click],
        reply,
        inputs=[question, exchanges, chosen],
        outputs=[question, exchanges, shown],
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_documents(
    assistant: ChatAssistant,
    *,
    upload: gr.UploadButton,
    remove: gr.Button,
    chosen: gr.CheckboxGroup,
    status: gr.HTML,
) -> None:
    def take_in(files: list[str], bar: gr.Progress = gr.Progress()) -> tuple[str, Any]:  # noqa: B008 - Gradio's way
        def on_progress(done: Progress) -> None:
            bar((done.done, done.total), desc=f"{done.done} of {done.total} · {done.chunks} passages")

        lines = handlers.upload(assistant, files, on_progress)
        return notice(lines), gr.update(choices=handlers.choices(assistant))

    def take_out(documents: list[str]) -> tuple[str, Any]:
        lines = handlers.remove(assistant, documents)
        return notice(lines), gr.update(choices=handlers.choices(assistant), value=[])

    upload.upload(take_in, inputs=upload, outputs=[status, chosen], api_visibility="private")
    remove.click(
        take_out,
        inputs=chosen,
        outputs=[status, chosen],
        api_visibility="private",
        js="(ids) => ids.length && confirm(`Remove ${ids.length} document(s) from the library?`) ? ids : []",
    )
