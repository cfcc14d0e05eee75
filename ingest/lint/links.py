"""Addresses are whole, encrypted, and lead to hosts that are known."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.aws_docs.catalogue import address_fault
from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.lint.corpus import Corpus
    from ingest.lint.note import Note

KNOWN_HOSTS = frozenset(
    {
        "arxiv.org",
        "aws.amazon.com",
        "awsdocs-neuron.readthedocs-hosted.com",
        "certcompanion.com",
        "d1.awsstatic.com",
        "d2l.ai",
        "developer.mamezou-tech.com",
        "docs.aws.amazon.com",
        "docs.cloud.google.com",
        "en.wikipedia.org",
        "eur-lex.europa.eu",
        "github.com",
        "help.pluralsight.com",
        "imbalanced-learn.org",
        "jayendrapatil.com",
        "jmlr.org",
        "pmc.ncbi.nlm.nih.gov",
        "sagemaker.readthedocs.io",
        "scikit-learn.org",
        "spark.apache.org",
        "www.hhs.gov",
        "xgboost.readthedocs.io",
    }
)
"""Hosts that notes cite. A new one is added here, so that a misspelled one is noticed."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def check_links(corpus: Corpus) -> Iterator[Finding]:
    """Yield addresses that are no addresses, not https, or lead to an unknown host."""
    for file, line, address in _addresses(corpus):
        if fault := _fault(address):
            yield Finding(file, line, "link", f"{address} {fault}")
        elif (host := urlsplit(address).netloc) not in KNOWN_HOSTS:
            message = f"{host} is not among the known hosts"
            yield Finding(file, line, "link", message, "warning")


def count_hosts(corpus: Corpus) -> Counter[str]:
    """Return how often each host is cited."""
    return Counter(
        urlsplit(address).netloc for _, _, address in _addresses(corpus) if _fault(address) is None
    )


def _addresses(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and address of every link of notes and lists."""
    for note in corpus.notes:
        yield from ((note.file, line, address) for line, address in _note_addresses(note))
    for table in corpus.lists:
        for number, line in enumerate(table.lines, 1):
            for found in _ADDRESS.finditer(line):
                yield table.file, number, found.group().rstrip(".,;:)")


def _note_addresses(note: Note) -> Iterator[tuple[int, str]]:
    for section in note.sections:
        if section.comment is not None:
            for source in section.comment.sources:
                if source != "-":
                    yield section.comment.line, source
        for paragraph in section.paragraphs:
            for target in paragraph.links:
                if not target.startswith("#"):
                    yield paragraph.line, target


def _fault(address: str) -> str | None:
    if address.startswith("http://"):
        return "does not begin with https://"
    return address_fault(address)
