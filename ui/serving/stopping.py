"""Stopping: a server that ends within seconds, in good order.

At the first signal no more questions are taken; answers under way have a while to become whole, and then are cut,
which is said where they are shown; then what is still open is closed. A second signal cuts at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI

from ui.serving.answering import Answering
from ui.serving.state import State

_CLOSED_AFTER = 2  # seconds for what is still open, once every answer has ended
_TOLD_AFTER = 0.3  # seconds for what was cut to reach whoever asked
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """Calls `begin` once it listens, and `release` what keeps connections open once no answer is under way."""

    def __init__(
        self,
        app: FastAPI,
        *,
        begin: Callable[[], None],
        release: Callable[[], None] = lambda: None,
        answering: Answering | None = None,
        state: State | None = None,
        patience: float = 10.0,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_CLOSED_AFTER,
                log_config=None,
            )
        )
        self._begin = begin
        self._release = release
        self._answering = answering
        self._state = state or State()
        self._patience = patience
        self._at_once = asyncio.Event()

    def serve_until_interrupted(self, address: socket.socket) -> None:
        """Serve at an address that was taken, until a signal says to stop."""
        self.run([address])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._begin()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in good order."""
        self._state.stopping = True
        if self._answering is not None:
            self._answering.refuse()
            await self._end_answers(self._answering)
        self._release()
        await super().shutdown(sockets)

    async def _end_answers(self, answering: Answering) -> None:
        deadline = asyncio.get_running_loop().time() + self._patience
        while answering.waiting or answering.under_way:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or self._at_once.is_set():
                if answering.cut():
                    await asyncio.sleep(_TOLD_AFTER)
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._at_once.wait(), min(left, 0.1))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at a signal; at a second one at once."""
        del sig, frame
        if self.should_exit:
            self._at_once.set()
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that ask to stop, and keep them: whoever serves ends in good order, not by the signal."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
