"""Work in a thread of its own, which goes on when the reader turns to another page or reloads."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod


class BackgroundWork(ABC):
    """One piece of work: begun once, watched by whichever page is open, ended with the server."""

    def __init__(self, name: str) -> None:
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def _run(self) -> None:
        """Do the work, and keep what came of it, its failure included."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; return whether it was reached."""
        self._thread.join(seconds)
        return not self.is_running

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    @property
    def seconds(self) -> float:
        """Time since it was made ready."""
        return time.monotonic() - self._began
