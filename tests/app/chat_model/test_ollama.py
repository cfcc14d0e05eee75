"""A server that answers as Ollama does, on loopback."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from app.chat_model.ollama import ollama_models

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def answering(body: bytes, status: int = 200) -> Iterator[dict[str, str]]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            found = self.path == "/api/tags"
            self.send_response(status if found else 404)
            self.end_headers()
            self.wfile.write(body if found else b"")

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield {"OLLAMA_HOST": f"127.0.0.1:{server.server_address[1]}"}
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_installed_models_are_found() -> None:
    body = b'{"models": [{"name": "qwen2.5:1.5b"}, {"name": "llama3.2:latest"}]}'
    with answering(body) as environment:
        assert ollama_models(environment) == ("ollama:llama3.2:latest", "ollama:qwen2.5:1.5b")


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 500), (b"<html>", 200), (b"[]", 200), (b'{"models": [1]}', 200)]
)
def test_whatever_else_listens_there_offers_no_model(body: bytes, status: int) -> None:
    with answering(body, status) as environment:
        assert ollama_models(environment) == ()


def test_no_server_offers_no_model() -> None:
    assert ollama_models({"OLLAMA_HOST": "127.0.0.1:9"}) == ()
