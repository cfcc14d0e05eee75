"""One ingest at a time per index folder."""

from __future__ import annotations

import fcntl
import time
from typing import IO, TYPE_CHECKING, Self

from index.errors import IndexBusyError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_RETRY_SECONDS = 0.1


class WriteLock:
    """An exclusive lock on an index folder; the system frees it when its process ends, however.

    Use it as a context manager. Readers take no lock.
    """

    def __init__(self, root: Path, wait_seconds: float = 0.0) -> None:
        self._path = root / ".lock"
        self._wait_seconds = wait_seconds
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock. Raises IndexBusyError when another holds it for `wait_seconds`."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a")
        deadline = time.monotonic() + self._wait_seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    file.close()
                    raise IndexBusyError(
                        f"another ingest is writing to {self._path.parent}",
                        "Wait until it is done, or give a longer --wait.",
                    ) from error
                time.sleep(_RETRY_SECONDS)
            else:
                self._file = file
                return

    def release(self) -> None:
        """Free the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
