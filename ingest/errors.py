"""What can go wrong between a path and a document.

IngestError
├── SourceNotFound      nothing is there, or it may not be read
├── UnsupportedFormat   no reader for this kind of file
└── UnreadableFile    the reader could not make text of it
"""


class IngestError(Exception):
    """A source could not become a document; the message names it and the remedy."""


class SourceNotFound(IngestError):
    """Nothing is at the address, or it may not be read."""


class UnsupportedFormat(IngestError):
    """No reader is known for this kind of file."""


class UnreadableFile(IngestError):
    """The file is damaged, locked, empty or holds no text."""
