"""Sentences that an author wrote for the columns of a table: how its rows and cells are asked for.

The folder `stems` of a corpus holds one TOML file per note, in the form of `docs/question-bank.md`:

    [[table]]
    under = "Instance families for machine learning"
    header = ["Family", "Hardware"]

    [[table.column]]
    name = "Hardware"
    which = "Which family of Amazon EC2 instances has {cell}?"
    what = "Which hardware do instances of the family {row} have?"
    says = "The instance family {row} has {cell}."

Keys and wrong options are the table's own; only the words around them are written by hand. Where a
table has such words, nothing is guessed from its headers.
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from app.practice.generate.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from app.practice.generate.pieces import Table

FOLDER = "stems"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KNOWN = frozenset({"row", "Row", "cell", "Cell"})
_log = logging.getLogger(__name__)


def filled(template: str, row: str, cell: str, inside: Callable[[str], str]) -> str:
    """Return a sentence with a row and its cell; `inside` returns a text as it stands in one."""
    for name, text in (("row", row), ("cell", cell)):
        if text:
            template = template.replace(f"{{{name}}}", inside(text))
            template = template.replace(f"{{{upper_first(name)}}}", upper_first(text.rstrip(".")))
    return template


class WordingError(ValueError):
    """A file of stems is misshapen; the message names what and where."""


@dataclass(frozen=True, slots=True)
class ColumnWording:
    """What is asked and said of the cells of one column.

    `{row}` is the row and `{cell}` its cell inside a sentence, `{Row}` and `{Cell}` at its start.
    Empty sentences are not asked.
    """

    name: str
    says: str = ""
    """The fact as a sentence; every reason is made of it."""
    which: str = ""
    what: str = ""
    it: str = ""
    """The fact as an option, without its subject: "It has {cell}"."""
    match: str = ""
    together: str = ""
    """Asks for the rows that share a cell."""
    members: str = ""
    """Asks for the things that a cell lists."""
    yes: str = ""
    no: str = ""
    says_yes: str = ""
    says_no: str = ""
    leave: tuple[str, ...] = ()
    """Rows that are not asked about in this column."""
    not_wrong: tuple[str, ...] = ()
    """Rows that are no wrong options in this column: what is asked is true of them as well."""
    says_of: Mapping[str, str] = field(default_factory=dict)
    which_of: Mapping[str, str] = field(default_factory=dict)
    what_of: Mapping[str, str] = field(default_factory=dict)
    """Whole sentences for single rows, in place of the general ones."""

    def sentences(self) -> Iterator[str]:
        """Yield every sentence of the column."""
        yield from (self.says, self.which, self.what, self.it, self.match, self.together)
        yield from (self.members, self.yes, self.no, self.says_yes, self.says_no)
        yield from (*self.says_of.values(), *self.which_of.values(), *self.what_of.values())


@dataclass(frozen=True, slots=True)
class BothWording:
    """Asks for the row that two cells tell together; their headers stand in braces."""

    columns: tuple[str, str]
    which: str


@dataclass(frozen=True, slots=True)
class TableWording:
    """The sentences of one table; one without columns is not asked about."""

    under: str
    """The title of its section."""
    header: tuple[str, ...]
    columns: tuple[ColumnWording, ...] = ()
    both: tuple[BothWording, ...] = ()
    leave: tuple[str, ...] = ()
    """Rows that are neither asked about nor offered."""
    true_of: str = ""
    """Asks which statements hold of a row."""

    def said(self, header: str, name: str) -> str:
        """Return the sentence of what a column states of a row; empty where none was written."""
        return next(
            (one.says_of.get(name, one.says) for one in self.columns if one.name == header), ""
        )

    def is_of(self, table: Table) -> bool:
        """Whether these are the sentences of a table."""
        return self.under == table.section.title and self.header == tuple(table.header.cells)


@dataclass(frozen=True)
class Wordings:
    """The sentences of all notes. A file is read when its note is first asked about."""

    tables: dict[str, tuple[TableWording, ...]] = field(default_factory=dict)
    """Those that were read, by the path of the note."""
    folder: Path | None = None

    @classmethod
    def of_corpus(cls, corpus: Path | None) -> Wordings:
        """Return the sentences in `stems/**/*.toml` below a corpus."""
        return cls(folder=corpus / FOLDER if corpus else None)

    def of(self, path: str, table: Table) -> TableWording | None:
        """Return the sentences of a table of the document at a path, or None."""
        if path not in self.tables:
            self.tables[path] = self._read(path)
        return next((one for one in self.tables[path] if one.is_of(table)), None)

    def _read(self, path: str) -> tuple[TableWording, ...]:
        """Return the sentences for a note; a misshapen file is logged and asks nothing."""
        file = (self.folder / path).with_suffix(".toml") if self.folder else None
        if file is None or not path.endswith(".md") or not file.is_file():
            return ()
        try:
            return wordings_in(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, WordingError) as error:
            _log.warning("The stems of %s are left out: %s", path, error)
            return ()


def wordings_in(toml: str) -> tuple[TableWording, ...]:
    """Return the sentences of one file.

    Raises WordingError for what is no TOML, lacks an entry, or has one that is not known.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise WordingError(str(error)) from error
    return tuple(_table(entry) for entry in _listed(data, "table", "the file"))


