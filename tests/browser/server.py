"""Runs the application as a reader starts it, on a free port, with folders of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from app.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

START_SECONDS = 60
STOP_SECONDS = 10


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class AppServer:
    """`streamlit run app/main.py` over one index folder and one data folder."""

    index: Path
    data: Path
    log: Path
    variables: dict[str, str] = field(default_factory=dict)
    """Further environment variables."""

    def __enter__(self) -> Self:
        self.port = free_port()
        environment = {
            **os.environ,
            "GROUNDWORK_INDEX": str(self.index),
            "GROUNDWORK_DATA": str(self.data),
            "DATABASE_URL": "",
            **self.variables,
        }
        command = [sys.executable, "-m", "streamlit", "run", "app/main.py"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_it_answers()
        return self

    @property
    def url(self) -> str:
        """Address of the first page."""
        return f"http://localhost:{self.port}/"

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        self._stop()
        raise RuntimeError(f"the application did not start:\n{self.log.read_text()}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
