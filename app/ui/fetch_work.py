"""Fetch official AWS pages of the catalogue, and take what came into the index."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ui.render.words import count
from index.errors import GroundworkError
from ingest.aws_docs.catalogue import Catalogue
from ingest.aws_docs.cli import mirror_base
from ingest.aws_docs.fetch import Fetcher
from ingest.aws_docs.target import chosen, listed_targets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.ui.ingest_job import JobProgress, Outcome
    from app.ui.ingest_work import IngestWork
    from ingest.aws_docs.fetch import FetchPlan, FetchReport


class _StoppedError(GroundworkError):
    """The reader asked a fetch to stop; what was fetched until then stays."""


@dataclass(frozen=True, slots=True)
class FetchWork:
    """What the pages of the catalogue are, how long they take, and their fetching."""

    catalogue: Path
    folder: Path
    work: IngestWork
    delay: float | None = None
    """Seconds between two requests; by default what the host asks for."""

    def guides(self) -> dict[str, int]:
        """Return the number of listed pages of each guide. Raises GroundworkError."""
        targets = listed_targets(Catalogue.load(self.catalogue))
        return dict(Counter(target.guide for target in targets if target.guide))

    def plan(self, only: Sequence[str]) -> FetchPlan:
        """Return what a fetch would do, without a request. Raises GroundworkError."""
        catalogue = Catalogue.load(self.catalogue)
        with self._fetcher(catalogue) as fetcher:
            return _plan(fetcher, catalogue, only, ask=False)

    def fetch(self, only: Sequence[str], progress: JobProgress) -> Outcome:
        """Fetch the pages of guides, or all of them, and bring the index up to date."""

        def note(done: int, total: int) -> None:
            progress("fetch", done, total)
            if progress.is_stopping:
                raise _StoppedError("stopped", "The next fetch goes on from there.")

        catalogue = Catalogue.load(self.catalogue)
        with self._fetcher(catalogue) as fetcher:
            plan = _plan(fetcher, catalogue, only, ask=True)
            try:
                note(len(plan.done), len(plan.targets))
                lines = fetch_lines(fetcher.run(plan, note))
            except _StoppedError:
                lines = ["The fetching was stopped; the next one goes on from there."]
        outcome = self.work.build(progress)
        return replace(outcome, lines=(*lines, *outcome.lines))

    def _fetcher(self, catalogue: Catalogue) -> Fetcher:
        return Fetcher(
            self.folder,
            catalogue.origins,
            base=mirror_base(),
            mirrored=f"https://{catalogue.host}",
            delay=self.delay,
        )


def _plan(fetcher: Fetcher, catalogue: Catalogue, only: Sequence[str], *, ask: bool) -> FetchPlan:
    """Plan under the name that the command line gives the same choice, so that one continues it."""
    choice = json.dumps({"guides": [], "only": sorted(only)})
    return fetcher.plan(chosen(listed_targets(catalogue), only), choice, ask=ask)


def fetch_lines(report: FetchReport) -> list[str]:
    """Return what a fetch did not bring, one line for each reason."""
    reasons = Counter(failure.reason for failure in report.failures)
    return [f"{count(number, 'page')} not fetched: {why}" for why, number in reasons.items()]
