"""What a rule found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault, at one place."""

    file: str
    """POSIX path of the file."""
    line: int
    """Counted from 1."""
    rule: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else f" {self.severity}:"
        return f"{self.file}:{self.line}: {self.rule}:{mark} {self.message}"
