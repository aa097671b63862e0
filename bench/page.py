"""Bytes of one turn of the web chat, at the first and after many: `python -m bench.page ADDRESS LIBRARY`.

Asks a server that is running the same question in a new conversation and in one of so many turns, and counts what goes
both ways. The turns before are put into the library's conversations, so that they need not be asked.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx

from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import open_database
from vectorstore.folder import LibraryFolder

_QUESTION = "What is this about?"


def main(address: str, library: str, question: str = _QUESTION, turns: str = "200") -> None:
    """Print bytes and seconds of a turn."""
    with httpx.Client(base_url=address, timeout=120) as client:
        first, conversation = _turn(client, question, "")
        print(f"turn 1: {first}")
        with closing(Conversations(open_database(LibraryFolder(Path(library)), TABLES))) as conversations:
            kept = conversations.read("", conversation).exchanges[0]
            conversations.put("", conversation, [kept] * (int(turns) - 1))
            last, _ = _turn(client, question, conversation)
            print(f"turn {turns}: {last}")
            opened = client.get(f"/page/conversations/{conversation}")
            print(f"opening all {turns}: {len(opened.content):,} bytes in {opened.elapsed.total_seconds():.2f} s")
            conversations.remove("", conversation)


def _turn(client: httpx.Client, question: str, conversation: str) -> tuple[str, str]:
    asked = json.dumps({"question": question, "conversation": conversation}).encode()
    started = time.perf_counter()
    said = client.post("/page/ask", content=asked, headers={"content-type": "application/json"})
    said.raise_for_status()
    seconds = time.perf_counter() - started
    last = json.loads(said.text.strip().rpartition("\n\n")[2].removeprefix("data: "))
    return f"{len(asked):,} bytes up, {len(said.content):,} bytes down, {seconds:.1f} s", last["conversation"]


if __name__ == "__main__":
    main(*sys.argv[1:])
