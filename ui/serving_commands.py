"""The commands that serve a library to others. They import what they need when they run, so that --help is instant."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import (
    DebugOption,
    LibraryOption,
    ModelOption,
    ModelUrlOption,
    StrictnessOption,
    count,
    flags_of,
    opened,
    reported,
    required,
)
from ui.watched import said_on_stderr, watching

if TYPE_CHECKING:
    from socket import socket

    from assistant.assembly import Assistant
    from assistant.settings import Settings
    from ui.serving.accounts import Accounts

PublicUrlOption = Annotated[
    str | None,
    typer.Option("--public-url", metavar="URL", help="Address that others know it by, behind a proxy for one."),
]
AuthOption = Annotated[
    bool | None,
    typer.Option("--auth", help="Let in only who has an account; see `sourcechat user`.", show_default=False),
]
OpenOption = Annotated[
    bool | None,
    typer.Option(
        "--open-to-everyone",
        help="Listen beyond this machine without asking who comes: anyone there may read, add and remove documents.",
        show_default=False,
    ),
]
WatchOption = Annotated[
    list[Path] | None,
    typer.Option("--watch", metavar="FOLDER", help="Keep the library in step with a folder; may be repeated."),
]
LogOption = Annotated[
    str | None, typer.Option("--log", help="warnings, or json: a line for each request.", show_default="warnings")
]


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where their files are.")]
PasswordOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
]

user_app = typer.Typer(help="Say who may use a library that is served.", no_args_is_help=True, rich_markup_mode=None)
key_app = typer.Typer(help="Give a user's programs keys.", no_args_is_help=True, rich_markup_mode=None)


def add_commands(app: typer.Typer) -> None:
    """Give the commands of this module to the command line."""
    app.command()(ui)
    app.command()(mcp)
    app.command()(feedback)
    app.add_typer(user_app, name="user")
    app.add_typer(key_app, name="key")


def ui(
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="7860")] = None,
    public_url: PublicUrlOption = None,
    auth: AuthOption = None,
    open_to_everyone: OpenOption = None,
    log: LogOption = None,
    watch: WatchOption = None,
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
        "web.auth": auth,
        "web.open_to_everyone": open_to_everyone,
        "web.log": log,
        **flags_of(strictness, model, model_url),
    }
    with reported(debug=debug):
        from assistant.settings import load_settings
        from ui.listening import require_company, take_address

        settings = load_settings(flags).settings
        require_company(settings.web)
        _require_users(settings)
        with take_address(settings.web.host, settings.web.port) as address, opened(library, flags) as assistant:
            _serve(assistant, settings, address, watch or ())


def mcp(
    library: LibraryOption = None,
    http: Annotated[bool, typer.Option("--http", help="Serve over HTTP, at /mcp, beside the API.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="7860")] = None,
    auth: AuthOption = None,
    strictness: StrictnessOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    debug: DebugOption = False,
) -> None:
    """Give the library to other assistants as tools (Model Context Protocol), over standard input and output."""
    flags: dict[str, object] = {
        "library": library,
        "web.host": host,
        "web.port": port,
        "web.auth": auth,
        **flags_of(strictness, model, model_url),
    }
    with reported(debug=debug):
        from assistant.settings import load_settings
        from ui.listening import require_company, take_address
        from ui.serving.running import ServerOptions, serve_api, serve_tools
        from vectorstore.engines import require

        settings = load_settings(flags).settings
        require(settings.folder)
        options = ServerOptions.of(settings)
        if not http:
            with opened(library, flags) as assistant:
                serve_tools(assistant, options)
            return
        web = settings.web
        require_company(web)
        _require_users(settings)
        said = f"sourcechat's tools are at http://{web.host}:{web.port}/mcp"
        with take_address(web.host, web.port) as address, opened(library, flags) as assistant:
            serve_api(assistant, address, options, announce=lambda: typer.echo(said, err=True))


def feedback(
    library: LibraryOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write them there.")] = None,
    debug: DebugOption = False,
) -> None:
    """Print the answers that were rated in the web chat as questions for `sourcechat evaluate`."""
    with reported(debug=debug):
        import json

        from assistant.evaluation.questions import to_row
        from ui.serving.conversations import TABLES, Conversations
        from ui.serving.database import open_database
        from ui.serving.ratings import Ratings

        with closing(open_database(required(library), TABLES)) as kept:
            questions = Ratings(kept, Conversations(kept)).questions()
            rows = [json.dumps(to_row(one), ensure_ascii=False) for one in questions]
        if not rows:
            typer.echo("Nobody has rated an answer yet; that is done below it, in the web chat.", err=True)
        elif out is None:
            typer.echo("\n".join(rows))
        else:
            out.write_text("\n".join(rows) + "\n", "utf-8")
            typer.echo(f"Wrote {count(len(rows), 'question')} to {out}.", err=True)


def _serve(assistant: Assistant, settings: Settings, address: socket, folders: Sequence[Path]) -> None:
    from ui.server import serve
    from ui.serving.running import ServerOptions

    web = settings.web
    tell: Callable[[str], None] = said_on_stderr
    if web.log == "json":
        from ui.serving.health import log_as_json

        tell = log_as_json()
    where = web.public_url or f"http://{f'[{web.host}]' if ':' in web.host else web.host}:{web.port}"
    with watching(assistant, folders, tell) as watches:
        serve(
            assistant,
            address,
            replace(ServerOptions.of(settings), watches=watches),
            announce=lambda: tell(f"sourcechat is at {where}"),
        )


@user_app.command("add")
def add_user(
    name: NameArgument, library: LibraryOption = None, stdin: PasswordOption = False, debug: DebugOption = False
) -> None:
    """Add a user, and ask for the password."""
    with reported(debug=debug), _accounts(library) as accounts:
        accounts.add(name, _password(stdin=stdin))
        typer.echo(f"Added {name}. Serve the library with `sourcechat ui --auth`.")


@user_app.command()
def passwd(
    name: NameArgument, library: LibraryOption = None, stdin: PasswordOption = False, debug: DebugOption = False
) -> None:
    """Change a user's password, and end every session of theirs."""
    with reported(debug=debug), _accounts(library) as accounts:
        accounts.change_password(name, _password(stdin=stdin))
        typer.echo(f"Changed the password of {name}.")


