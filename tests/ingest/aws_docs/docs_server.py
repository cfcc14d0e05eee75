"""A local server that behaves like docs.aws.amazon.com, and a clock that nobody waits for."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_MODIFIED = "Tue, 03 Nov 2026 08:00:00 GMT"
MEGABYTE = b"x" * (1 << 20)


@dataclass(frozen=True)
class Reply:
    """One answer of the server."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/markdown"
    headers: Mapping[str, str] = field(default_factory=dict)
    validators: bool = True
    """Send ETag and Last-Modified, and answer 304 to them."""
    declared: int | None = None
    """Content-Length when it is not the body's; the connection is closed after the body."""
    megabytes: int = 0
    """Send this many MB without a Content-Length."""
    hold: threading.Event | None = None
    """Send nothing before this is set."""

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.body).hexdigest()}"'


NOT_FOUND = Reply(b"<html><body>Not found</body></html>", 404, "text/html", validators=False)


def page(title: str) -> Reply:
    return Reply(f'\n\n# {title}<a name="x"></a>\n\n{title} is a page.\n'.encode())


def html(title: str) -> Reply:
    text = f"<!DOCTYPE html><html><body><div id='main-col-body'><h1>{title}</h1>"
    return Reply(f"{text}<p>{title} is a page.</p></div></body></html>".encode(), 200, "text/html")


class DocsServer:
    """Serves what `replies` says; the last reply of a path is repeated."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        """Paths in the order in which they were asked for."""
        self.headers: list[dict[str, str]] = []
        self.sent: Counter[str] = Counter()
        """Bodies sent whole, by path."""
        self.bytes_sent = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def serve(self, path: str, *replies: Reply) -> None:
        self.replies[path] = list(replies)

    def count(self, path: str) -> int:
        return self.asked.count(path)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        self.asked.append(path)
        self.headers.append(dict(request.headers.items()))
        replies = self.replies.get(path, [NOT_FOUND])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if reply.hold is not None:
            reply.hold.wait(20)
        known = (
            request.headers.get("If-None-Match") == reply.etag
            or request.headers.get("If-Modified-Since") == LAST_MODIFIED
        )
        if reply.validators and reply.status == 200 and known:
            request.send_response(304)
            request.send_header("ETag", reply.etag)
            request.end_headers()
            return
        request.send_response(reply.status)
        request.send_header("Content-Type", reply.content_type)
        if reply.validators and reply.status == 200:
            request.send_header("ETag", reply.etag)
            request.send_header("Last-Modified", LAST_MODIFIED)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        if reply.megabytes:
            request.send_header("Connection", "close")
            request.end_headers()
            for _ in range(reply.megabytes):
                request.wfile.write(MEGABYTE)
                self.bytes_sent += len(MEGABYTE)
        else:
            length = len(reply.body) if reply.declared is None else reply.declared
            request.send_header("Content-Length", str(length))
            request.end_headers()
            request.wfile.write(reply.body)
            request.close_connection = reply.declared is not None
        if reply.status == 200 and reply.declared is None:
            self.sent[path] += 1


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) -> None:
        self.start = start
        self.seconds = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)
