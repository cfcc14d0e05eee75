"""The list of official pages and files: `corpus/aws_docs.toml`.

    [defaults]
    host = "docs.aws.amazon.com"
    licence = "CC BY-SA 4.0, Amazon Web Services"

    [[guide]]
    name = "sagemaker"
    base = "https://docs.aws.amazon.com/sagemaker/latest/dg/"
    title = "Amazon SageMaker AI Developer Guide"

    [[page]]
    guide = "sagemaker"
    page = "async-inference"        # without .html
    title = "Asynchronous inference"
    bullets = ["3.1.k3"]

    [[file]]
    url = "https://docs.aws.amazon.com/pdfs/.../aws-certification-exam-guides.pdf"
    title = "AWS Certification exam guides"
    heading = "AWS Certified Machine Learning Engineer - Associate"      # or: pages = "12-34"
    bullets = []

    [[link]]
    url = "https://github.com/..."
    title = "..."
    note = "listed for the reader, never fetched"

Lists of pictures lie beside it in `pictures/*.toml`; each `[[picture]]` has a url and a title.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from index.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

DEFAULT_HOST = "docs.aws.amazon.com"
DEFAULT_LICENCE = "CC BY-SA 4.0, Amazon Web Services"
"""What docs.aws.amazon.com grants for documentation (AWS Site Terms, 2025-06-04)."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that may be asked without encryption: a mirror on the same machine."""

BULLET = re.compile(r"\d+\.\d+\.[ks]\d+\Z")
"""A bullet's id: task, `k` or `s` for knowledge or skill, number."""

_PAGE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\Z")
_ENDING = re.compile(r"\.(?:html?|md)\Z")
_PAGES = re.compile(r"\d+(?:-\d+)?\Z")
_Record = TypeVar("_Record")
_TABLES = ("defaults", "guide", "page", "file", "link", "picture")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: pages below one address."""

    name: str
    base: str
    """Address of the folder that holds its pages, with a slash at the end."""
    title: str | None = None
    licence: str = DEFAULT_LICENCE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a guide."""

    guide: Guide
    page: str
    """Its name without the ending."""
    title: str | None = None
    bullets: tuple[str, ...] = ()
    seen: bool = True
    """False for a page that could not be looked at when the list was made."""

    @property
    def address(self) -> str:
        """The address that readers open and citations name."""
        return f"{self.guide.base}{self.page}.html"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file at an address of its own, such as a PDF, or a part of one."""

    url: str
    title: str | None = None
    licence: str = DEFAULT_LICENCE
    bullets: tuple[str, ...] = ()
    heading: str | None = None
    pages: str | None = None
    seen: bool = True
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address for the reader; never fetched."""

    url: str
    title: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be fetched, and from where."""

    guides: tuple[Guide, ...] = ()
    pages: tuple[Page, ...] = ()
    files: tuple[ListedFile, ...] = ()
    links: tuple[Link, ...] = ()
    host: str = DEFAULT_HOST
    licence: str = DEFAULT_LICENCE

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read a list and the lists of pictures beside it.

        Raises UsageError when there is none, SourceError that names the first fault in it.
        """
        if not path.is_file():
            raise UsageError(f"there is no list of pages at {path}", "Name it with --catalogue.")
        catalogue = _read_list(path)
        for pictures in sorted(path.parent.glob("pictures/*.toml")):
            catalogue = replace(catalogue, files=catalogue.files + _read_list(pictures).files)
        return catalogue

    @property
    def origins(self) -> frozenset[str]:
        """Scheme and host of everything that may be asked for, as `https://host`."""
        addresses = [guide.base for guide in self.guides] + [file.url for file in self.files]
        return frozenset(origin(address) for address in addresses)

    def guide(self, name: str) -> Guide:
        """Return a guide by its name, or by its path such as `glue/latest/dg`.

        Raises UsageError for a name that is not listed.
        """
        for guide in self.guides:
            if guide.name == name:
                return guide
        path = name.strip("/")
        if "/" in path and _PAGE.match(path):
            base = f"https://{self.host}/{path}/"
            return next(
                (guide for guide in self.guides if guide.base == base),
                Guide(path, base, licence=self.licence),
            )
        names = ", ".join(guide.name for guide in self.guides) or "none"
        raise UsageError(
            f"no guide {name!r} is listed",
            f"Listed: {names}. Others are named by their path, such as glue/latest/dg.",
        )


def origin(address: str) -> str:
    """Return scheme, host and port of an address, as `https://host`."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def address_fault(address: str) -> str | None:
    """Return what is wrong with an address, or None."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return "does not begin with https://"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "is no https address"
    if parts.username is not None or parts.password is not None:
        return "holds a user name"
    if re.search(r"\s|[<>\"\\^`{|}]", address):
        return "holds a character that no address has"
    return None


def _read_list(path: Path) -> Catalogue:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(str(path), f"is no valid TOML ({error})", "Correct it.") from error
    return _Reader(str(path)).read(data)


