"""Embedding models beside each other: what a text costs, and how often its vector finds the right paragraph.

Run as `python -m bench.embedding [--data FOLDER] [--questions N] [--models NAME ...]`, or with `--limits` for how near
both of ours are to what a core can multiply, and where the rest goes. Texts are beginnings of news;
questions are XQuAD's in seven languages over its English paragraphs, and Natural Questions' over the passages of all
others. By the vectors alone: the product also reads keywords. Seconds are the processor's, the least of several.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import platformdirs
from onnx import TensorProto, helper, numpy_helper

from assistant.metrics import bootstrap
from bench.languages import ENGLISH, LANGUAGES, Asked, read_asked
from bench.workspace import Workspace, least_taken, parser_with_data, sampled
from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.embedding import MINILM, Embedder
from vectorstore.graphs import open_graph, run_graph

_TEXTS, _CHARACTERS = 32, 950  # about 200 word pieces each
_TIMES = 3
_PASSAGES = 700  # of Natural Questions
_WIDTH, _INNER = 384, 1536  # of a layer of both models
_BARE = 200  # multiplications


def main() -> None:
    """Print what a text costs with each model, then what is found in each language."""
    parser = parser_with_data("bench.embedding", __doc__)
    parser.add_argument("--questions", type=int, default=150, help="of each language, at most")
    parser.add_argument("--models", nargs="*", default=(MULTILINGUAL, MINILM), help="their names, or folders")
    parser.add_argument("--limits", action="store_true", help="only what a core can do, and what is lost")
    options = parser.parse_args()
    workspace = Workspace(options.data, options.data)
    if options.limits:
        _print_limits(workspace)
        return
    cache = platformdirs.user_cache_path("sourcechat")
    models = {name: load_embedder(name, cache=cache) for name in options.models}
    texts = [row["text"][:_CHARACTERS] for row in islice(workspace.rows("news/articles_2022.jsonl.gz"), _TEXTS)]
    for name, model in models.items() if texts else ():
        busy, taken = least_taken(lambda: model.embed(texts), times=_TIMES)  # noqa: B023 - at once
        print(
            f"{name:24} texts a second: {len(texts) / busy:.1f} of the processor, {len(texts) / taken:.1f} by the clock"
        )
    asked = {language: list(read_asked(workspace, language)) for language in (ENGLISH, *LANGUAGES)}
    english = {one.identity: one.context for one in asked[ENGLISH]}
    for language, rows in asked.items():
        chosen = sampled((row for row in rows if row.identity in english), options.questions)
        right = [english[row.identity] for row in chosen]
        _print_found(f"{language} over en", models, chosen, right, [*dict.fromkeys(english.values())])
    known = sampled(read_asked(workspace, ENGLISH, "nq_open_oracle"), _PASSAGES)
    chosen = sampled(known, 2 * options.questions)
    _print_found("Natural Questions", models, chosen, [row.context for row in chosen], [row.context for row in known])


def _print_limits(workspace: Workspace) -> None:
    """Print how many products a second of the processor embedding makes, beside bare ones, and what else it costs.

    A bare one multiplies the largest table of a layer by as many rows as a text has word pieces, by onnxruntime too.
    """
    cache = platformdirs.user_cache_path("sourcechat")
    texts = [row["text"][:_CHARACTERS] for row in islice(workspace.rows("news/articles_2022.jsonl.gz"), _TEXTS)]
    for name, layers, whole in ((MULTILINGUAL, 12, True), (MINILM, 6, False)):
        one, both = (load_embedder(name, cache=cache, threads=threads) for threads in (1, None))
        pieces = np.array([one.count_tokens(text) for text in texts])
        table = 4 * _WIDTH**2 + 2 * _WIDTH * _INNER
        products = float((layers * (table * pieces + 2 * _WIDTH * pieces**2)).sum())
        least = products / _bare(int(pieces.mean()), whole=whole)
        busy, taken = least_taken(lambda: one.embed(texts), times=_TIMES)  # noqa: B023 - at once
        cut, _ = least_taken(lambda: [one.count_tokens(text) for text in texts], times=_TIMES)  # noqa: B023
        busy_of_both, taken_of_both = least_taken(lambda: both.embed(texts), times=_TIMES)  # noqa: B023
        number = len(texts)
        print(f"{name}: {products / number / 1e9:.2f} billion products a text of {pieces.mean():.0f} pieces")
        print(f"  one thread: {number / busy:.1f} texts a second of the processor, of {number / least:.1f} by bare")
        print(f"  products ({least / busy:.0%}); cutting texts into pieces takes {cut / busy:.1%} of it")
        print(
            f"  all cores: {number / taken_of_both:.1f} texts a second by the clock, {taken / taken_of_both:.2f} times"
        )
        print(f"  those of one, in {busy_of_both / busy:.2f} of its processor time", flush=True)


def _bare(rows: int, *, whole: bool) -> float:
    """Return how many products a second of the processor a bare multiplication does, of whole numbers or of floats."""
    kind, product = (TensorProto.INT8, "MatMulInteger") if whole else (TensorProto.FLOAT, "MatMul")
    table = np.ones((_WIDTH, _INNER), np.int8 if whole else np.float32)
    given = helper.make_tensor_value_info("x", TensorProto.UINT8 if whole else kind, [rows, _WIDTH])
    made = helper.make_tensor_value_info("y", TensorProto.INT32 if whole else kind, [rows, _INNER])
    graph = helper.make_graph(
        [helper.make_node(product, ["x", "w"], ["y"])], "bare", [given], [made], [numpy_helper.from_array(table, "w")]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, str(Path(folder) / "bare.onnx"))
        session = open_graph(Path(folder) / "bare.onnx", threads=1)
    rows_given = np.ones((rows, _WIDTH), np.uint8 if whole else np.float32)
    busy, _ = least_taken(lambda: [run_graph(session, {"x": rows_given}) for _ in range(_BARE)], times=_TIMES)
    return _BARE * rows * _WIDTH * _INNER / busy


def _print_found(
    name: str, models: Mapping[str, Embedder], asked: Sequence[Asked], right: Sequence[str], among: Sequence[str]
) -> None:
    """Print how often the right text comes first of all."""
    texts = [*dict.fromkeys(among)]
    places = np.array([texts.index(text) for text in right])
    for model, embedder in models.items() if asked else ():
        cosines = embedder.embed_questions([row.question for row in asked]) @ embedder.embed(texts).T
        found = bootstrap((cosines.argmax(axis=1) == places).astype(np.float64))
        print(f"{name:20} {model:24} {len(asked):4} questions, {len(texts)} texts: recall@1 {found}", flush=True)


if __name__ == "__main__":
    main()
