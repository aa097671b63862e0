"""Probing: a look at every passage in the index, in a process of its own.

A damaged graph can end, fill or hang the process that opens it; so this one is not ours. Of an index in
a server that is the server's affair.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from ingest.chunking import ChunkId
from vectorstore.engines import AnyCatalogue, AnyIndex, open_catalogue, open_index
from vectorstore.errors import IndexDamaged
from vectorstore.exact import ExactIndex
from vectorstore.folder import Engines, LibraryFolder

_PROGRAM = "from vectorstore.probing import main; main()"
_BATCH = 500  # passages asked for at once
_FIRST, _DEEPER = 10, 400  # neighbours among which a passage must find itself; more are asked for where it does not
_SAME = 1e-3  # a vector's length: what float32 and another processor may make of it
_SECONDS = (60.0, 0.05)  # at least, and for each passage; a sound index takes 3 ms for one
_MEMORY = (4 * 2**30, 4)  # bytes at least, and for each byte of the index


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found: ids that the index lacks, holds otherwise or should not hold; why it cannot be used, or ""."""

    wrong: tuple[ChunkId, ...] = ()
    broken: str = ""


def probe_any(folder: LibraryFolder, catalogue: AnyCatalogue, index: AnyIndex, model: str) -> Probed:
    """Look at every passage of the index of a library, wherever that is. Raises IndexAway.

    One that a server keeps is asked from here: it is the server that a damaged one would end.
    """
    if index.is_local:
        return probe(folder, model)
    try:
        return Probed(tuple(sorted(_wrong(catalogue, index, model))))
    except IndexDamaged as error:
        return Probed(broken=str(error))


def probe(folder: LibraryFolder, model: str) -> Probed:
    """Look at every passage of an index in a folder, which should hold the vectors of `model` not outstanding."""
    with closing(open_catalogue(folder)) as catalogue:
        seconds = _SECONDS[0] + _SECONDS[1] * catalogue.count_chunks()
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, and a module of ours
            [sys.executable, "-c", _PROGRAM, str(folder.path.absolute()), model],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            input=json.dumps(asdict(folder.engines)).encode(),  # an address may hold a password: no argument
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Probed(broken=f"whoever opens it waits for more than {seconds:.0f} seconds")
    if done.returncode < 0:
        return Probed(broken=f"whoever opens it is ended by signal {-done.returncode}")
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode or not lines:
        errors = done.stderr.decode("utf-8", "replace").splitlines()
        return Probed(broken=errors[-1] if errors else f"whoever opens it ends with status {done.returncode}")
    return Probed(wrong=tuple(ChunkId(one) for one in json.loads(lines[-1])))


def main() -> None:
    """Print the ids that are wrong, as JSON; end with a traceback where the index cannot be used."""
    folder, model = LibraryFolder(Path(sys.argv[1]), Engines(**json.load(sys.stdin))), sys.argv[2]
    size = sum(path.stat().st_size for path in folder.index.rglob("*") if path.is_file())
    most = _MEMORY[0] + _MEMORY[1] * size
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    catalogue = open_catalogue(folder)
    index = open_index(folder, catalogue)
    print(json.dumps(sorted(_wrong(catalogue, index, model))))  # noqa: T201 - for whoever has started us


def _wrong(catalogue: AnyCatalogue, index: AnyIndex, model: str) -> set[ChunkId]:
    pending = set(catalogue.outbox.notes().pending)
    surplus = {one for one in index.ids() if one not in pending}
    wrong: set[ChunkId] = set()
    expected = catalogue.ids_in_index(model)
    while ids := list(islice(expected, _BATCH)):
        surplus.difference_update(ids)
        vectors = catalogue.vectors_of(ids, model)
        otherwise = set(_otherwise(index, ExactIndex.of(vectors.items())))
        there = ExactIndex.of((one, vector) for one, vector in vectors.items() if one not in otherwise)
        wrong |= otherwise
        if there.ids:  # what lacks is not looked for: an index may be far behind
            wrong.update(_unfound(index, there))
    return wrong | surplus


def _otherwise(index: AnyIndex, kept: ExactIndex) -> Iterator[ChunkId]:
    """Yield the ids whose vectors the index lacks or holds otherwise."""
    held = index.vectors(kept.ids)
    for one, vector in zip(kept.ids, kept.vectors, strict=True):
        if one not in held or not np.linalg.norm(held[one] - vector) < _SAME:
            yield one


def _unfound(index: AnyIndex, kept: ExactIndex) -> Iterator[ChunkId]:
    """Yield the ids that do not find themselves, nor only their equals."""
    found = index.nearest_each(kept.vectors, limit=_FIRST)
    for one, vector, near in zip(kept.ids, kept.vectors, found, strict=True):
        if one in near:
            continue
        further = index.nearest(vector, limit=_DEEPER)
        if one not in further and not _are_equals(index, further, vector):
            yield one


def _are_equals(index: AnyIndex, ids: Sequence[ChunkId], vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> bool:
    """Whether so many passages have this very vector that one more finds no place."""
    return bool(ids) and all(np.linalg.norm(one - vector) < _SAME for one in index.vectors(ids).values())
