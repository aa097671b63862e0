"""Discovery: chat models that are served on this machine, by the servers that people run for them.

Only this machine's own address is asked, at the ports that those servers are known to listen on.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

SERVERS: Mapping[str, str] = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
}
"""The addresses of the servers as they are installed; each speaks OpenAI's protocol."""

_PATIENCE = 1.0  # seconds; a server on this machine answers in milliseconds, or is not there
_MOST = 200  # models of one server


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model, the server that has it, and where that is."""

    server: str
    url: str
    name: str


def find_models(servers: Mapping[str, str] = SERVERS) -> tuple[FoundModel, ...]:
    """Return the models of the servers that answer, in the servers' order; nothing of those that do not."""
    with ThreadPoolExecutor(max(len(servers), 1)) as pool:
        found = pool.map(lambda one: _models_of(*one), servers.items())
        return tuple(model for models in found for model in models)


def _models_of(server: str, url: str) -> tuple[FoundModel, ...]:
    try:
        answer = httpx.get(f"{url}/models", timeout=_PATIENCE, trust_env=False)
        listed = answer.json()["data"] if answer.is_success else []
        names = [str(one["id"]) for one in listed if one.get("id")]
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError):
        return ()  # nobody listens there, or somebody else does
    return tuple(FoundModel(server, url, name) for name in sorted(names)[:_MOST])
