"""The commands that serve a library to others. They import what they need when they run, so that --help is instant."""

from __future__ import annotations

from typing import Annotated

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


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to the command line."""
    app.command()(ui)


def ui(
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="7860")] = None,
    strictness: StrictnessOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    debug: DebugOption = False,
) -> None:
    """Open the web chat."""
    with reported(debug=debug):
        from assistant.settings import load_settings
        from ui.listening import take_address

        flags = {"library": library, "web.host": host, "web.port": port, **flags_of(strictness, model, model_url)}
        web = load_settings(flags).settings.web
        with take_address(web.host, web.port) as address, opened(library, flags) as assistant:
            from ui.server import serve

            serve(
                assistant,
                address,
                host=web.host,
                max_upload_mb=web.max_upload_mb,
                announce=lambda: typer.echo(f"sourcechat is at http://{web.host}:{web.port}", err=True),
            )
