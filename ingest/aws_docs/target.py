"""One thing to fetch, and how a command's choices become a list of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.aws_docs.catalogue import Catalogue, Guide, ListedFile, Page
    from ingest.aws_docs.guides import GuidePage

PICTURES = "pictures"
"""What `--only` calls the pictures that are listed."""


@dataclass(frozen=True, slots=True)
class Target:
    """A page or file to fetch, with what is known about it beforehand."""

    address: str
    """The address that readers open; the one reported and recorded."""
    name: str
    """`guide/page`, or the address of a file: what `--only` is matched against."""
    guide: str = ""
    """The guide that it belongs to, `pictures`, or nothing for a file."""
    forms: tuple[str, ...] = ()
    """Addresses of its forms, the best first: `.md` before `.html`."""
    title: str | None = None
    licence: str = ""
    bullets: tuple[str, ...] = ()
    heading: str | None = None
    pages: str | None = None

    @classmethod
    def of_page(cls, page: Page) -> Target:
        """Return a page of a guide."""
        stem = page.address.removesuffix(".html")
        return cls(
            address=page.address,
            name=f"{page.guide.name}/{page.page}",
            guide=page.guide.name,
            forms=(f"{stem}.md", f"{stem}.html"),
            title=page.title,
            licence=page.guide.licence,
            bullets=page.bullets,
        )

    @classmethod
    def of_guide_page(cls, guide: Guide, page: GuidePage) -> Target:
        """Return a page that a guide's own contents list."""
        stem = f"{guide.base}{page.page}"
        return cls(
            address=f"{stem}.html",
            name=f"{guide.name}/{page.page}",
            guide=guide.name,
            forms=(f"{stem}.md", f"{stem}.html"),
            title=page.title,
            licence=guide.licence,
        )

    @classmethod
    def of_file(cls, file: ListedFile) -> Target:
        """Return a file at an address of its own."""
        return cls(
            address=file.url,
            name=file.url,
            guide=PICTURES if file.is_picture else "",
            forms=(file.url,),
            title=file.title,
            licence=file.licence,
            bullets=file.bullets,
            heading=file.heading,
            pages=file.pages,
        )


def local_path(address: str) -> str:
    """Return where an address is kept: host and path, as a relative POSIX path."""
    parts = urlsplit(address)
    return f"{parts.netloc.lower().replace(':', '_')}{parts.path}"


def listed_targets(catalogue: Catalogue) -> list[Target]:
    """Return everything the catalogue lists; a page listed twice keeps the bullets of both."""
    targets: dict[str, Target] = {}
    for target in (
        *(Target.of_page(page) for page in catalogue.pages),
        *(Target.of_file(file) for file in catalogue.files),
    ):
        known = targets.get(target.address)
        if known is not None:
            bullets = tuple(dict.fromkeys((*known.bullets, *target.bullets)))
            target = replace(known, bullets=bullets)
        targets[target.address] = target
    return list(targets.values())


def guide_targets(catalogue: Catalogue, guide: Guide, pages: Iterable[GuidePage]) -> list[Target]:
    """Return a whole guide; pages that the catalogue lists keep their bullets and titles, and those
    that the guide's contents leave out are added."""
    listed = {t.address: t for t in listed_targets(catalogue) if t.guide == guide.name}
    found = [Target.of_guide_page(guide, page) for page in pages]
    whole = {target.address: listed.get(target.address, target) for target in found}
    return list({**whole, **listed}.values())


def chosen(targets: Sequence[Target], only: Sequence[str]) -> list[Target]:
    """Return the targets whose guide is named, or whose name or address matches a pattern.

    No pattern chooses all. Raises UsageError for a pattern that chooses nothing.
    """
    if not only:
        return list(targets)
    taken: set[str] = set()
    for pattern in only:
        matches = {target.address for target in targets if _matches(target, pattern)}
        if not matches:
            guides = ", ".join(dict.fromkeys(t.guide for t in targets if t.guide))
            raise UsageError(
                f"--only {pattern}: nothing listed matches",
                f"Name a guide ({guides}) or a pattern such as 'sagemaker/*inference*'.",
            )
        taken |= matches
    return [target for target in targets if target.address in taken]


def _matches(target: Target, pattern: str) -> bool:
    return pattern in (target.guide, target.name, target.address) or (
        fnmatchcase(target.name, pattern) or fnmatchcase(target.address, pattern)
    )
