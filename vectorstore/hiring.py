"""Hiring: the crew that a person names, by a number of processes or by the address of a cluster. Knows no documents.

What a crew needs is loaded when one is hired: settings only look at its name.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectorstore.crews import Crew, Hire
    from vectorstore.preparing import MakeEmbedder

MOST = 64
_CLUSTER = re.compile(r"ray://(local|[^/?#\s:@]+:\d{1,5})")


def check_workers(named: str) -> str:
    """Return what names workers, as it is kept. Raises ValueError, which says what would do."""
    workers = named.strip()
    is_number = workers.isascii() and workers.isdecimal() and int(workers) <= MOST
    if not is_number and not _CLUSTER.fullmatch(workers):
        raise ValueError(f"give a number of processes from 0 to {MOST}, ray://local, or ray://HOST:PORT")
    return workers


def to_hire(named: str, make_embedder: MakeEmbedder, *, weights_hash: str) -> Hire | None:
    """Return what gives the crew that is named, None for none: who keeps then does it all. Raises ValueError."""
    workers = check_workers(named)
    if workers.isdecimal():
        return partial(_in_processes, int(workers), make_embedder) if int(workers) else None
    return partial(_in_cluster, workers, make_embedder, weights_hash)


def _in_processes(number: int, make_embedder: MakeEmbedder) -> Crew:
    from vectorstore.crews import Several  # noqa: PLC0415 - see above
    from vectorstore.processes import ProcessWorker  # noqa: PLC0415 - as above

    return Several([ProcessWorker(make_embedder) for _ in range(number)])


def _in_cluster(address: str, make_embedder: MakeEmbedder, weights_hash: str) -> Crew:
    from vectorstore.actors import Cluster  # noqa: PLC0415 - as above
    from vectorstore.preparing import MADE_WITH, Making  # noqa: PLC0415 - as above

    return Cluster.join(address, make_embedder, Making(MADE_WITH, weights_hash))
