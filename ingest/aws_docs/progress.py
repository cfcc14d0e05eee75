"""A bar for a fetch on a terminal, with true counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from types import TracebackType


class FetchBar:
    """Draws a bar on stderr while the context is open, if stderr is a terminal."""

    def __init__(self, done: int, total: int) -> None:
        console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("Fetching"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bars.add_task("", total=total, completed=done)
        self.done = done

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""
        self.done = done
        self._bars.update(self._task, completed=done, total=total)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()
