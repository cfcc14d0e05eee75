"""A corpus of one exam and one note, sound in every respect; tests spoil one thing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ingest.lint.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ingest.lint.finding import Finding

TODAY = date(2026, 11, 23)

EXAM = """[exam]
id = "mla-c01"
notes = "complete"

[[bullet]]
id = "1.1.k1"
task = "1.1"

[[bullet]]
id = "1.1.s1"
task = "1.1"

[[service]]
name = "Amazon S3"
in_scope = true
page = "aws-services/amazon-s3.md"

[[service]]
name = "AWS Shield"
in_scope = false
"""

ALIASES = """
[[alias]]
name = "Amazon Data Firehose"
aliases = ["Amazon Kinesis Data Firehose", "Firehose"]
kind = "renamed"
former = ["Amazon Kinesis Data Firehose"]

[[alias]]
name = "Amazon SageMaker AI"
aliases = ["Amazon SageMaker", "SageMaker"]
kind = "renamed"
former = ["Amazon SageMaker"]

[[alias]]
name = "Amazon Kinesis Data Firehose for Tests"
aliases = ["TLA"]
kind = "acronym"
"""

NOTE = """---
title: Task 1.1 - Formats
exam: mla-c01
---
# Formats

A format fixes how records lie on disk.

## Columnar formats
<!-- bullets: 1.1.k1 1.1.s1 · source: https://docs.aws.amazon.com/a.html · checked: 2026-11-23 -->

A columnar format stores the values of one column together.
"""

SERVICE = """---
title: Amazon S3
exam: mla-c01
---
# Amazon S3

Amazon S3 stores objects.
"""


def write_corpus(root: Path, files: dict[str, str] | None = None) -> Path:
    """Write the corpus below `root`, with some files replaced, added or (empty) left out."""
    texts = {
        "exams/mla-c01.toml": EXAM,
        "aliases.toml": ALIASES,
        "domain1/1.1-formats.md": NOTE,
        "aws-services/amazon-s3.md": SERVICE,
        **(files or {}),
    }
    for name, text in texts.items():
        if text:
            path = root / "corpus" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root / "corpus"


def load_corpus(
    root: Path, files: dict[str, str] | None = None, reference: Path | None = None
) -> Corpus:
    """Write and read the corpus."""
    return Corpus.load(write_corpus(root, files), today=TODAY, reference=reference)


def section(text: str, title: str = "A section") -> str:
    """Return the note with one more section, whose text begins at line 17."""
    comment = NOTE.split("\n")[9]
    return f"{NOTE}\n## {title}\n{comment}\n\n{text}\n"


def found(
    rule: Callable[[Corpus], Iterator[Finding]], root: Path, note: str
) -> list[tuple[int, str, str]]:
    """Return line, severity and message of what a rule finds in the note."""
    corpus = load_corpus(root, {"domain1/1.1-formats.md": note})
    return [(f.line, f.severity, f.message) for f in rule(corpus)]
