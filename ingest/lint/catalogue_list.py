"""The list of official pages can be read, and every bullet has a page in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.errors import SourceError
from ingest.aws_docs.catalogue import Catalogue
from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.lint.corpus import Corpus

LIST = "aws_docs.toml"


def check_catalogue(corpus: Corpus) -> Iterator[Finding]:
    """Yield faults of `aws_docs.toml` and of the lists of pictures; no list gives none."""
    path = corpus.root / LIST
    if not path.is_file():
        return
    name = path.as_posix()
    try:
        catalogue = Catalogue.load(path)
    except SourceError as error:
        what = error.what.removeprefix(f"{error.path}: ")
        yield Finding(error.path, 1, "catalogue", f"{what}. {error.remedy}")
        return
    known = {bullet for syllabus in corpus.syllabuses for bullet in syllabus.bullets}
    tagged = {b for page in catalogue.pages for b in page.bullets}
    tagged |= {b for file in catalogue.files for b in file.bullets}
    for bullet in sorted(tagged - known):
        yield Finding(name, 1, "catalogue", f"{bullet!r} is no bullet of an exam")
    for syllabus in corpus.syllabuses:
        if syllabus.is_complete:
            for bullet in syllabus.bullets:
                if bullet not in tagged:
                    message = f"no page is listed for bullet {bullet}"
                    yield Finding(name, 1, "catalogue", message, "warning")
    for address, count in Counter(page.address for page in catalogue.pages).items():
        if count > 1:
            message = f"{address} is listed {count} times"
            yield Finding(name, 1, "catalogue", message, "warning")
