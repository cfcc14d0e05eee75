"""Names of the past are mentioned as such, never used as if they were current."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ingest.lint.corpus import Corpus
    from ingest.lint.names import FormerName
    from ingest.lint.note import Section

_SAYS_SO = re.compile(
    r"\b(?:formerly|former|renamed?|old(?:er)? names?|earlier|previous(?:ly)?|once|used to|"
    r"now (?:called|named|part)|(?:was|were) called|legacy|until|successor|replaced)\b",
    re.IGNORECASE,
)
"""Words by which a sentence shows that it speaks of a name of the past."""

_GOES_ON = re.compile(r"[ -](?:[A-Z][a-z]|AI\b)")
"""What follows when the name is only the beginning of a longer one."""


def check_former_names(corpus: Corpus) -> Iterator[Finding]:
    """Yield names of the past in sections that do not give the name of today."""
    by_name = {name.former: name for name in corpus.names.former}
    if not by_name:
        return
    pattern = _pattern({*by_name, *corpus.names.current})
    for note in corpus.notes:
        for section in note.sections:
            for line, former in _uses(section, pattern, by_name):
                name = by_name[former]
                message = f"{former} is now called {name.current}"
                yield Finding(note.file, line, "former-name", message)


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    """Return what finds all names, the longest at each place."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _uses(
    section: Section, pattern: re.Pattern[str], by_name: dict[str, FormerName]
) -> Iterator[tuple[int, str]]:
    if _SAYS_SO.search(section.title):
        return
    places = [(section.line, section.title, "")]
    for paragraph, header in section.with_table_headers():
        places += [(paragraph.line, sentence, header) for sentence in paragraph.sentences()]
    found = [(*place, match) for place in places for match in pattern.finditer(place[1])]
    present = {match.group() for *_, match in found}
    for line, text, header, match in found:
        name = by_name.get(match.group())
        if name is None or _GOES_ON.match(text, match.end()):
            continue
        if _SAYS_SO.search(text) or _SAYS_SO.search(header):
            continue
        if not present & {name.current, *name.also}:
            yield line, name.former
