"""Case studies from told cases with figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import CaseStudy


def sum_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield the case studies of a page's worked examples."""
    return iter(())
