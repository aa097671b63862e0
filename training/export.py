"""Export: the trained network as an ONNX graph, its weights stored in half precision and computed in single.

python -m training.export FOLDER/weights.pt assistant/reader/reader.onnx
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from assistant.reader.network import OUTPUTS
from training.model import ReaderNetwork

_SMALL = 1024  # values; what is smaller stays as it is
_OPSET = 17


def main(arguments: Sequence[str] | None = None) -> None:
    """Export the weights of a finished run, and print the digest of the graph."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="weights.pt of the run's folder")
    parser.add_argument("graph", type=Path, help="the graph to write; its digest is written beside it")
    options = parser.parse_args(arguments)
    network = ReaderNetwork.load(dropout=0.0)
    network.load_state_dict(torch.load(options.weights, map_location="cpu", weights_only=True))
    sys.stdout.write(f"{export(network, options.graph)}\n")


def export(network: ReaderNetwork, path: Path) -> str:
    """Write the graph to `path`, its SHA-256 beside it, and return that."""
    network = network.float().cpu().eval()
    ids = torch.randint(1000, 20000, (2, 24))
    mask, types = torch.ones_like(ids), torch.zeros_like(ids)
    mask[1, 20:] = 0
    types[:, 8:] = 1  # distinct inputs: an exporter given the same tensor twice writes a wrong graph
    axes = {0: "windows", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # there is nothing in the exporter's that a person could mend
        torch.onnx.export(
            network,
            (ids, mask, types * mask),
            str(path),
            dynamo=False,
            opset_version=_OPSET,
            input_names=["ids", "mask", "types"],
            output_names=list(OUTPUTS),
            dynamic_axes=dict.fromkeys(("ids", "mask", "types", "start", "end"), axes)
            | {name: {0: "windows"} for name in ("answerable", "support")},
        )
    return write_graph(onnx.load(str(path)), path)


def write_graph(model: onnx.ModelProto, path: Path) -> str:
    """Write a graph with its weights in half precision to `path`, its SHA-256 beside it, and return that."""
    halve(model)
    onnx.save(model, str(path))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", "utf-8")
    return digest


def halve(model: onnx.ModelProto) -> None:
    """Store large weights as float16, with a cast before their use, which onnxruntime does once when it loads."""
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < _SMALL:
            continue
        name = tensor.name
        stored = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}.half")
        tensor.CopyFrom(stored)
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


if __name__ == "__main__":
    main()
