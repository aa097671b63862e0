"""Texts: every sentence of the page's own, by name, in the language that a visitor reads. Knows no document.

What a library or an answer says is not among them. The script is given the same words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.messages.translations import catalogue_of
from ui.serving.languages import language_spoken

ENGLISH: Mapping[str, str] = {
    # the frame
    "name": "sourcechat",
    "documents.one": "{count} document",
    "documents": "{count} documents",
    "library": "Library",
    "library.which": "Whose library",
    "library.shared": "Shared",
    "library.mine": "Mine",
    "conversations": "Conversations",
    "chat": "Chat",
    "source": "Source",
    "conversation": "Conversation",
    "document": "Document",
    "settings": "Settings",
    "close": "Close",
    "close.source": "Close the source",
    "open.library": "Library and conversations",
    "skip": "Skip to the question",
    "theme": "Light or dark",
    "leave": "Leave",
    "undo": "Undo",
    "cancel": "Cancel",
    "lost": "The server did not answer. Is it still running? Try again.",
    # chat
    "welcome": "Ask your documents",
    "welcome.how": "Every sentence of an answer carries the exact words of its source. What your documents do not "
    "say is not answered.",
    "welcome.empty": "Add documents to begin",
    "welcome.empty.how": "Files, whole folders, a pasted text or a web address. They are read on this machine and stay "
    "here.",
    "try": "Questions to try",
    "near": "Near your question",
    "follow": "Ask on",
    "ask.placeholder": "Ask a question",
    "ask": "Ask",
    "ask.label": "Question",
    "ask.some.one": "{count} document",
    "ask.some": "{count} documents",
    "ask.all.again": "Ask all documents again",
    "stop": "Stop",
    "new": "New conversation",
    "question": "Question {number}",
    "searched": "Searched for",
    "reading": "Reading your documents…",
    "stage.rewrite": "Understanding the question…",
    "stage.retrieve": "Searching {documents}…",
    "stage.read": "Reading the closest passages…",
    "stage.answer": "Choosing the words that answer…",
    "stage.generate": "Writing…",
    "stage.verify": "Checking every quote against its source…",
    "stage.other": "Looking through the whole library…",
    "stopped": "You stopped this answer.",
    "cut": "The server was stopped before this answer was whole. Please ask again.",
    "failed": "Something went wrong on our side; the question was not answered. Please try again.",
    "refused.one": "I did not find this in {count} document.",
    "refused": "I did not find this in {count} documents.",
    "refused.some": "I did not find this in your documents.",
    "closest.one": "Closest passage",
    "closest": "Closest passages ({count})",
    "sources": "Sources",
    "sources.more.one": "{count} more source",
    "sources.more": "{count} more sources",
    "chip": "Source {number}: {title}",
    "how": "How this was answered",
    "computed": "How this was computed",
    "disagree.number": "Sources disagree on the number",
    "disagree.date": "Sources disagree on the date",
    "disagree.denial": "Sources disagree on whether it is so",
    "support.supported": "Supported by its source",
    "support.partly": "Partly supported by its source",
    "support.unsupported": "Not found in the documents",
    "answered": "Answer to question {number} is there.",
    "act.copy": "Copy with footnotes",
    "act.again": "Answer again",
    "act.edit": "Edit the question",
    "act.link": "Copy a link to this answer",
    "act.inspect": "Why this answer?",
    "act.remove": "Remove",
    "act.good": "Good answer",
    "act.bad": "Not a good answer",
    "edit.label": "Edit question {number}; Enter asks it, Escape leaves it as it was",
    "edit.hint": "Enter asks it, Escape leaves it as it was. The turns after it will end.",
    "copied": "Copied.",
    "not.copied": "The browser does not let this page copy. Select the text instead.",
    "rate.why": "What was wrong?",
    "rate.wrong": "The answer is wrong",
    "rate.missing": "Something is missing",
    "rate.answerable": "My documents do answer this",
    "rate.unanswerable": "My documents do not answer this",
    "rate.citation": "The source does not prove it",
    "rate.note": "In your words (kept in this library only)",
    "rate.send": "Keep",
    "rate.thanks": "Kept in this library. Thank you.",
    # conversations
    "conversations.search": "Search conversations",
    "conversations.none": "No conversations yet. What you ask is kept here, on this machine.",
    "conversations.not.found": "No conversation holds these letters.",
    "conversation.unnamed": "New conversation",
    "conversation.menu": "More for “{name}”",
    "conversation.rename": "Rename",
    "conversation.remove": "Delete",
    "conversation.export": "Export as {form}",
    "conversation.removed": "“{name}” deleted.",
    "conversation.gone": "This conversation is not here any more. It may have been deleted, or be somebody else's.",
    "today": "Today",
    "earlier": "Earlier",
    # library
    "add": "Add",
    "add.files": "Files",
    "add.folder": "A folder",
    "add.text": "A text",
    "add.address": "A web address",
    "add.drop": "Drop files or folders here",
    "add.text.title": "Title",
    "add.text.body": "Text",
    "add.address.label": "Address of a page",
    "add.adding": "Reading {name}…",
    "add.adding.many": "Reading {done} of {count} files…",
    "add.outcome.added": "{name}: added",
    "add.outcome.updated": "{name}: updated",
    "add.outcome.unchanged": "{name}: already here",
    "add.done.one": "{count} file added.",
    "add.done": "{count} files added.",
    "add.not.read": "{name}: files of this type are not read",
    "add.nothing": "There was no file in it that can be read.",
    "library.search": "Search documents",
    "library.sort": "Sort by",
    "sort.title": "Title",
    "sort.date": "Newest first",
    "sort.kind": "Kind",
    "sort.passages": "Most passages",
    "library.none": "Nothing here yet.",
    "library.not.found": "No document has these letters in its name.",
    "library.here": "Added here",
    "library.web": "Web pages",
    "library.other": "Documents",
    "library.more.one": "Show {count} more",
    "library.more": "Show {count} more",
    "passages.one": "{count} passage",
    "passages": "{count} passages",
    "state.reading": "reading",
    "state.doubts": "read with doubts",
    "state.failed": "not read",
    "document.ask": "Ask only “{title}”",
    "document.menu": "More for “{title}”",
    "document.open": "Open",
    "document.download": "Download the original",
    "document.remove": "Remove from the library",
    "document.removed": "“{title}” removed.",
    "document.kept": "“{title}” could not be removed: {why}",
    # watched folders
    "add.watch": "A folder to watch",
    "add.watch.label": "Path of a folder on this machine",
    "add.watch.how": "What can be read in it is added, and followed as it changes. The files stay where they are.",
    "watch": "Watched folders",
    "watch.menu": "More for the folder “{name}”",
    "watch.now": "Look now",
    "watch.pause": "Pause",
    "watch.resume": "Go on watching",
    "watch.end": "Stop watching",
    "watch.ended": "“{name}” is not watched any more. Its documents stay.",
    "watch.begun": "“{name}” is watched now, and being read.",
    "watch.reading": "Being read…",
    "watch.reading.of": "{done} of {total} read…",
    "watch.watched": "Watched",
    "watch.paused": "Paused",
    "watch.away": "Not there; its documents stay",
    "watch.looked": "looked at {time}",
    "watch.added": "{count} added",
    "watch.updated": "{count} updated",
    "watch.removed": "{count} removed",
    "watch.failed": "{count} not read",
    "watch.gone": "Many of its documents are gone from it ({count}), and stay here. To remove them: "
    "sourcechat sync --prune",
    "watch.this.run": "until the server stops",
    "watch.hidden": "Something is wrong; the server's log says what.",
    "watch.not.yours": "Folders of the machine are named by whoever runs the server on it: with "
    "`sourcechat ui --watch FOLDER`, or here where it serves nobody else.",
    "busy.library": "The library is being written to; waiting…",
    # source
    "source.loading": "Opening the source…",
    "source.page": "Page",
    "source.text": "Text",
    "source.previous": "Previous quote",
    "source.next": "Next quote",
    "source.quote": "Quote {number} of {count}",
    "source.page.of": "Page {number} of {count}",
    "source.page.previous": "Previous page",
    "source.page.next": "Next page",
    "source.picture": "Page {number} of {title}",
    "source.download": "Download the original",
    "source.address": "Open the web page",
    "source.gone": "This document is not in the library any more. The answer keeps the words that it quoted:",
    "source.changed": "The text has changed since this answer. What you see is the text that was quoted.",
    "source.changes": "Show what changed",
    "source.doubts.one": "{count} doubt about how it was read",
    "source.doubts": "{count} doubts about how it was read",
    "source.earlier": "Show what stands before",
    "source.later": "Show what stands after",
    "source.why": "Why not this?",
    "note.hidden": "hidden in the original",
    "note.speaker": "Note",
    "footnote": "Footnote",
    "place.page": "Page {name}",
    "place.slide": "Slide {name}",
    "place.sheet": "Sheet {name}",
    "place.chapter": "{name}",
    "place.mail": "{name}",
    "place.cell": "Cell {name}",
    "place.file": "File {name}",
    # settings
    "settings.kept": "Kept in this browser.",
    "settings.strictness": "How sure an answer must be",
    "settings.strictness.figures": "Measured on test questions: of those that the texts do not answer, {false} are "
    "answered; of those that they do, {refused} are refused.",
    "settings.curve.false": "answered, though the texts do not say it",
    "settings.curve.refused": "refused, though they do",
    "strictness.lenient": "Lenient",
    "strictness.balanced": "Balanced",
    "strictness.strict": "Strict",
    "settings.passages": "Passages read for a question",
    "settings.model": "Who words the answers",
    "settings.model.default": "As the server was started: {name}",
    "settings.model.own": "Nobody: the documents' own words",
    "settings.model.none": "No chat model was found on this machine. Ollama, LM Studio and llama.cpp are looked for.",
    "settings.model.looking": "Looking for chat models on this machine…",
    "settings.test": "Test the model",
    "settings.test.going": "Asking the model…",
    "settings.test.done": "It answers: the first word came after {seconds} s.",
    "settings.theme": "Light or dark",
    "theme.auto": "As the system",
    "theme.light": "Light",
    "theme.dark": "Dark",
    "settings.language": "Language of the page",
    # inspection
    "inspect.how": "The passages that were read, found anew in the library as it is now. A rank counts from 1; the "
    "chance is that of the likeliest sentence to answer.",
    "inspect.none": "This was answered without a search.",
    "inspect.passage": "Passage",
    "inspect.fused": "Rank",
    "inspect.dense": "By meaning",
    "inspect.lexical": "By words",
    "inspect.similarity": "Similarity",
    "inspect.probability": "Chance",
    "inspect.fate": "What became of it",
    "cut.none": "Cited",
    "cut.search": "Not found",
    "cut.fusion": "Found too far down",
    "cut.reading": "Not sure enough",
    "cut.choice": "Read, not said",
    "why.select": "Select some words of the source first: those that should have been found.",
    "why.none": "No passage of the library holds these words; select a sentence.",
    "why.title": "Why not this?",
    "original.gone": "The original file is not where it was read from any more; its text is still here.",
}
"""The words in English; a language may have a third form of what is counted, under the same name and `.few`."""

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "ja": "日本語",
    "ru": "Русский",
    "uz": "Oʻzbekcha",
}
"""The languages of the page, each by its own name: those that an answer is given in."""


def say(name: str, /, **values: object) -> str:
    """Return the words of that name with values in them, whole numbers as the language writes them.

    They are text, not HTML: whoever shows them escapes them.
    """
    words = _words(language_spoken()).get(name) or ENGLISH[name]
    written = {one: figure(value) if isinstance(value, int) else value for one, value in values.items()}
    return words.format(**written) if written else words


def counted(name: str, count: int, /) -> str:
    """Return words that hold a number, in the form that goes with it."""
    form = f"{name}{_form(language_spoken(), count)}"
    return say(form if form in _words(language_spoken()) else name, count=count)


def figure(number: int) -> str:
    """Return a whole number as the language that is spoken writes it: 1,200."""
    return catalogue_of(language_spoken()).figure(number)


def share(part: float) -> str:
    """Return a share of 1 as a percentage as the language that is spoken writes it: 97%."""
    return catalogue_of(language_spoken()).share(part)


def decimal(number: float, places: int) -> str:
    """Return a number with so many decimal places as the language that is spoken writes it: 0.82."""
    return catalogue_of(language_spoken()).decimal(number, places)


def for_script(language: str) -> str:
    """Return all words of a language as JSON."""
    words = _words(language)
    few = {name: said for name, said in words.items() if name.removesuffix(_FEW) in ENGLISH and name.endswith(_FEW)}
    return json.dumps({**{name: words.get(name, ENGLISH[name]) for name in ENGLISH}, **few}, ensure_ascii=False)


_ONE, _FEW = ".one", ".few"


def _form(language: str, count: int) -> str:
    """Return the ending of the name whose words go with a number, "" for those of many."""
    if language == "ru":
        tens, ones = count % 100, count % 10
        if ones == 1 and tens != 11:  # noqa: PLR2004 - 1, 21, 31, but 11
            return _ONE
        return _FEW if 2 <= ones <= 4 and not 12 <= tens <= 14 else ""  # noqa: PLR2004 - 2 to 4, but 12 to 14
    return _ONE if count == 1 or (language == "fr" and count == 0) else ""


@cache
def _words(language: str) -> Mapping[str, str]:
    if language == "en":
        return ENGLISH
    read: Mapping[str, str] = json.loads(files("ui").joinpath(f"assets/words.{language}.json").read_text("utf-8"))
    return read
