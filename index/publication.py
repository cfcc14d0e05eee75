"""The steps that make a written snapshot the one that serves, each safe to be killed after."""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING

from index.errors import GroundworkError
from index.manifest import Manifest
from index.snapshot import CURRENT, SNAPSHOTS, current_id

if TYPE_CHECKING:
    from pathlib import Path

_NEXT = f"{CURRENT}.new"
_log = logging.getLogger(__name__)


def serving(root: Path) -> str | None:
    """Return the id of the snapshot that serves, or None when there is none that can be read."""
    try:
        return current_id(root)
    except GroundworkError:
        return None


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below a folder to the disk."""
    for path in folder.rglob("*"):
        if path.is_dir():
            _sync_folder(path)
        else:
            _sync_file(path)
    _sync_folder(folder)


def move_into_place(folder: Path, name: str) -> None:
    """Give a finished folder its name among the snapshots."""
    folder.rename(folder.parent / name)
    _sync_folder(folder.parent)


def prepare_current(root: Path, name: str) -> None:
    """Write the name of the next snapshot beside `CURRENT`."""
    path = root / _NEXT
    path.write_text(f"{name}\n", encoding="utf-8")
    _sync_file(path)


def replace_current(root: Path) -> None:
    """Publish: readers see the old name or the new one, never less."""
    (root / _NEXT).replace(root / CURRENT)
    _sync_folder(root)


def sweep(root: Path) -> None:
    """Delete what no reader needs: folders of killed runs, and all but the last two snapshots.

    Call it under the write lock. The snapshot that `CURRENT` names is never deleted.
    """
    folder = root / SNAPSHOTS
    if not folder.is_dir():
        return
    current = serving(root)
    keep = {current}
    if current is not None:
        try:
            keep.add(Manifest.read(folder / current).previous)
        except GroundworkError as error:
            _log.warning("older snapshots are left alone: %s", error)
            keep |= {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    for path in folder.iterdir():
        if path.name not in keep:
            shutil.rmtree(path)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