class _Reader:
    """Turns the tables of one list into records, and names the table that is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._licence = DEFAULT_LICENCE

    def read(self, data: Mapping[str, Any]) -> Catalogue:
        for name in data:
            if name not in _TABLES and isinstance(data[name], dict | list):
                raise self._fault(name, "is no table that is read", f"Known: {', '.join(_TABLES)}.")
        defaults = data.get("defaults", {})
        self._licence = self._text(defaults, "licence", "defaults") or DEFAULT_LICENCE
        host = self._text(defaults, "host", "defaults") or DEFAULT_HOST
        guides = self._tables(data, "guide", self._guide)
        names = {guide.name: guide for guide in guides}
        if len(names) < len(guides):
            raise self._fault("guide", "has one name twice", "Give each guide its own name.")
        return Catalogue(
            guides=guides,
            pages=self._tables(data, "page", lambda table, at: self._page(table, at, names)),
            files=(
                *self._tables(data, "file", self._file),
                *self._tables(data, "picture", self._file),
            ),
            links=self._tables(data, "link", self._link),
            host=host,
            licence=self._licence,
        )

    def _guide(self, table: Mapping[str, Any], where: str) -> Guide:
        name = self._needed(table, "name", where)
        base = self._address(table, "base", f"{where} {name!r}")
        if not base.endswith("/"):
            raise self._fault(f"{where} {name!r}", "has a base without / at its end", "Add it.")
        licence = self._text(table, "licence", where) or self._licence
        return Guide(name, base, self._text(table, "title", where), licence)

    def _page(self, table: Mapping[str, Any], where: str, guides: Mapping[str, Guide]) -> Page:
        name = self._needed(table, "page", where)
        guide = self._needed(table, "guide", where)
        where = f"{where} {name!r}"
        if guide not in guides:
            raise self._fault(where, f"names the unlisted guide {guide!r}", "List it.")
        if _ENDING.search(name) or not _PAGE.match(name):
            raise self._fault(where, "is no page name", "Write it without .html.")
        return Page(
            guide=guides[guide],
            page=name,
            title=self._text(table, "title", where),
            bullets=self._bullets(table, where),
            seen=bool(table.get("seen", True)),
        )

    def _file(self, table: Mapping[str, Any], where: str) -> ListedFile:
        url = self._address(table, "url", where)
        pages = self._text(table, "pages", where)
        heading = self._text(table, "heading", where)
        if pages is not None and not _PAGES.match(pages):
            raise self._fault(where, f"has no page range in pages = {pages!r}", 'Like "12-34".')
        if pages and heading:
            raise self._fault(where, "has both pages and heading", "Keep one of them.")
        if "." not in url.rpartition("/")[2]:
            raise self._fault(where, f"names no file: {url}", "List pages as [[page]].")
        return ListedFile(
            url=url,
            title=self._text(table, "title", where),
            licence=self._text(table, "licence", where) or self._licence,
            bullets=self._bullets(table, where),
            heading=heading,
            pages=pages,
            seen=bool(table.get("seen", True)),
            is_picture=where.startswith("[[picture]]"),
        )

    def _link(self, table: Mapping[str, Any], where: str) -> Link:
        url = self._needed(table, "url", where)
        if fault := address_fault(url):
            raise self._fault(where, f"has the address {url!r}, which {fault}", "Correct it.")
        return Link(url, self._text(table, "title", where) or url, self._text(table, "note", where))

    def _tables(
        self, data: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any], str], _Record]
    ) -> tuple[_Record, ...]:
        tables = data.get(name, [])
        if not isinstance(tables, list):
            raise self._fault(name, "is one table, not a list", f"Write [[{name}]].")
        return tuple(read(table, f"[[{name}]] {number}") for number, table in enumerate(tables, 1))

    def _needed(self, table: Mapping[str, Any], key: str, where: str) -> str:
        text = self._text(table, key, where)
        if not text:
            raise self._fault(where, f"has no {key}", "Add it.")
        return text

    def _text(self, table: Mapping[str, Any], key: str, where: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise self._fault(where, f"has no text in {key} = {value!r}", "Put it in quotes.")
        return value

    def _address(self, table: Mapping[str, Any], key: str, where: str) -> str:
        address = self._needed(table, key, where)
        fault = address_fault(address)
        if fault is None and ("?" in address or "#" in address):
            fault = "has a part after ? or #"
        if fault is None and any(
            part.startswith(".") for part in urlsplit(address).path.split("/") if part
        ):
            fault = "has a part that begins with a dot"
        if fault:
            raise self._fault(where, f"has {key} = {address!r}, which {fault}", "Correct it.")
        return address

    def _bullets(self, table: Mapping[str, Any], where: str) -> tuple[str, ...]:
        bullets = table.get("bullets", [])
        if not isinstance(bullets, list):
            raise self._fault(where, "has bullets that are no list", 'Like ["3.1.k3"].')
        for bullet in bullets:
            if not isinstance(bullet, str) or not BULLET.match(bullet):
                raise self._fault(where, f"has {bullet!r}, which is no bullet", 'Like "3.1.k3".')
        return tuple(dict.fromkeys(bullets))

    def _fault(self, where: str, what: str, remedy: str) -> SourceError:
        return SourceError(self._name, f"{where} {what}", remedy)
