"""Listening: the address of a server, taken before anything slow is loaded. Knows sockets, never pages."""

from __future__ import annotations

import errno
import socket

from assistant.errors import AssistantError


class PortInUse(AssistantError):
    """Something else listens on the port, or nobody may."""


def take_address(host: str, port: int) -> socket.socket:
    """Return a socket that has the address and does not listen yet. Raises PortInUse."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise PortInUse(f"{host}:{port} {reason}; choose another with --port, or SOURCECHAT_WEB__PORT") from error
    return taken
