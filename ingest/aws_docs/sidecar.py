"""The facts kept beside a fetched file, in the form that `ingest build` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ingest.aws_docs.state import write_atomically
from ingest.sources import SIDECAR_ENDING

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.aws_docs.target import Target


def sidecar_path(file: Path) -> Path:
    """Return where the facts about a file lie."""
    return file.with_name(file.name + SIDECAR_ENDING)


def sidecar_text(target: Target, *, sha256: str, retrieved: str) -> str:
    """Return the facts about a fetched file as TOML.

    Domain and task are those of its bullets, where all agree.
    """
    tasks = {bullet.rpartition(".")[0] for bullet in target.bullets}
    domains = {int(task.partition(".")[0]) for task in tasks}
    facts: dict[str, str | int | list[str] | None] = {
        "title": target.title,
        "url": target.address,
        "licence": target.licence or None,
        "retrieved": retrieved,
        "sha256": sha256,
        "bullets": list(target.bullets) or None,
        "domain": domains.pop() if len(domains) == 1 else None,
        "task": tasks.pop() if len(tasks) == 1 else None,
        "heading": target.heading,
        "pages": target.pages,
    }
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in facts.items()
        if value is not None
    )


def write_sidecar(file: Path, target: Target, *, sha256: str, retrieved: str) -> None:
    """Write the facts about a file beside it, unless they are there already."""
    path = sidecar_path(file)
    data = sidecar_text(target, sha256=sha256, retrieved=retrieved).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, data)
