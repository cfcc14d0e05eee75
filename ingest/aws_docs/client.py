"""Polite requests: one at a time, in pace, repeated where it helps, limited in size and time,
redirected only inside the allowed hosts."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

import httpx

from index.errors import SourceError
from ingest.aws_docs.catalogue import origin
from ingest.aws_docs.retry import TRANSIENT, back_off, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from types import TracebackType
    from typing import IO

    from ingest.aws_docs.pace import Pace

AGENT = "Groundwork"
"""The name under which robots.txt is read."""

USER_AGENT = "Groundwork/0.1 (study tool; one request at a time)"

MOST_REDIRECTS = 5

CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where patience ends."""

    page_bytes: int = 10 << 20
    """Largest page; the largest of 18,000 AWS pages as Markdown has 0.4 MB."""
    file_bytes: int = 100 << 20
    """Largest file; `ingest` reads none above it."""
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    """Longest silence within an answer."""
    total_seconds: float = 600.0
    """Longest time for one answer, however steadily it trickles."""
    tries: int = 4
    """Requests for one address before it counts as failed: waits of 5, 10 and 20 s between them."""
    longest_wait: float = 600.0
    """Longest `Retry-After` that is waited for, in seconds."""


class FetchError(SourceError):
    """An address gave nothing that can be kept; others are not affected."""

    def __init__(
        self, address: str, what: str, *, transient: bool = False, unreachable: bool = False
    ) -> None:
        super().__init__(address, what)
        self.reason = what
        self.transient = transient
        """True when the same request may succeed later."""
        self.unreachable = unreachable
        """True when the host gave no answer at all."""
        self.wait: float | None = None
        """Seconds that the host asks to wait, when it does."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of its version, to be asked whether it still holds."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the conditions of a request (RFC 9110, 13.1)."""
        headers = {}
        if self.etag:
            headers["If-None-Match"] = self.etag
        if self.last_modified:
            headers["If-Modified-Since"] = self.last_modified
        return headers


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request brought."""

    address: str
    """The address that answered, after redirects."""
    unchanged: bool
    """True for 304: nothing was sent, the earlier answer holds."""
    size: int = 0
    sha256: str = ""
    content_type: str = ""
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Mirror:
    """Another place where a host's pages are served, e.g. `http://mirror.example:8080`."""

    origin: str
    base: str

    def asked(self, address: str) -> str:
        """Return where an address is asked for."""
        if origin(address) != self.origin:
            return address
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.base.rstrip('/')}{parts.path}{query}"

    def named(self, asked: str) -> str:
        """Return the address that a place of the mirror stands for."""
        base = self.base.rstrip("/")
        return self.origin + asked.removeprefix(base) if asked.startswith(f"{base}/") else asked


