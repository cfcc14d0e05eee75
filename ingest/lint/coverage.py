"""Every bullet of a complete exam has a section, every service in scope its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.lint.corpus import Corpus
    from ingest.lint.syllabus import Service, Syllabus

SERVICE_FOLDER = "aws-services/"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is covered, and how much there is."""

    bullets: int
    bullets_all: int
    services: int
    services_all: int
    sections: int
    words: int

    def __str__(self) -> str:
        return (
            f"bullets {self.bullets}/{self.bullets_all}, "
            f"services {self.services}/{self.services_all}, "
            f"sections {self.sections}, words {self.words}"
        )


def measure(corpus: Corpus) -> Coverage:
    """Count what the complete exams ask for and what the notes hold."""
    complete = [s for s in corpus.syllabuses if s.is_complete]
    wanted = [(s, service) for s in complete for service in s.services if service.in_scope]
    return Coverage(
        bullets=sum(len(s.bullets) - len(_uncovered(corpus, s)) for s in complete),
        bullets_all=sum(len(s.bullets) for s in complete),
        services=sum(_page_fault(corpus, service) is None for _, service in wanted),
        services_all=len(wanted),
        sections=sum(s.has_text for note in corpus.notes for s in note.sections if s.level > 1),
        words=sum(note.words for note in corpus.notes),
    )


def check_coverage(corpus: Corpus) -> Iterator[Finding]:
    """Yield bullets without a section, services without a page, and bullets that do not exist."""
    for syllabus in corpus.syllabuses:
        if not syllabus.is_complete:
            continue
        for bullet in _uncovered(corpus, syllabus):
            line = syllabus.lines.get(bullet, 1)
            message = f"no section is tagged with bullet {bullet}"
            yield Finding(syllabus.file, line, "coverage", message)
        for service in syllabus.services:
            if service.in_scope and (fault := _page_fault(corpus, service)):
                line = syllabus.lines.get(service.name, 1)
                yield Finding(syllabus.file, line, "coverage", f"{service.name} {fault}")
    for note in corpus.notes:
        known = {bullet for syllabus in corpus.exams(note) for bullet in syllabus.bullets}
        for section in note.sections:
            if section.comment is None:
                continue
            for bullet in section.comment.bullets:
                if bullet != "-" and known and bullet not in known:
                    message = f"{bullet!r} is no bullet of the exam"
                    yield Finding(note.file, section.comment.line, "bullets", message)


def _uncovered(corpus: Corpus, syllabus: Syllabus) -> list[str]:
    tagged = {
        bullet
        for note in corpus.notes
        if note.fields.get("exam", syllabus.exam) == syllabus.exam
        for section in note.sections
        if section.comment is not None and section.has_text
        for bullet in section.comment.bullets
    }
    return [bullet for bullet in syllabus.bullets if bullet not in tagged]


def _page_fault(corpus: Corpus, service: Service) -> str | None:
    """Return what is wrong with the page of a service, or None."""
    if not service.page:
        return "names no page"
    if not service.page.startswith(SERVICE_FOLDER):
        return f"has its page outside {SERVICE_FOLDER}: {service.page}"
    wanted = (corpus.root / service.page).as_posix()
    note = next((note for note in corpus.notes if note.file == wanted), None)
    if note is None:
        return f"has no page {service.page}"
    if not any(service.name in section.plain for section in note.sections):
        return f"is not named on its page {service.page}"
    return None
