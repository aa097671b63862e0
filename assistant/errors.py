"""What can go wrong in the assistant.

AssistantError
├── BadAnswers      a file of kept answers is not what it should be
├── BadQuestions    a question file, a report or a wish of `evaluate` is not what it should be
├── JudgeFailed     what was to judge answers cannot be had
├── DamagedReader   the reader's weights are missing or not those of this release
├── ModelError      a chat model gave no answer that can be used
│   ├── ContextOverflow    what it was asked is longer than it can read
│   ├── CutShort           its answer ended in the middle
│   ├── EmptyAnswer        it said nothing
│   ├── EndlessAnswer      it repeats itself, or does not stop
│   ├── KeyMissing         its provider wants a key, and the environment has none
│   ├── KeyRefused         the provider does not take the key
│   ├── ModelBusy          too many requests, or no quota left
│   ├── ModelFailed        its server reports an error
│   ├── ModelNotInstalled  the package of its provider is not installed
│   ├── ModelTooSlow       nothing came in time
│   ├── ModelUnreachable   nothing listens at its address
│   └── UnknownModel       the provider has no model of that name
├── SettingsError   a setting is unknown, or its value will not do
└── UnreadableRows  a file of rows to score is not what it should be
"""

from __future__ import annotations

from ingest.errors import SourcechatError


class AssistantError(SourcechatError):
    """The assistant cannot do what is asked; the message names the thing and the remedy."""


class BadAnswers(AssistantError):
    """A file of kept answers is wrong; the message names the place and the remedy."""


class BadQuestions(AssistantError):
    """A question file, a report or a wish of `evaluate` is wrong; the message names the place and the remedy."""


class JudgeFailed(AssistantError):
    """What was to judge answers, a chat model or ragas, cannot be had; the message names it."""


class DamagedReader(AssistantError):
    """The reader's weights are missing or damaged."""


class ModelError(AssistantError):
    """A chat model gave no answer that can be used. Its message never holds a key."""


class ContextOverflow(ModelError):
    """What the model was asked is longer than it can read."""


class CutShort(ModelError):
    """The model's answer ended in the middle."""


class EmptyAnswer(ModelError):
    """The model said nothing."""


class EndlessAnswer(ModelError):
    """The model repeats itself, or does not stop."""


class KeyMissing(ModelError):
    """The provider wants a key; the message names the variable of the environment to put it in."""


class KeyRefused(ModelError):
    """The provider does not take the key, or not for this model."""


class ModelBusy(ModelError):
    """The provider takes no more requests for now; `retry_after` is how many seconds it asks to wait, if it says."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelFailed(ModelError):
    """The model's server reports an error."""


class ModelNotInstalled(ModelError):
    """The package of the provider is not installed; the message names it."""


class ModelTooSlow(ModelError):
    """Nothing came from the model in time."""


class ModelUnreachable(ModelError):
    """Nothing listens at the model's address."""


class UnknownModel(ModelError):
    """The provider, or the model of that name, is not known."""


class SettingsError(AssistantError):
    """A setting is unknown or wrong; the message names it and where it came from."""


class UnreadableRows(AssistantError):
    """A file of rows cannot be read; the message names the line."""
