"""What a chat model wrote, kept by what it was asked: to measure anew without asking it again.

At temperature 0 a model's reply is decided by its prompt. A reply is found by the SHA-256 of the
model's name and both parts of the prompt, so a change to the prompt or to the passages in it asks
the model, and a change to what follows (verification, completion, measures) does not.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from app.chat_model.errors import ChatModelError
from app.surrogates import json_text
from eval.written import cannot_write, whole_lines
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.answer.rewrite import Writer

LASTING = ("empty", "too long")
"""Failures that a model repeats when it is asked the same; others are asked again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one prompt."""

    key: str
    """64 hex digits of the model and the prompt."""
    pieces: tuple[str, ...]
    error: tuple[str, str, str] | None = None
    """Cause, words and remedy of the failure that ended it."""

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """Read one line of the file; raises KeyError or TypeError."""
        error = record.get("error")
        return cls(record["key"], tuple(record["pieces"]), tuple(error) if error else None)


@dataclass(frozen=True, slots=True)
class RecordedWriter:
    """A chat model whose replies are read from a file, and written there when they are new."""

    writer: Writer
    path: Path
    replies: dict[str, Reply] = field(default_factory=dict)

    @classmethod
    def open(cls, writer: Writer, path: Path) -> Self:
        """Read the replies that a file holds; the file need not exist.

        Raises:
            UsageError: it cannot be read, or a line of it is no reply.
        """
        return cls(writer, path, {reply.key: reply for reply in _read(path)})

    @property
    def name(self) -> str:
        """The model's name."""
        return self.writer.name

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield a reply piece by piece, from the file or from the model.

        A reply that the reader stopped is kept as far as it had come.
        """
        key = reply_key(self.name, system, user)
        known = self.replies.get(key)
        if known:
            return _again(known)
        return self._asked(key, system, user)

    def _asked(self, key: str, system: str, user: str) -> Iterator[str]:
        pieces: list[str] = []
        try:
            for piece in self.writer.stream(system, user):
                if piece:  # an empty one is a sign of life
                    pieces.append(piece)
                yield piece
        except ChatModelError as failure:
            if failure.cause not in LASTING:
                raise
            how = (failure.cause, failure.what, failure.remedy)
            self._keep(Reply(key, tuple(pieces), how))
            raise
        except GeneratorExit:
            self._keep(Reply(key, tuple(pieces)))
            raise
        self._keep(Reply(key, tuple(pieces)))

    def _keep(self, reply: Reply) -> None:
        self.replies[reply.key] = reply
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{json_text(asdict(reply))}\n")
        except OSError as error:
            raise cannot_write(self.path, error) from error


def reply_key(model: str, system: str, user: str) -> str:
    """Return what a reply is found by."""
    return hashlib.sha256(json.dumps([model, system, user]).encode()).hexdigest()


def _again(reply: Reply) -> Iterator[str]:
    yield from reply.pieces
    if reply.error:
        cause, what, remedy = reply.error
        raise ChatModelError(cause, what, remedy)  # type: ignore[arg-type]


def _read(path: Path) -> Iterator[Reply]:
    try:
        lines = whole_lines(path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", "Give another --replies") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield Reply.from_json(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}, line {number} is no reply of a chat model", "Give another --replies"
            ) from error
