"""What can go wrong in the assistant.

AssistantError
├── BadQuestions    a question file, a report or a wish of `evaluate` is not what it should be
├── JudgeFailed     the chat model that was to judge cannot be had, or broke off
├── DamagedReader   the reader's weights are missing or not those of this release
├── SettingsError   a setting is unknown, or its value will not do
└── UnreadableRows  a file of rows to score is not what it should be
"""


class AssistantError(Exception):
    """The assistant cannot do what is asked; the message names the thing and the remedy."""


class BadQuestions(AssistantError):
    """A question file, a report or a wish of `evaluate` is wrong; the message names the place and the remedy."""


class JudgeFailed(AssistantError):
    """The chat model that was to judge cannot be had, or broke off; the message names it."""


class DamagedReader(AssistantError):
    """The reader's weights are missing or damaged."""


class SettingsError(AssistantError):
    """A setting is unknown or wrong; the message names it and where it came from."""


class UnreadableRows(AssistantError):
    """A file of rows cannot be read; the message names the line."""