class Client:
    """Asks for addresses, one after the other. Use it as a context manager."""

    def __init__(
        self,
        origins: Collection[str],
        pace: Pace,
        *,
        limits: Limits,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        mirror: Mirror | None = None,
    ) -> None:
        self._origins = frozenset(origins)
        self._pace = pace
        self._limits = limits
        self._clock = clock
        self._now = now
        self._mirror = mirror
        self._http = httpx.Client(
            follow_redirects=False,
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
        )

    def get(
        self,
        address: str,
        sink: IO[bytes],
        *,
        limit: int,
        accept: str = "*/*",
        validators: Validators | None = None,
        refusal: Callable[[str], str | None] = lambda _: None,
    ) -> Answer:
        """Write what an address holds to `sink`, or nothing when it is unchanged.

        `refusal` is called before every request, redirected ones too, and returns why it may not be
        made. Raises FetchError with the reason after the last try.
        """
        headers = {"Accept": accept, **(validators or Validators()).headers()}
        failures = 0
        wait = 0.0
        while True:
            try:
                return self._follow(address, sink, headers, limit, refusal, wait)
            except FetchError as error:
                failures += 1
                if not error.transient or failures >= self._limits.tries:
                    raise
                wait = back_off(failures) if error.wait is None else error.wait
                if wait > self._limits.longest_wait:
                    raise FetchError(
                        address, f"{error.reason} and asks to wait {wait:.0f} s", transient=True
                    ) from error
                _log.info("%s: %s; again in %.0f s", address, error.reason, wait)

    def _follow(
        self,
        address: str,
        sink: IO[bytes],
        headers: dict[str, str],
        limit: int,
        refusal: Callable[[str], str | None],
        wait: float,
    ) -> Answer:
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            if origin(here) not in self._origins:
                raise FetchError(address, f"leads to another host, {here}")
            if reason := refusal(here):
                raise FetchError(address, reason)
            self._pace.wait(origin(here), at_least=wait)
            wait = 0.0
            there = self._ask(address, here, sink, headers, limit)
            if isinstance(there, Answer):
                return there
            here = there
        raise FetchError(address, f"is redirected more than {MOST_REDIRECTS} times")

    def _ask(
        self, address: str, here: str, sink: IO[bytes], headers: dict[str, str], limit: int
    ) -> Answer | str:
        """Make one request; return its answer, or the address that it leads to."""
        asked = self._mirror.asked(here) if self._mirror else here
        received = _Received(sink, address, limit, self._clock, self._limits.total_seconds)
        try:
            with self._http.stream("GET", asked, headers=headers) as response:
                if response.has_redirect_location:
                    target = urljoin(asked, response.headers["Location"])
                    return self._mirror.named(target) if self._mirror else target
                unchanged = response.status_code == httpx.codes.NOT_MODIFIED
                if unchanged and not CONDITIONS & headers.keys():
                    raise FetchError(address, "answered 304 to a request without a condition")
                if not unchanged:
                    self._check_status(address, response)
                    received.take(response)
        except httpx.TimeoutException as error:
            seconds = (
                self._limits.connect_seconds
                if isinstance(error, httpx.ConnectTimeout)
                else self._limits.read_seconds
            )
            raise FetchError(
                address,
                f"gave no answer within {seconds:g} s",
                transient=True,
                unreachable=received.size == 0,
            ) from error
        except httpx.RemoteProtocolError as error:
            raise FetchError(address, received.broken_off(error), transient=True) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise FetchError(
                address,
                f"cannot be reached ({error})" if received.size == 0 else f"broke off ({error})",
                transient=True,
                unreachable=received.size == 0,
            ) from error
        except httpx.InvalidURL as error:
            raise FetchError(address, f"leads to no address ({error})") from error
        return Answer(
            address=here,
            unchanged=unchanged,
            size=received.size,
            sha256=received.sha256,
            content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            validators=Validators(
                response.headers.get("ETag"), response.headers.get("Last-Modified")
            ),
        )

    def _check_status(self, address: str, response: httpx.Response) -> None:
        status = response.status_code
        if status == httpx.codes.OK:
            return
        error = FetchError(
            address,
            f"answered {status} {response.reason_phrase}".strip(),
            transient=status in TRANSIENT,
        )
        error.wait = retry_after(response.headers.get("Retry-After"), self._now())
        raise error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Received:
    """A body on its way into a file: counted, hashed, and stopped at the limits."""

    def __init__(
        self,
        sink: IO[bytes],
        address: str,
        limit: int,
        clock: Callable[[], float],
        total_seconds: float,
    ) -> None:
        self._sink = sink
        self._address = address
        self._limit = limit
        self._clock = clock
        self._total_seconds = total_seconds
        self._digest = hashlib.sha256()
        self._announced: int | None = None
        self.size = 0

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of what came."""
        return self._digest.hexdigest()

    def take(self, response: httpx.Response) -> None:
        """Write the body to the file. Raises FetchError at a limit."""
        self._sink.seek(0)
        self._sink.truncate()
        length = response.headers.get("Content-Length", "")
        self._announced = int(length) if length.isascii() and length.isdigit() else None
        self._check(self._announced or 0)
        started = self._clock()
        for piece in response.iter_bytes():
            self.size += len(piece)
            self._check(self.size)
            self._digest.update(piece)
            self._sink.write(piece)
            if self._clock() - started > self._total_seconds:
                raise FetchError(
                    self._address,
                    f"sent {self.size} bytes in {self._total_seconds:g} s and was not done",
                    transient=True,
                )

    def broken_off(self, error: httpx.RemoteProtocolError) -> str:
        """Return what became of an answer that ended early."""
        if self._announced is None:
            return f"broke off ({error})"
        return f"broke off after {self.size} of {self._announced} bytes"

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise FetchError(
                self._address, f"is larger than the {self._limit >> 20} MB that are fetched"
            )
