"""A real HTTP server on loopback that speaks as an OpenAI-compatible one, well or badly."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS_A_PIECE = 2


@dataclass
class Script:
    """What the server does with the requests that come."""

    write: Callable[[dict[str, Any]], str] = lambda _: ""
    """The answer to a request."""
    statuses: list[int] = field(default_factory=list)
    """Status of the first requests, one each; 200 after that."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with a status that is no 200."""
    body: str = ""
    """Sent with a status that is no 200."""
    raw: bytes | None = None
    """Sent in place of a well-formed stream."""
    silent_after: int | None = None
    """Pieces after which nothing more comes."""
    endless: bool = False
    """Write the answer again and again."""
    finish: str = "stop"
    pause: float = 0.0
    """Seconds before each piece."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """Serve a script on a free port, and give the base address for clients."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        script.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            request = json.loads(self.rfile.read(length))
            script.requests.append(request)
            script.keys.append(self.headers.get("authorization", ""))
            status = script.statuses.pop(0) if script.statuses else 200
            if status != 200:
                self._refuse(status)
                return
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(request)

        def _refuse(self, status: int) -> None:
            body = script.body.encode()
            self.send_response(status)
            for name, value in script.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _send(self, request: dict[str, Any]) -> None:
            if script.raw is not None:
                self.wfile.write(script.raw)
                return
            self._event({"role": "assistant", "content": ""}, None)
            pieces = [*_pieces(script.write(request)), *([" "] if script.endless else [])]
            count = 0
            while True:
                for piece in pieces:
                    if script.silent_after is not None and count >= script.silent_after:
                        script.stopped.wait(20)
                        return
                    if script.stopped.is_set():
                        return
                    time.sleep(script.pause)
                    self._event({"content": piece}, None)
                    count += 1
                if not script.endless:
                    break
            self._event({}, script.finish)
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            event = {
                "id": "c1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "scripted",
                "choices": [choice],
            }
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()

    return Handler


def _pieces(text: str) -> list[str]:
    """Return the text in pieces of about two words, as tokens come."""
    words = text.split(" ")
    return [
        " ".join(words[i : i + WORDS_A_PIECE]) + (" " if i + WORDS_A_PIECE < len(words) else "")
        for i in range(0, len(words), WORDS_A_PIECE)
    ]
