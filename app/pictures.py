"""The diagrams that go with passages of `corpus/pictures`: ours as Mermaid, and those of the AWS
Well-Architected Machine Learning Lens where they have been fetched.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.aws_docs.target import local_path
from ingest.readers.mermaid import mermaid_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.records import Passage

COLLECTION = "corpus"
FOLDER = "pictures"
LENS = "well-architected-ml-lens.md"
LENS_LIST = "lens.toml"
LENS_HEADING = "Lens diagram: "
MOST = 2
"""Diagrams under one answer: more of them hide the sources."""

_DIAGRAM = re.compile(r"^```mermaid\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_CAPTION = re.compile(r"^Caption: (.+)$", re.MULTILINE)
_DESCRIPTION = re.compile(r"^Caption: .+\n+((?:.+\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Diagram:
    """One of our diagrams with the words that say what it shows."""

    path: str
    """Path of its note below the corpus folder."""
    title: str
    caption: str
    source: str
    """The Mermaid text."""
    description: str
    """What it shows, for screen readers and for those who would rather read."""


@dataclass(frozen=True, slots=True)
class FetchedImage:
    """A diagram of AWS that lies on this machine because its reader fetched it."""

    file: Path
    title: str
    caption: str
    credit: str
    page: str
    """Address of the page that it belongs to."""


class Gallery:
    """The diagrams of one corpus folder, read when they are asked for."""

    def __init__(self, corpus: Path) -> None:
        self._folder = corpus / FOLDER
        self._fetched = corpus / "fetched"

    def diagrams(self, passages: Iterable[Passage]) -> tuple[Diagram, ...]:
        """Return the diagrams that cited passages belong to, each once, at most `MOST`."""
        names = dict.fromkeys(
            name
            for passage in passages
            if passage.collection == COLLECTION and passage.path.startswith(f"{FOLDER}/")
            for name in self._names(passage)
        )
        found = (self.diagram(f"{FOLDER}/{name}") for name in names)
        return tuple(one for one in found if one is not None)[:MOST]

    def diagram(self, path: str) -> Diagram | None:
        """Return the diagram of a note, or None when the note has none or is gone."""
        folder, _, name = path.partition("/")
        if folder != FOLDER or "/" in name or not name.endswith(".md"):
            return None
        try:
            text = (self._folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        source = _DIAGRAM.search(text)
        if source is None:
            return None
        caption = _first(_CAPTION, text)
        return Diagram(
            path=path,
            title=_first(_TITLE, text) or name,
            caption=caption,
            source=source.group(1),
            description=_first(_DESCRIPTION, text) or mermaid_text(source.group(1)),
        )

    def images(self, diagram: Diagram) -> tuple[FetchedImage, ...]:
        """Return the fetched diagrams of AWS that show what one of ours shows."""
        data = self._lens()
        credit = str(data.get("defaults", {}).get("attribution", ""))
        licence = str(data.get("defaults", {}).get("licence", ""))
        return tuple(
            FetchedImage(file, one["title"], one["caption"], f"{credit}. {licence}", one["page"])
            for one in data.get("picture", [])
            if f"{FOLDER}/{one.get('own')}" == diagram.path
            and (file := self._fetched / local_path(one["url"])).is_file()
        )

    def _names(self, passage: Passage) -> list[str]:
        """Return the note of a passage; a section on a diagram of AWS leads to ours."""
        name = passage.path.removeprefix(f"{FOLDER}/")
        if name != LENS:
            return [name]
        titles = {
            heading.removeprefix(LENS_HEADING)
            for heading in passage.heading_path
            if heading.startswith(LENS_HEADING)
        }
        listed = self._lens().get("picture", [])
        return [str(one["own"]) for one in listed if one.get("title") in titles and "own" in one]

    def _lens(self) -> dict[str, Any]:
        try:
            return tomllib.loads((self._folder / LENS_LIST).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(match.group(1).split()) if match else ""
