"""Plain text as a list of words with stems: what all checks of a sentence look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.terms import STOPWORDS, tokenize

_MARKS = (
    (re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]"), ""),
    (re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)"), ""),
    (re.compile(r"[’‘]"), "'"),
    (re.compile(r"[–—−]"), "-"),
    (re.compile(r"\b(can)(?:not|'t)\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'(?:s|re|ve|ll|d|m)\b"), ""),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
)
"""Citation marks and Markdown go, contracted negations are spelled out, 1,024 becomes 1024."""
_WORD = re.compile(r"[^\W_][\w+]*(?:[-./:@+][^\W_][\w+]*)*|[,;:.!?()|\n]")
_SYNONYMS = """
use utilize employ usage
choose pick select choice right suit suitable suitabl fit best go recommend prefer ideal appropriate
need require must necessary mandatory requirement have
store save keep hold contain retain storage lie live stay remain
delete remove erase
modify change alter edit adjust
monitor watch track observe
cost price charge bill pay fee cheap expensive money cheaper
show display see view appear
start begin launch
fast quick rapid quickly fast
large big
limit cap quota restrict bound restriction confine ceiling
create make generate produce build
allow let permit able possible
send deliver forward pass
return respond response answer reply come
get obtain receive fetch retrieve take
give provide offer supply
split divide
run execute operate
job task
people person user human worker who everyone
compare contrast versus
whole entire complete full
same identical match
wait tolerate
handle process deal treat
same equal
help assist
measure count
fix mend repair solve
check inspect review verify
combine merge join together put
own self itself separately independent independently
extra additional further
immediately once instantly
multiple several many various number
each every all
merge consolidate
important matter
describe define explain
find detect discover spot identify
prevent stop avoid keep
tool service
""".strip()
"""Each line: everyday words that a retelling swaps without changing what is said."""
_FUNCTION_WORDS = STOPWORDS | frozenset(("no", "not", "never", "none", "one", "ones", "yes"))
_UNSAID = frozenset(
    tokenize(
        "also too just then therefore thus hence however instead rather since because although "
        "though while whereas yet still even very quite much more most like such as via per "
        "e.g. i.e. etc example means mean called namely so that this these it about want wants "
        "get gets take takes other another there here both either thing way case kind type any "
        "some between through during within after before under over out off up down by as soon "
        "using based across among due available available whether like want actually simply "
        "typically generally usually normally basically up to at least let lets us really"
    )
)
"""Stems that say nothing of their own: not counted in the support of a sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark, in order."""

    text: str
    lower: str
    stem: str
    """Empty for a punctuation mark; the class of a synonym otherwise."""
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether the word says something: no stop word, no filler, no punctuation, no number."""
        return is_content(self.lower, self.stem)


def plain(text: str) -> str:
    """Return a text without citation marks and Markdown, contractions spelled out."""
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text


def words(text: str) -> tuple[Word, ...]:
    """Return the words and punctuation marks of a plain text."""
    found = []
    for match in _WORD.finditer(text):
        lower = match.group().lower()
        found.append(Word(match.group(), lower, stem(lower), match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word, or of the class of words that retellings swap."""
    if not word[0].isalnum():
        return ""
    found = _stem(word)
    return _classes().get(found, found)


@lru_cache(maxsize=50_000)
def is_content(word: str, word_stem: str) -> bool:
    """Whether a word with its stem counts in the support of a sentence."""
    return (
        bool(word_stem)
        and word not in _FUNCTION_WORDS
        and _stem(word) not in _UNSAID
        and not (word[0].isdigit() or len(word) == 1)
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    parts = tokenize(word)
    if not parts:
        return word
    return parts[0] if len(parts) == 1 else word


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _SYNONYMS.splitlines():
        group = [_stem(word) for word in line.split()]
        for one in group:
            found.setdefault(one, group[0])
    return found
