from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from index.errors import IndexBusyError
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from pathlib import Path


def test_the_second_is_told_who_is_busy(tmp_path: Path) -> None:
    with WriteLock(tmp_path), pytest.raises(IndexBusyError, match="another ingest"):
        WriteLock(tmp_path).acquire()


def test_the_second_waits(tmp_path: Path) -> None:
    first = WriteLock(tmp_path)
    first.acquire()
    threading.Timer(0.3, first.release).start()
    begun = time.monotonic()
    with WriteLock(tmp_path, wait_seconds=10):
        assert 0.2 < time.monotonic() - begun < 5


def test_a_lock_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with WriteLock(tmp_path):
            pass
