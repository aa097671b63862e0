"""Listening: the address of a server, taken before anything slow is loaded. Knows sockets, never pages."""

from __future__ import annotations

import errno
import ipaddress
import socket

from assistant.errors import AssistantError
from assistant.settings import WebSettings


class OpenToOthers(AssistantError):
    """It would listen beyond this machine, and ask nobody who they are."""


class NobodyToOwnIt(AssistantError):
    """Everybody is to have a library of their own, and nobody is asked who they are."""


class PortInUse(AssistantError):
    """Something else listens on the port, or nobody may."""


def require_company(web: WebSettings) -> None:
    """Raise OpenToOthers where others would come in unasked, and nobody has said that they may.

    Raises NobodyToOwnIt where libraries are private and no user has a name.
    """
    if web.libraries == "private" and not web.auth:
        raise NobodyToOwnIt(
            'web.libraries = "private" needs users to own them; serve with --auth (`sourcechat user add`)'
        )
    if is_loopback(web.host) or web.auth or web.open_to_everyone:
        return
    raise OpenToOthers(
        f"{web.host} can be reached from other machines, and whoever comes could read, add and remove documents; "
        "ask for a password with --auth, or say --open-to-everyone"
    )


def is_loopback(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def take_address(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address; who connects waits until it is served. Raises PortInUse.

    Two may have one address until one of them listens, so that else both would believe it theirs while they load.
    """
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen()
    except OSError as error:
        taken.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise PortInUse(f"{host}:{port} {reason}; choose another with --port, or SOURCECHAT_WEB__PORT") from error
    return taken