def _table(entry: dict[str, Any]) -> TableWording:
    where = f'the table under "{entry.get("under", "")}"'
    header = _texts(entry, "header", where)
    columns = tuple(_column(one, header, where) for one in _listed(entry, "column", where))
    both = tuple(_both(one, header, where) for one in _listed(entry, "both", where))
    _no_others(entry, {one.name for one in fields(TableWording)} - {"columns"} | {"column"}, where)
    under = str(entry.get("under", ""))
    if not under or not header:
        raise WordingError(f"{where} has no section or no header")
    true_of = str(entry.get("true_of", ""))
    _fits(true_of, _KNOWN, where)
    return TableWording(under, header, columns, both, _texts(entry, "leave", where), true_of)


def _column(entry: dict[str, Any], header: tuple[str, ...], where: str) -> ColumnWording:
    name = str(entry.get("name", ""))
    where = f'{where}, column "{name}",'
    _no_others(entry, {one.name for one in fields(ColumnWording)}, where)
    if name not in header[1:]:
        raise WordingError(f"{where} is none of {', '.join(header[1:])}")
    values: dict[str, Any] = {}
    for one in fields(ColumnWording):
        if one.name in ("leave", "not_wrong"):
            values[one.name] = _texts(entry, one.name, where)
        elif one.name in ("says_of", "which_of", "what_of"):
            values[one.name] = {str(k): str(v) for k, v in entry.get(one.name, {}).items()}
        else:
            values[one.name] = str(entry.get(one.name, ""))
    column = ColumnWording(**values)
    for sentence in column.sentences():
        _fits(sentence, _KNOWN, where)
    if not column.says and not (column.says_yes and column.says_no):
        raise WordingError(f"{where} does not say what its cells state (says)")
    return column


def _both(entry: dict[str, Any], header: tuple[str, ...], where: str) -> BothWording:
    columns, which = _texts(entry, "columns", where), str(entry.get("which", ""))
    if len(columns) != 2 or not set(columns) <= set(header[1:]) or not which:
        raise WordingError(f"{where} asks by two columns that it does not have")
    _fits(which, frozenset(columns), where)
    return BothWording((columns[0], columns[1]), which)


def _fits(sentence: str, known: frozenset[str], where: str) -> None:
    unknown = set(_PLACEHOLDER.findall(sentence)) - known
    if unknown:
        raise WordingError(f"{where} has the unknown placeholder {{{min(unknown)}}}: {sentence}")


def _texts(entry: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise WordingError(f"{where} {name} is no list of texts")
    return tuple(found)


def _listed(entry: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise WordingError(f"{where} {name} is no list of tables")
    return found


def _no_others(entry: dict[str, Any], known: set[str], where: str) -> None:
    unknown = entry.keys() - known
    if unknown:
        raise WordingError(f"{where} has the unknown entry {min(unknown)}")