@user_app.command("list")
def list_users(library: LibraryOption = None, debug: DebugOption = False) -> None:
    """List the users."""
    with reported(debug=debug), _accounts(library) as accounts:
        users = accounts.users()
        if not users:
            typer.echo("There are no users; add one with `sourcechat user add NAME`.")
        for user in users:
            typer.echo(f"{user.name}  (since {user.added:%Y-%m-%d}, keys: {user.keys})")


@user_app.command("remove")
def remove_user(name: NameArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Remove a user, with sessions and keys."""
    with reported(debug=debug), _accounts(library) as accounts:
        accounts.remove(name)
        typer.echo(f"Removed {name}.")


@user_app.command("export")
def export_users(folder: FolderArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Write users with their keys, and what they asked, to files in a folder, as a library in a folder keeps them."""
    with reported(debug=debug):
        from ui.serving.carrying import carry
        from vectorstore.folder import LibraryFolder

        came = carry(required(library), LibraryFolder(folder))
        typer.echo(f"Wrote {count(came.users, 'user')} and {count(came.conversations, 'conversation')} to {folder}.")


@user_app.command("import")
def import_users(folder: FolderArgument, library: LibraryOption = None, debug: DebugOption = False) -> None:
    """Take in users with their keys, and what they asked, from a folder: of `user export`, or of a library."""
    with reported(debug=debug):
        from ui.serving.carrying import carry
        from vectorstore.errors import NoLibrary
        from vectorstore.folder import LibraryFolder

        if not any((folder / f"{name}.sqlite").is_file() for name in ("accounts", "conversations")):
            raise NoLibrary(f"{folder}: neither accounts.sqlite nor conversations.sqlite is there; name their folder")
        came = carry(LibraryFolder(folder), required(library))
        typer.echo(f"Took in {count(came.users, 'user')} and {count(came.conversations, 'conversation')}.")


@key_app.command("add")
def add_key(
    name: NameArgument,
    label: Annotated[str, typer.Option("--label", help="What the key is for.")] = "",
    library: LibraryOption = None,
    debug: DebugOption = False,
) -> None:
    """Make a key for a user's programs, and print it, once."""
    with reported(debug=debug), _accounts(library) as accounts:
        typer.echo(accounts.add_key(name, label))
        typer.echo("Keep it well: it is shown only now.", err=True)


@key_app.command("list")
def list_keys(library: LibraryOption = None, debug: DebugOption = False) -> None:
    """List the keys by their last letters."""
    with reported(debug=debug), _accounts(library) as accounts:
        keys = accounts.keys()
        if not keys:
            typer.echo("There are no keys; make one with `sourcechat key add NAME`.")
        for key in keys:
            used = f"{key.used:%Y-%m-%d}" if key.used else "never"
            typer.echo(f"…{key.ending}  {key.user}  {key.label or '-'}  (since {key.added:%Y-%m-%d}, used: {used})")


@key_app.command("remove")
def remove_key(
    ending: Annotated[str, typer.Argument(metavar="ENDING", help="The last four letters of the key.")],
    library: LibraryOption = None,
    debug: DebugOption = False,
) -> None:
    """Remove a key."""
    with reported(debug=debug), _accounts(library) as accounts:
        accounts.remove_key(ending)
        typer.echo("Removed the key.")


@contextmanager
def _accounts(library: Path | None) -> Iterator[Accounts]:
    """Give the accounts of a library that there is."""
    from ui.serving.accounts import Accounts

    with closing(Accounts.of(required(library))) as accounts:
        yield accounts


def _require_users(settings: Settings) -> None:
    """Raise AccountError where nobody could enter, and LibraryRefuses where each could read what is another's own."""
    if not settings.web.auth:
        return
    from ui.serving.accounts import AccountError, Accounts
    from vectorstore.engines import require_owners

    if settings.web.libraries == "private":
        require_owners(settings.folder)
    with closing(Accounts.of(settings.folder)) as accounts:
        if not accounts.users():
            raise AccountError("nobody has an account yet; add one with `sourcechat user add NAME`")


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
