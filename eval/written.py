"""Files that are there whole or not at all."""

from __future__ import annotations

from errno import EISDIR
from os import strerror
from pathlib import Path
from tempfile import NamedTemporaryFile

from index.errors import UsageError


def write_whole(path: Path, text: str) -> None:
    """Write a text file beside its place, then put it there at once.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False
        ) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def whole_lines(path: Path) -> list[str]:
    """Return the lines of a file that end, and cut off what follows the last of them."""
    data = path.read_bytes() if path.exists() else b""
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        path.write_bytes(whole)
    return whole.decode("utf-8").split("\n")[:-1]


def check_writable(path: Path) -> None:
    """Check that a file can be written at a place, before the work that it is to hold.

    Raises:
        UsageError: it cannot.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(EISDIR, strerror(EISDIR))
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            pass
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UsageError:
    """Return the error that says a path cannot be written."""
    return UsageError(f"{path} cannot be written: {error.strerror}", "Give --out another place")
