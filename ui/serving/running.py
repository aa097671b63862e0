"""Running: an API with what must be told when it begins and stops, and the tools over standard input and output.

Knows settings and sockets; never the page.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread

from fastapi import FastAPI

from assistant.settings import Settings
from ingest.errors import SourcechatError
from ingest.formats import READERS
from ui.serving.accounts import Accounts
from ui.serving.answering import Answering, AnsweringOptions
from ui.serving.application import create_api, guard
from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import open_database
from ui.serving.hosts import Addresses
from ui.serving.owner import Owner
from ui.serving.private import MINE, LendingAssistant, PrivateLibraries, folder_of
from ui.serving.prometheus import Metrics
from ui.serving.ratings import Ratings
from ui.serving.serving import Served, ServedAssistant
from ui.serving.state import State
from ui.serving.stopping import Server
from ui.serving.tools import make_tools
from ui.serving.uploads import UploadRules
from ui.serving.watches import Watches

logger = logging.getLogger(__name__)

_BUILDING = Lock()
"""Held while an application is built beside others: FastAPI hides a warning of pydantic's by filters that all threads
share, so that two built at once would show it."""

_LONGEST_LOADING = 5.0  # seconds that a stop waits for models that are being loaded; from the cache it takes one


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Where the server listens and what it takes: `patience` is how many seconds answers have to end in when it stops.

    `name` is what others call the library, `watches` are the folders that it follows, None where it follows none.
    With `private` every account has a library of its own beside the shared one.
    """

    addresses: Addresses = field(default_factory=Addresses)
    name: str = "library"
    max_upload_mb: int = 50
    patience: float = 10.0
    answering: AnsweringOptions = field(default_factory=AnsweringOptions)
    accounts: Accounts | None = None
    private: bool = False
    watches: Watches | None = None

    @property
    def owner(self) -> Owner:
        """Who may name folders of this machine to the server."""
        where = self.addresses
        return Owner.of(host=where.host, public_url=where.public_url, has_accounts=self.accounts is not None)

    def serving(self, assistant: ServedAssistant) -> Served:
        """Return an assistant as it is served."""
        metrics, kept = Metrics(), open_database(assistant.home, TABLES)
        conversations = Conversations(kept)
        return Served(
            assistant,
            Answering(assistant.pipeline, self.answering, watcher=metrics),
            metrics,
            self.addresses,
            UploadRules(frozenset(READERS), self.max_upload_mb * 2**20),
            conversations,
            Ratings(kept, conversations),
            self.name,
        )

    @classmethod
    def of(cls, settings: Settings) -> ServerOptions:
        """Return the options that the settings stand for."""
        web = settings.web
        return cls(
            Addresses(web.host, web.public_url, proxies=web.networks),
            settings.library.resolve().name or "library",
            web.max_upload_mb,
            web.stop_within,
            accounts=Accounts.of(settings.folder) if web.auth else None,
            private=web.libraries == "private",
        )


@dataclass(frozen=True, slots=True)
class Application:
    """An application with what must be told when the server begins or stops."""

    app: FastAPI
    served: Served
    state: State
    release: Callable[[], None] = lambda: None


def api_of(assistant: ServedAssistant, options: ServerOptions, *, style: str) -> Application:
    """Return the API of an assistant, not guarded yet: the page may still be mounted in it."""
    served, state = options.serving(assistant), State()
    return Application(create_api(served, state, style=style), served, state)


def own_libraries(
    made: Application,
    options: ServerOptions,
    *,
    style: str = "",
    complete: Callable[[FastAPI, Served], None] = lambda _app, _served: None,
) -> None:
    """Give every user a library of their own, where that is wished for; `complete` adds what its application lacks.

    Raises TypeError for an assistant that lends its models to no other library.
    """
    accounts, assistant = options.accounts, made.served.assistant
    if accounts is None or not options.private:
        return
    if not isinstance(assistant, LendingAssistant):
        raise TypeError("this assistant serves one library only")
    here = replace(options, name=MINE[1:], addresses=replace(options.addresses, root=MINE))

    def make(folder: Path) -> FastAPI:
        own = assistant.beside(folder)
        served = replace(here.serving(own), answering=made.served.answering.lent(own.pipeline))
        with _BUILDING:
            app = create_api(served, made.state, style=style)
            complete(app, served)
        return app

    shared = assistant.home.path
    made.app.add_middleware(PrivateLibraries, which=lambda user: folder_of(shared, accounts, user), make=make)


def run(made: Application, address: socket.socket, *, patience: float, announce: Callable[[], None]) -> None:
    """Serve at an address until interrupted; `announce` it once it is there, and load the models meanwhile."""
    warming = Thread(target=_warm_up, args=(made.served.assistant, made.state), daemon=True)

    def begin() -> None:
        announce()
        warming.start()

    server = Server(
        made.app,
        begin=begin,
        release=made.release,
        answering=made.served.answering,
        state=made.state,
        patience=patience,
    )
    server.serve_until_interrupted(address)
    if warming.is_alive():  # a process that ends while a network is being opened is aborted by its C++ half
        warming.join(_LONGEST_LOADING)


def serve_api(
    assistant: ServedAssistant, address: socket.socket, options: ServerOptions, *, announce: Callable[[], None]
) -> None:
    """Serve the API and the tools without the page, until interrupted."""
    made = api_of(assistant, options, style="")
    own_libraries(made, options)
    guard(made.app, made.served, accounts=options.accounts)
    run(made, address, patience=options.patience, announce=announce)


def serve_tools(assistant: ServedAssistant, options: ServerOptions) -> None:
    """Serve the tools over standard input and output, until the input ends."""
    make_tools(options.serving(assistant)).run("stdio")


def _warm_up(assistant: ServedAssistant, state: State) -> None:
    try:
        assistant.warm_up()
    except SourcechatError as error:  # the first question meets it too, and says so where a person sees it
        state.trouble = str(error)
        logger.warning("%s", error)
    else:
        state.loaded = True
