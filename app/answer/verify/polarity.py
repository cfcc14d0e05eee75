"""What a sentence denies, and the words that turn a statement round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.answer.verify.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.verify.words import Word

NEGATORS = frozenset(
    """
    not no never without none nor neither nothing nobody nowhere
    """.split()  # noqa: SIM905  (words read better as text)
)
_LEXICAL = frozenset(
    stem(w)
    for w in """
        lack exclude unable unsupported unavailable absent missing omit prohibit forbid prevent
        avoid stop refuse deny impossible fail ignore rather instead except unless read-only
        removed gone closed lose skip bypass disallow reject block
        """.split()  # noqa: SIM905  (words read better as text)
)
"""Words that deny in themselves: enough to answer a "not" on the other side."""
_OUT = frozenset(
    """
        out off outside optional unlabeled unlabelled unsupported unable unavailable unencrypted
        unused unauthorized unknown unpredictable undefined unchanged untouched unmanaged
        unrelated unbalanced nonlinear asynchronous stateless serverless read-only
        """.split()  # noqa: SIM905  (words read better as text)
)
"""Words and particles that deny what stands beside them."""
_ONLY = frozenset(
    """
        only just sole solely exclusively alone merely nothing except unless until must single
        limited restricted need needs required require requires no
        """.split()  # noqa: SIM905  (words read better as text)
)
_BREAK = frozenset(
    (",", ";", ":", ".", "!", "?", "(", ")", "|", "\n", "but", "while", "whereas", "because",
     "although", "so", "since", "when", "if", "which", "that", "until", "unless", "and", "or")
)  # fmt: skip
_SCOPE_WORDS = 6
_ADVERBS = frozenset(("longer", "anymore", "always", "yet", "directly"))
_LISTING = frozenset((",", "and", "or"))

_OPPOSITES = """
increase decrease
increase reduce
raise lower
rise fall
grow shrink
higher lower
high low
more less
more fewer
most least
maximum minimum
max min
before after
earlier later
first last
synchronous asynchronous
synchronously asynchronously
enable disable
encrypted unencrypted
encrypt decrypt
allow deny
permit forbid
permit deny
accept reject
supervised unsupervised
labeled unlabeled
online offline
online batch
public private
inbound outbound
ingress egress
internal external
horizontal vertical
horizontally vertically
static dynamic
stateful stateless
mutable immutable
start stop
create delete
add remove
open close
attach detach
connect disconnect
include exclude
overfit underfit
overfitting underfitting
overprovision underprovision
precision recall
positive negative
fast slow
faster slower
cheap expensive
cheaper expensive
large small
larger smaller
long short
longer shorter
many few
same different
manual automatic
manually automatically
simple complex
always never
always sometimes
all some
every some
success failure
succeed fail
upstream downstream
train inference
read write
input output
upload download
serial parallel
sequential parallel
structured unstructured
regression classification
linear nonlinear
best worst
hot cold
source destination
parent child
row column
left right
temporary permanent
persistent ephemeral
optional required
optional mandatory
hard soft
lossless lossy
strong weak
easy difficult
upgrade downgrade
encode decode
mean median
minimize maximize
numeric categorical
sparse dense
warm cold
above below
over under
inside outside
mandatory optional
shared dedicated
local remote
batch streaming
daily hourly
daily weekly
monthly yearly
default custom
bias variance
support exclude
survive fail
together independent
together separate
either both
number string
keep delete
overwrite read-only
success fail
gain lose
""".strip()


@dataclass(frozen=True, slots=True)
class Denial:
    """One negator and the content stems it denies, nearest first."""

    word: str
    scope: tuple[str, ...]
    position: int


def denials(words: Sequence[Word]) -> tuple[Denial, ...]:
    """Return the negators of a text, each with the content stems in its scope."""
    found = []
    for position, word in enumerate(words):
        if word.lower in NEGATORS and not _is_idle(words, position):
            found.append(Denial(word.lower, _scope(words, position), position))
    return tuple(found)


def _is_idle(words: Sequence[Word], position: int) -> bool:
    """Whether a negator denies nothing: "not only", "no more than", "whether or not"."""
    rest = [word.lower for word in words[position + 1 : position + 3]]
    if words[position].lower == "not" and position and words[position - 1].lower in ("or", "if"):
        return True
    return bool(rest) and (
        (words[position].lower == "not" and rest[0] in ("only", "just"))
        or (len(rest) > 1 and rest[0] in ("more", "fewer", "later", "less") and rest[1] == "than")
    )


def _scope(words: Sequence[Word], position: int) -> tuple[str, ...]:
    scope: list[str] = []
    for word in words[position + 1 :]:
        if word.lower in _BREAK and (scope or word.lower not in _LISTING):
            break
        if word.is_content and word.lower not in _ADVERBS:
            scope.append(word.stem)
        if len(scope) == _SCOPE_WORDS:
            break
    if scope:
        return tuple(scope)
    before: list[str] = []
    for word in reversed(words[:position]):
        if word.lower in ("|", "\n", ".", ";") and before:
            break
        if word.is_content:
            before.append(word.stem)
        if len(before) == _SCOPE_WORDS:
            break
    return tuple(before)


def denying_words(words: Sequence[Word]) -> frozenset[str]:
    """Return the stems of words that deny by themselves: "lacks", "instead of", "unlabeled"."""
    return frozenset(
        word.stem or word.lower for word in words if word.stem in _LEXICAL or word.lower in _OUT
    )


def has_only(words: Sequence[Word]) -> bool:
    """Whether a text narrows something: "only", "just", "alone", "no other"."""
    return any(word.lower in _ONLY for word in words)


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Return for each stem the stems that say the opposite."""
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES.splitlines():
        one, other = (stem(word) for word in line.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {key: frozenset(values) for key, values in found.items()}
