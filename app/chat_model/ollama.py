"""Notice an Ollama server on this machine, and which models it has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_ADDRESS = "http://127.0.0.1:11434"
PATIENCE = 0.3
"""Seconds; a server on this machine answers in a few milliseconds."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "0.0.0.0")


def ollama_address(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the address of Ollama on this machine; None when `OLLAMA_HOST` names another one."""
    env = os.environ if environment is None else environment
    host = env.get("OLLAMA_HOST", "").strip() or DEFAULT_ADDRESS
    parts = urlsplit(host if "://" in host else f"http://{host}")
    if parts.hostname not in _LOOPBACK:
        return None
    name = "127.0.0.1" if parts.hostname == "0.0.0.0" else parts.hostname
    return f"{parts.scheme}://{f'[{name}]' if ':' in name else name}:{parts.port or 11434}"


def ollama_models(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the installed models as `ollama:NAME`; empty when no server answers here."""
    address = ollama_address(environment)
    if address is None:
        return ()
    try:
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            reply = client.get(f"{address}/api/tags").raise_for_status().json()
        return tuple(sorted(f"ollama:{entry['name']}" for entry in reply["models"]))
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return ()
