"""The web chat's page, in Gradio: documents on the left, the conversation, the source panel on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui import handlers
from ui.exchanges import Exchange
from ui.handlers import ChatAssistant
from ui.keeping import act_in, from_kept, to_kept
from ui.rendering import LEAVE, adding, notice, transcript

_PANEL = '<div class="panel-empty">Press a number in an answer to read its source here.</div>'
# A conversation is kept as long as its tab: whoever opens the page next on this computer does not find it.
_KEEP = "(kept) => { try { sessionStorage.setItem('sourcechat', kept); } catch (full) { console.warn(full); } }"
_KEPT = "() => sessionStorage.getItem('sourcechat') ?? ''"
_Exchanges = tuple[Exchange, ...]


_SECONDS_BETWEEN_LOOKS = 4.0  # at how a watch stands


def build_page(
    assistant: ChatAssistant,
    *,
    file_types: Sequence[str],
    leaving: bool = False,
    watched: Callable[[], Sequence[str]] | None = None,
) -> gr.Blocks:
    """Return the page. Each visitor has a conversation of their own, which their tab keeps.

    With `leaving` there is a button for whoever entered with a password. `watched` says how a watch of folders stands,
    a line each.
    """
    page: gr.Blocks
    with gr.Blocks(title="sourcechat", analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State(())
        kept = gr.Textbox(show_label=False, label="Kept", elem_id="kept", elem_classes="for-script")
        with gr.Row(elem_id="layout"):
            with gr.Column(scale=2, min_width=220, elem_id="documents"):
                chosen = gr.CheckboxGroup(
                    choices=handlers.choices(assistant), label="Documents", info="Tick some to ask only those."
                )
                gr.HTML(adding(file_types) + (LEAVE if leaving else ""), elem_id="adding")
                remove = gr.Button("Remove ticked", size="sm", elem_id="remove")
                status = gr.HTML("", elem_id="status")
                look = gr.Button("Look again", elem_id="look", elem_classes="for-script")
            with gr.Column(scale=5, min_width=300, elem_id="conversation"):
                shown = gr.HTML(transcript((), assistant.suggestions()), elem_id="transcript")
                with gr.Row(elem_id="asking"):
                    question = gr.Textbox(
                        placeholder="Ask a question", show_label=False, label="Question", elem_id="question", scale=8
                    )
                    ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=1, min_width=80)
                anew = gr.Button("New conversation", size="sm", elem_id="anew")
                act = gr.Textbox(show_label=False, label="Act", elem_id="act", elem_classes="for-script")
                do = gr.Button("Do", elem_id="do", elem_classes="for-script")
            with gr.Column(scale=3, min_width=260, elem_id="source"):
                gr.HTML(_PANEL, elem_id="panel")
        chat = _Chat(assistant, exchanges, kept, shown, chosen)
        chat.wire_asking(question, ask)
        chat.wire_acts(act, do, anew)
        if watched is not None:
            _show_watch(assistant, watched, chosen)
        _wire_documents(assistant, look=look, remove=remove, chosen=chosen, status=status)

        def refresh(was_kept: str) -> tuple[Any, _Exchanges, str]:
            conversation = handlers.restored(assistant, from_kept(was_kept))
            shown_again = transcript(conversation, assistant.suggestions())
            return gr.update(choices=handlers.choices(assistant)), conversation, shown_again

        page.load(
            refresh,
            inputs=kept,
            outputs=[chosen, exchanges, shown],
            js=_KEPT,
            show_progress="hidden",
            api_visibility="private",
        )
    return page


@dataclass(frozen=True)
class _Chat:
    """The conversation on the page: its value, what the tab keeps of it, and where it is shown."""

    assistant: ChatAssistant
    exchanges: gr.State
    kept: gr.Textbox
    shown: gr.HTML
    chosen: gr.CheckboxGroup

    def wire_asking(self, question: gr.Textbox, ask: gr.Button) -> None:
        """Answer what is typed."""

        def reply(text: str, before: _Exchanges, documents: list[str]) -> Iterator[tuple[object, _Exchanges, str]]:
            emptied: object = ""  # once: what a person types while the answer grows stays
            for conversation in handlers.answer(self.assistant, text, before, documents):
                yield emptied, conversation, self._drawn(conversation)
                emptied = gr.skip()

        asked = gr.on(
            [question.submit, ask.click],
            reply,
            inputs=[question, self.exchanges, self.chosen],
            outputs=[question, self.exchanges, self.shown],
            show_progress="hidden",
            api_visibility="private",
        )
        self._keep_after(asked)

    def wire_acts(self, act: gr.Textbox, do: gr.Button, anew: gr.Button) -> None:
        """Do what the script puts into `act`, and begin anew."""

        def changed(said: str, before: _Exchanges, documents: list[str]) -> Iterator[tuple[_Exchanges, str]]:
            for conversation in handlers.act(self.assistant, act_in(said), before, documents):
                yield conversation, self._drawn(conversation)

        def emptied() -> tuple[_Exchanges, str]:
            return (), self._drawn(())

        acted = do.click(
            changed,
            inputs=[act, self.exchanges, self.chosen],
            outputs=[self.exchanges, self.shown],
            show_progress="hidden",
            api_visibility="private",
        )
        begun = anew.click(
            emptied, outputs=[self.exchanges, self.shown], show_progress="hidden", api_visibility="private"
        )
        self._keep_after(acted)
        self._keep_after(begun)

    def _drawn(self, conversation: _Exchanges) -> str:
        return transcript(conversation, self.assistant.suggestions())

    def _keep_after(self, event: gr.events.Dependency) -> None:
        written = event.then(
            to_kept, inputs=self.exchanges, outputs=self.kept, show_progress="hidden", api_visibility="private"
        )
        written.then(None, inputs=self.kept, js=_KEEP, show_progress="hidden", api_visibility="private")


def _show_watch(assistant: ChatAssistant, watched: Callable[[], Sequence[str]], chosen: gr.CheckboxGroup) -> None:
    """Show how the watch stands, and the documents that came and went with it, every few seconds."""
    told = gr.HTML(notice(watched()), elem_id="watch")
    timer = gr.Timer(_SECONDS_BETWEEN_LOOKS)

    def look_again() -> tuple[str, Any]:
        return notice(watched()), gr.update(choices=handlers.choices(assistant))

    timer.tick(look_again, outputs=[told, chosen], show_progress="hidden", api_visibility="private")


def _wire_documents(
    assistant: ChatAssistant,
    *,
    look: gr.Button,
    remove: gr.Button,
    chosen: gr.CheckboxGroup,
    status: gr.HTML,
) -> None:
    """List the documents anew when the script has added some, and remove those that are ticked."""

    def listed() -> Any:  # noqa: ANN401 - Gradio's update
        return gr.update(choices=handlers.choices(assistant))

    def take_out(documents: list[str]) -> tuple[str, Any]:
        lines = handlers.remove(assistant, documents)
        return notice(lines), gr.update(choices=handlers.choices(assistant), value=[])

    look.click(listed, outputs=chosen, show_progress="hidden", api_visibility="private")
    remove.click(
        take_out,
        inputs=chosen,
        outputs=[status, chosen],
        api_visibility="private",
        js="(ids) => ids.length && confirm(`Remove ${ids.length} document(s) from the library?`) ? ids : []",
    )
