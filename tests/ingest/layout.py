"""Shows parsed text in a form that a test can spell out."""

from ingest.readers.parsed import ParsedText


def layout(parsed: ParsedText) -> list[tuple[str, str]]:
    """Return `(kind, text)` of headings (`h1` ... `h6`) and blocks in reading order."""
    parts = [(h.start, f"h{h.level}", parsed.text[h.start : h.end]) for h in parsed.headings]
    parts += [(b.start, b.kind, parsed.text[b.start : b.end]) for b in parsed.blocks]
    return [(kind, text) for _, kind, text in sorted(parts)]
