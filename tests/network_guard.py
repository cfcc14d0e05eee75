"""Keep tests on this machine: connections and name look-ups beyond loopback are refused."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class NetworkRefusedError(RuntimeError):
    """A test reached for another machine. No OSError, so that no code under test hides it."""


def is_local(host: object) -> bool:
    """Whether a host is this machine: loopback, unspecified, or no network address at all."""
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@contextmanager
def network_refused() -> Iterator[None]:
    """Refuse every connection and look-up that would leave this machine, while inside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_look_up(socket.getaddrinfo))
        yield


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def connect_here(self: socket.socket, address: Any) -> Any:
        is_network = self.family in (socket.AF_INET, socket.AF_INET6)
        if is_network and not is_local(address[0]):
            raise NetworkRefusedError(f"a test connected to {address[0]}")
        return connect(self, address)

    return connect_here


def _guarded_look_up(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def look_up_here(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not is_local(name):
            raise NetworkRefusedError(f"a test looked up {name}")
        return look_up(host, *rest, **named)

    return look_up_here
