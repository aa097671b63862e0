"""Export: the trained network as an ONNX graph, its weights stored in half precision and computed in single."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from assistant.reader.network import OUTPUTS
from assistant.reader.training.model import ReaderNetwork

_SMALL = 1024  # values; what is smaller stays as it is
_OPSET = 17


def export(network: ReaderNetwork, path: Path) -> str:
    """Write the graph to `path`, its SHA-256 beside it, and return that."""
    network = network.float().cpu().eval()
    ids = torch.randint(1000, 20000, (2, 24))
    mask, types = torch.ones_like(ids), torch.zeros_like(ids)
    mask[1, 20:] = 0
    types[:, 8:] = 1  # distinct inputs: an exporter given the same tensor twice writes a wrong graph
    axes = {0: "windows", 1: "tokens"}
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
    model = onnx.load(str(path))
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
