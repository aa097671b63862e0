#!/bin/sh
# onnxruntime 1.32.0 and onnx 1.23.2, on one processor, as `quantize_dynamic` makes a model by its own defaults
#
# One would expect: rows of a batch are computed side by side, so that a text's vector is the same alone and in a batch,
# but for the last bits of a float.
# Guess: cosine of both 0.99999 or more.
# Instead: what comes into a layer is rounded to 256 steps between the least and the largest number of the whole batch.
# Beside a row 20 times as large a row keeps about six of them: cosine 0.987 to itself alone, where alone it has 0.9999 to
# the floats. Which texts are embedded together decides a text's vector; nothing says so, and no float graph does it.
# Why it matters: the same passage, ingested in another order, has another vector, and an index compared by digests,
# or a threshold of 0.99 for "the same text", says that it has changed. One text a run is the remedy; it is no slower.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "numpy==2.4.6" "onnx==1.23.2" "onnxruntime==1.32.0"
"$folder/venv/bin/python" - "$folder" <<'EOF'
import logging
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic

logging.disable(logging.WARNING)  # its advice to optimise the graph first
folder = sys.argv[1]
draw = np.random.default_rng(1)
weights = numpy_helper.from_array(draw.standard_normal((384, 384), dtype=np.float32), "w")
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["y"])],
    "layer",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 384])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 384])],
    [weights],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10), f"{folder}/floats.onnx")
quantize_dynamic(f"{folder}/floats.onnx", f"{folder}/quantised.onnx")

small = draw.standard_normal((1, 384), dtype=np.float32)
large = 20 * draw.standard_normal((1, 384), dtype=np.float32)


def cosine(one, other):
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


print(f"onnxruntime {onnxruntime.__version__}, onnx {onnx.__version__}")
found = {}
for name in ("floats", "quantised"):
    session = onnxruntime.InferenceSession(f"{folder}/{name}.onnx", providers=["CPUExecutionProvider"])
    (alone,) = session.run(None, {"x": small})
    (beside,) = session.run(None, {"x": np.concatenate([small, large])})
    found[name] = alone[0], cosine(alone[0], beside[0])
    print(f"{name}: cosine of a row alone and the same row beside a larger one {found[name][1]:.5f}")
print(f"quantised to floats, alone: {cosine(found['floats'][0], found['quantised'][0]):.5f}")
if found["floats"][1] < 0.99999 or found["quantised"][1] > 0.995:
    sys.exit("changed: a row is the same alone and in company")
EOF
