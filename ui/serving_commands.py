"""The commands that serve a library to others. They import what they need when they run, so that --help is instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import (
    DebugOption,
    LibraryOption,
    ModelOption,
    ModelUrlOption,
    StrictnessOption,
    flags_of,
    opened,
    reported,
)

if TYPE_CHECKING:
    from socket import socket

    from assistant.assembly import Assistant
    from assistant.settings import Settings

PublicUrlOption = Annotated[
    str | None,
    typer.Option("--public-url", metavar="URL", help="Address that others know it by, behind a proxy for one."),
]
OpenOption = Annotated[
    bool | None,
    typer.Option(
        "--open-to-everyone",
        help="Listen beyond this machine without asking who comes: anyone there may read, add and remove documents.",
        show_default=False,
    ),
]
LogOption = Annotated[
    str | None, typer.Option("--log", help="warnings, or json: a line for each request.", show_default="warnings")
]


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to the command line."""
    app.command()(ui)


def ui(
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="7860")] = None,
    public_url: PublicUrlOption = None,
    open_to_everyone: OpenOption = None,
    log: LogOption = None,
    strictness: StrictnessOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    debug: DebugOption = False,
) -> None:
    """Open the web chat, and serve the library to other programs."""
    flags: dict[str, object] = {
        "library": library,
        "web.host": host,
        "web.port": port,
        "web.public_url": public_url,
        "web.open_to_everyone": open_to_everyone,
        "web.log": log,
        **flags_of(strictness, model, model_url),
    }
    with reported(debug=debug):
        from assistant.settings import load_settings
        from ui.listening import require_company, take_address

        settings = load_settings(flags).settings
        require_company(settings.web)
        with take_address(settings.web.host, settings.web.port) as address, opened(library, flags) as assistant:
            _serve(assistant, settings, address)


def _serve(assistant: Assistant, settings: Settings, address: socket) -> None:
    from ui.server import ServerOptions, serve

    web = settings.web
    if web.log == "json":
        from ui.serving.watching import log_as_json

        log_as_json()
    where = web.public_url or f"http://{f'[{web.host}]' if ':' in web.host else web.host}:{web.port}"
    serve(
        assistant,
        address,
        ServerOptions.of(settings),
        announce=lambda: typer.echo(f"sourcechat is at {where}", err=True),
    )
