"""What can go wrong between a path and a document, and what every error of ours is: a `SourcechatError`.

IngestError
├── SourceNotFound      nothing is there, or it may not be read
├── UnsupportedFormat   no reader for this kind of file
└── UnreadableFile      the reader could not make text of it
    ├── NothingToRead   it holds no text, and nothing that could be some
    └── ReaderKilled    what read it was ended from outside, which tells nothing of the file
"""


class SourcechatError(Exception):
    """Something that a person can mend; the message names the thing and the remedy. All our errors are one."""


class IngestError(SourcechatError):
    """A source could not become a document; the message names it and the remedy."""


class SourceNotFound(IngestError):
    """Nothing is at the address, or it may not be read."""


class UnsupportedFormat(IngestError):
    """No reader is known for this kind of file."""


class UnreadableFile(IngestError):
    """The file is damaged, locked, empty or holds no text."""


class NothingToRead(UnreadableFile):
    """The file was read, and there is no text in it."""


class ReaderKilled(UnreadableFile):
    """The process that read it was ended from outside, for want of memory perhaps; it may be read another time."""
