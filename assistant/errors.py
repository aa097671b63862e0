"""What can go wrong in the assistant.

AssistantError
└── SettingsError   a setting is unknown, or its value will not do
"""


class AssistantError(Exception):
    """The assistant cannot do what is asked; the message names the thing and the remedy."""


class SettingsError(AssistantError):
    """A setting is unknown or wrong; the message names it and where it came from."""
