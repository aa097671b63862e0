"""What can go wrong with a library.

VectorStoreError
├── NoLibrary               nothing is kept in the folder, or nothing can be
├── LibraryLocked           another process is writing
├── LibraryAway             the server that keeps it does not answer
│   └── LibraryRefuses      it does not let us in
├── LibraryUnwritable       the disk is full, or the folder may not be written to
├── LibraryDamaged          the catalogue cannot be read
├── IndexAway               the server that keeps the index does not answer; the catalogue has all that it has
├── IndexDamaged            the index cannot be read; it is rebuilt from the catalogue
├── OtherEmbeddingModel     the library was made with another model
├── EmbeddingModelNotFound  no such model here, or not the one expected
├── WorkersAway             nobody is there to prepare documents, or they work otherwise
├── WorkerLost              whoever prepared a document broke off, again and again
└── UnknownDocument         no document of that id
"""

from ingest.errors import SourcechatError


class VectorStoreError(SourcechatError):
    """A library cannot do what is asked; the message names the thing and the remedy."""


class NoLibrary(VectorStoreError):
    """The folder holds no library, or cannot hold one."""


class LibraryLocked(VectorStoreError):
    """Another process is writing to the library."""


class LibraryAway(VectorStoreError):
    """The server that keeps the library does not answer, or went away."""


class LibraryRefuses(LibraryAway):
    """The server that keeps the library answers, and does not let us in."""


class LibraryUnwritable(VectorStoreError):
    """The library is whole, but nothing can be written to it: no space, no permission, a read-only disk."""


class LibraryDamaged(VectorStoreError):
    """The catalogue cannot be read."""


class IndexDamaged(VectorStoreError):
    """The index cannot be read or written; the catalogue is whole."""


class IndexAway(VectorStoreError):
    """The server that keeps the index does not answer; the catalogue is whole, and has all that the index has."""


class OtherEmbeddingModel(VectorStoreError):
    """The library's vectors were made by another model."""


class EmbeddingModelNotFound(VectorStoreError):
    """The embedding model is not here, or its weights are not the expected ones."""


class WorkersAway(VectorStoreError):
    """Those who should prepare documents are not there, or make other things of them than we do."""


class WorkerLost(VectorStoreError):
    """Whoever prepared a document broke off over it, again and again; somebody else has to."""


class UnknownDocument(VectorStoreError):
    """The library holds no such document."""
