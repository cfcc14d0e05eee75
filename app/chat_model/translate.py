"""Turn what a provider's library raises into a `ChatModelError`, without importing the library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from app.chat_model.errors import ChatModelError
from app.chat_model.scrub import scrub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.chat_model.spec import ModelSpec

DETAIL_CHARACTERS = 160
"""Of what a library says, enough to recognise it and no page of HTML."""
_BAD_REQUEST, _TOO_MANY, _SERVER = 400, 429, 500
_KEY = (401, 403)
_NOT_FOUND = (404, 410)
_BUSY = (429, 503, 529)
_AWS_KEY = ("AccessDenied", "UnrecognizedClient", "InvalidSignature", "ExpiredToken")


def translate(error: BaseException, spec: ModelSpec) -> ChatModelError:
    """Return what happened in words for people, with every key taken out."""
    if isinstance(error, ChatModelError):
        return error
    chain = list(_chain(error))
    name = spec.label
    status = next((s for one in chain if (s := _status(one)) is not None), None)
    if status is not None:
        return _of_status(status, error, chain, name)
    kinds = " ".join(type(one).__name__ for one in chain)
    if any(isinstance(one, TimeoutError | httpx.TimeoutException) for one in chain) or (
        "Timeout" in kinds
    ):
        return ChatModelError("timeout", f"{name} did not answer in time")
    if any(isinstance(one, json.JSONDecodeError | UnicodeDecodeError) for one in chain):
        return ChatModelError("unreadable", f"{name} sent something that cannot be read")
    if "NoCredentials" in kinds or "CredentialRetrieval" in kinds or "TokenRetrieval" in kinds:
        return ChatModelError(
            "no key", f"No credentials for {name}", "Set them up as for the AWS command line"
        )
    unreachable = (ConnectionError, httpx.TransportError)
    if any(isinstance(one, unreachable) for one in chain) or "Connect" in kinds:
        return ChatModelError(
            "unreachable", f"{name} cannot be reached", "Check that its server runs"
        )
    return ChatModelError("unreadable", f"{name} failed: {_detail(error)}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _status(error: BaseException) -> int | None:
    """Return the HTTP status in an error of openai, anthropic, ollama, httpx or botocore."""
    response: Any = getattr(error, "response", None)
    candidates = [getattr(error, "status_code", None), getattr(response, "status_code", None)]
    if isinstance(response, dict):
        candidates.append(response.get("ResponseMetadata", {}).get("HTTPStatusCode"))
    return next((s for s in candidates if isinstance(s, int) and s >= _BAD_REQUEST), None)


def _of_status(
    status: int, error: BaseException, chain: list[BaseException], name: str
) -> ChatModelError:
    code = next((c for one in chain if (c := _aws_code(one))), "")
    if status in _KEY or code.startswith(_AWS_KEY):
        return ChatModelError(
            "key refused", f"The key for {name} was refused ({status})", "Check it, then ask again"
        )
    if status in _NOT_FOUND:
        return ChatModelError(
            "no such model", f"The server does not know {name} ({status})", "Check its name"
        )
    if status in _BUSY or code.startswith(("Throttling", "TooManyRequests")):
        wait = next((w for one in chain if (w := _retry_after(one)) is not None), None)
        asks = f"; it asks to wait {wait:.0f} s" if wait else ""
        return ChatModelError(
            "busy", f"{name} is busy ({status}){asks}", "Ask again later", retry_after=wait
        )
    if status >= _SERVER:
        return ChatModelError("server error", f"The server of {name} failed ({status})")
    return ChatModelError("request refused", f"{name} refused the request: {_detail(error)}")


def _aws_code(error: BaseException) -> str:
    response: Any = getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


def _retry_after(error: BaseException) -> float | None:
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if hasattr(headers, "get") else None
    try:
        return None if value is None else max(0.0, float(value))
    except ValueError:
        return None


def _detail(error: BaseException) -> str:
    text = " ".join(scrub(str(error)).split()) or type(error).__name__
    return text if len(text) <= DETAIL_CHARACTERS else text[: DETAIL_CHARACTERS - 1] + "…"
