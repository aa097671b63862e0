"""Replies: what the assistant says when no sentence of a document is called for. Texts only."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.conversation.intents import LONGEST_QUESTION, Intent
from assistant.messages.message import Message, say

REPLIES: Mapping[Intent, Message] = {
    Intent.GREETING: say("Hello! Ask me anything about your documents; every sentence I answer comes with its source."),
    Intent.THANKS: say("You are welcome. Is there anything else you would like to know from your documents?"),
    Intent.FAREWELL: say("Goodbye! Your documents stay here, ready for the next question."),
    Intent.HELP: say(
        "I answer questions from your documents, in their own words, and cite the exact place each sentence comes "
        "from. If your documents do not say, I tell you so. I can also summarise one document or all of them."
    ),
    Intent.EMPTY: say("Please type a question about your documents."),
    Intent.TOO_LONG: say(
        "That message is longer than {longest} characters. Please ask one question; to search a long text, add it as a "
        "document.",
        longest=LONGEST_QUESTION,
    ),
}

EMPTY_LIBRARY = say(
    "There are no documents in your library yet. Add some with the upload button in the web chat, "
    "or with `sourcechat ingest PATH` in a terminal, and ask again."
)
OTHER_LANGUAGE = say(
    "This answer is less sure: the question or the text is not in English, the language that the reader was trained "
    "on. They were compared by meaning and words alone; read the quotes before you rely on them."
)
