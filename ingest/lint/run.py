"""All rules over one corpus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.lint.asked import check_asked
from ingest.lint.catalogue_list import check_catalogue
from ingest.lint.copied import check_copied
from ingest.lint.coverage import Coverage, check_coverage, measure
from ingest.lint.form import check_form
from ingest.lint.links import check_links, count_hosts
from ingest.lint.openings import check_openings
from ingest.lint.scope import check_scope
from ingest.lint.stale import check_former_names

if TYPE_CHECKING:
    from ingest.lint.corpus import Corpus
    from ingest.lint.finding import Finding

RULES = (
    check_coverage,
    check_form,
    check_links,
    check_former_names,
    check_scope,
    check_openings,
    check_catalogue,
    check_asked,
    check_copied,
)


@dataclass(frozen=True, slots=True)
class LintReport:
    """What all rules found."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    hosts: Counter[str] = field(default_factory=Counter)
    """How often each host is cited."""
    compared: bool = False
    """True when AWS pages were there to compare with."""

    @property
    def errors(self) -> int:
        """Findings that must be mended."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Findings that should be looked at."""
        return len(self.findings) - self.errors


def lint(corpus: Corpus) -> LintReport:
    """Apply every rule; findings are ordered by file and line."""
    findings = {*corpus.faults, *(finding for rule in RULES for finding in rule(corpus))}
    return LintReport(
        findings=tuple(sorted(findings)),
        coverage=measure(corpus),
        hosts=count_hosts(corpus),
        compared=corpus.reference is not None,
    )
