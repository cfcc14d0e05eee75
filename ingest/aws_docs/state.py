"""What became of every address, kept beside the fetched files and written at once after each."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from index.errors import GroundworkError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

STATE_NAME = ".fetch-state.json"
SCHEMA = 1

Outcome = Literal["stored", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Record:
    """The last thing that happened to one address, and the copy that is kept of it."""

    outcome: Outcome
    asked: str
    """UTC time of the last request, ISO 8601."""
    reason: str = ""
    """Why it failed."""
    lasting: bool = False
    """True for a failure that another try on the same day would only repeat."""
    file: str = ""
    """Where the copy lies below the folder; empty when there is none."""
    form: str = ""
    """The address whose answer the copy is."""
    sha256: str = ""
    size: int = 0
    retrieved: str = ""
    """ISO date on which the copy was made."""
    etag: str | None = None
    last_modified: str | None = None


class FetchState:
    """The records of a folder by address, and the runs that were begun and not ended."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE_NAME
        self._lines: dict[str, str] = {}
        """Each record as it is written; only one changes at a time, and there may be thousands."""
        self.records: dict[str, Record] = {}
        self.open_runs: dict[str, str] = {}
        """Choice of what to fetch -> UTC time at which that run began."""

    @classmethod
    def open(cls, folder: Path) -> FetchState:
        """Read the state of a folder; a new one is empty. Raises SourceError when it is damaged."""
        state = cls(folder)
        try:
            data = json.loads(state._path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA:
                raise ValueError(f"schema {data['schema']}")
            for address, fields in data["records"].items():
                state._set(address, Record(**fields))
            state.open_runs = {str(key): str(at) for key, at in data["open_runs"].items()}
        except FileNotFoundError:
            return state
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise SourceError(
                str(state._path),
                "is damaged",
                "Delete it; every page is then asked for again.",
            ) from error
        return state

    def begin(self, choice: str, at: str) -> str:
        """Return when the run of a choice began: now, or earlier when it was interrupted."""
        if choice not in self.open_runs:
            self.open_runs[choice] = at
            self.save()
        return self.open_runs[choice]

    def end(self, choice: str) -> None:
        """Note that the run of a choice came to its end."""
        self.open_runs.pop(choice, None)
        self.save()

    def put(self, address: str, record: Record) -> None:
        """Keep what became of an address, on disk before this returns."""
        self._set(address, record)
        self.save()

    def _set(self, address: str, record: Record) -> None:
        self.records[address] = record
        self._lines[address] = f"{_json(address)}: {_json(asdict(record))}"

    def save(self) -> None:
        """Write the state beside the old one and put it in its place."""
        records = ",\n".join(self._lines.values())
        text = f"""{{"schema": {SCHEMA},
"open_runs": {_json(self.open_runs)},
"records": {{
{records}
}}}}
"""
        write_atomically(self._path, text.encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that, whatever happens, either the old or the whole new one is there.

    Raises GroundworkError when the system does not let it be written.
    """
    beside = path.with_name(f".{path.name.lstrip('.')}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> GroundworkError:
    """Return the error of a file that cannot be written."""
    return GroundworkError(
        f"{path} cannot be written ({error.strerror or error})",
        "Make room or check the folder; the next run goes on from here.",
    )
