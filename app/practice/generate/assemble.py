"""Put items together: choose wrong options, shuffle, name, and turn away what gives itself away."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from app.practice.errors import ItemError
from app.practice.generate.clues import about, shared_parts, stands_out
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import is_untold, topic
from app.practice.generate.words import says_the_same, upper_first, word_parts
from app.practice.records import CHOICE_OPTIONS, Evidence, Option, Question
from app.verbs import words
from index.records import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.generate.life_cycle import Closures
    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import (
        Constraint,
        Difficulty,
        DistractorKind,
        Prompt,
        QuestionType,
    )

LONGEST_OPTION = 130
"""Characters; a longer option is a paragraph, not an option."""
LONGEST_STEM = 330
LONGEST_QUOTE = 420
_DIGITS = re.compile(r"\d+")
_COMMON = words(
    "algori amazon aws data hyperp job learn learni machin maker metric model parame sage sagema"
    " servic train traini"
)
"""How words begin that nearly every text of the field has: sharing them points at nothing."""
_NAME = re.compile(r"\b[A-Za-z]\w*_\w+\b")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where the parts of "StaticHyperParameters" meet."""
ROOT = 6
CUT = 3
"""Letters from which a word may be another one cut short."""
LONGEST_INITIALS = 5
"""Letters of a name that may be the first letters of the words of a stem."""
POOL = 9
"""Most wrong options among which the best three are looked for."""
WANTED_RANKS = (0, 0, 1, 2, 3)
"""How many wrong options should be longer than the key; 0 twice, since it is hardest to find."""
_BAD_OPTION = re.compile(
    r"https?://|\.html\b|\barn:|#\(|[<>{}]|\bsee\b|\babove\b|\bbelow\b|\bfollowing\b|\ball of\b"
    r"|\bnone of\b"
    r"|^(?:this|these|it|they|same)\b|\bet al\b|\(optional(?:ly)?\)|\bn/a\b|^\W*$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^(?:git|aws|pip|docker|kubectl|cdk|curl) |"
    r"[a-z]_[a-z]|^[a-z]+[A-Z]|^[</$]|^[a-z]+-[a-z]+\b(?! [a-z])|\(\w+\)$|[a-z]\.[a-z]|::"
)
_SYMBOL = re.compile(r"[a-z]{1,3} (?:[-+*/=<>]|x )")
"""How a formula begins: "rd - ra"."""
_CONSTRAINTS: tuple[tuple[str, Constraint], ...] = (
    (r"payload|request size|image size|record size|message size", "payload"),
    (
        r"operational|no servers|without servers|least effort|no clusters|without clusters",
        "least operations",
    ),
    (r"\bcosts?\b|price|cheap|discount|budget", "lowest cost"),
    (r"latency|milliseconds|real[- ]time|processing time|duration|timeout", "latency"),
    (r"throughput|bandwidth|requests per second|records per second", "throughput"),
    (r"encrypt|permission|\bIAM\b|\bKMS\b|private|credential|\bsecret", "security"),
    (r"availability zone|failover|redundan", "availability"),
    (r"\bbias\b|fairness|facet", "fairness"),
    (r"explainab|interpretab|SHAP|attribution", "explainability"),
    (r"accuracy|precision|recall|\bF1\b", "accuracy"),
)


_ENDED = re.compile(r"\b(?:new customers|shut down|has ended|ended on|end of support)\b")
"""What a reason says of a closed thing already."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An option before it is chosen."""

    text: str
    rationale: str
    evidence: Evidence
    kind: DistractorKind = "true but beside the point"
    distance: int = 0
    """How far from the key it was found: 0 in the same table or list, higher further away."""
    subject: str = ""
    """Whose fact the option is, where its text does not name it: no two are of one thing."""


IsTrue = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item comes from, and what it therefore carries."""

    shelf: Shelf
    page: Page
    section: Section

    def evidence(self, piece: Piece, by_absence: bool = False) -> Evidence:
        """Return a quote of this place."""
        source = self.page.document.source
        return Evidence(
            quote=" ".join(piece.text.split()),
            by_absence=by_absence,
            path=source.path,
            title=source.title,
            heading_path=self.section.titles,
            url=self.section.url,
            checked=self.section.checked,
            document_id=self.page.document.id,
            start=piece.start,
        )

    def question(
        self,
        kind: QuestionType,
        stem: str,
        options: Sequence[Option],
        key: Sequence[int],
        *,
        prompts: Sequence[Prompt] = (),
        difficulty: Difficulty = "medium",
        deciding: Sequence[str] = (),
    ) -> Question | None:
        """Return a question of this place; None when its shape is not allowed."""
        if is_untold(self.section) and f'"{topic(self.section)}"' in stem:
            return None
        said = " ".join((self.page.title, *self.section.titles, stem))
        catalog = self.shelf.catalog
        if kind != "ordering":
            if any(catalog.closures.forbids(options[k].text) for k in key):
                return None
            options = [_with_its_end(one, catalog.closures) for one in options]
        answers = " ".join(options[k].text for k in key)
        services = catalog.mentioned(said) + catalog.mentioned(answers)
        try:
            return Question(
                id=item_id(kind, stem, [option.text for option in options], prompts),
                type=kind,
                stem=stem,
                options=tuple(options) if kind == "ordering" else alike(options),
                key=tuple(key),
                bullets=self.section.bullets,
                prompts=tuple(prompts),
                services=tuple(dict.fromkeys(service.name for service in services)),
                difficulty=difficulty,
                constraint=constraint_of(stem),
                deciding=tuple(d for d in deciding if d in stem),
                origin="factory",
                exam=self.page.document.source.exam or "mla-c01",
                checked=self.section.checked,
            )
        except ItemError:
            return None

    def choice(
        self,
        stem: str,
        key: Candidate,
        others: Iterable[Candidate],
        *,
        is_true: IsTrue | None = None,
        difficulty: Difficulty = "medium",
        deciding: Sequence[str] = (),
    ) -> Question | None:
        """Return a multiple-choice question; None when three fit wrong options do not exist.

        `is_true` tells of a wrong option whether the documents say it of the stem after all; it is
        asked only of those that would be used.
        """
        if len(stem) > LONGEST_STEM or not fit_option(key.text):
            return None
        rng = random.Random(f"{stem}\0{key.text}")
        wrong = choose_wrong(stem, key, others, rng, is_true, about(stem, deciding))
        if wrong is None:
            return None
        options = [as_option(key, is_key=True), *(as_option(one) for one in wrong)]
        rng.shuffle(options)
        place = next(i for i, option in enumerate(options) if option.kind is None)
        return self.question(
            "multiple_choice", stem, options, [place], difficulty=difficulty, deciding=deciding
        )


def _with_its_end(option: Option, closures: Closures) -> Option:
    """Return an option whose reason says where new customers cannot have what it names."""
    told = closures.said_of(option.text)
    if not told or _ENDED.search(option.rationale):
        return option
    return replace(option, rationale=f"{option.rationale.rstrip()} {told}")


def as_option(candidate: Candidate, *, is_key: bool = False) -> Option:
    """Return a candidate as an option."""
    return Option(
        text=capitalised(candidate.text),
        rationale=candidate.rationale,
        evidence=candidate.evidence,
        kind=None if is_key else candidate.kind,
    )


def choose_wrong(
    stem: str,
    key: Candidate,
    others: Iterable[Candidate],
    rng: random.Random,
    is_true: IsTrue | None = None,
    asked: str = "",
) -> tuple[Candidate, ...] | None:
    """Return three wrong options near the key in place and length, or None.

    No two options say the same or are of one thing, and the words that key and stem share stand in
    wrong options too: of those of `asked`, each in one at least.
    Whether the key is the longest, a middle or the shortest option is drawn, so that its length
    tells nothing.
    """
    pool: list[Candidate] = []
    telling = _roots(stem) & _roots(key.text)
    echoed = shared_parts(asked, key.text)

    def farness(one: Candidate) -> tuple[int, int, int, str]:
        hides = len(telling & _roots(one.text)) if telling else 0
        hides += len(echoed & shared_parts(asked, one.text)) if echoed else 0
        return -hides, one.distance, abs(len(one.text) - len(key.text)), one.text

    for one in sorted(others, key=farness):
        if not fit_option(one.text) or says_the_same(one.text, key.text):
            continue
        if not 0.4 <= (len(one.text) + 8) / (len(key.text) + 8) <= 2.5:
            continue
        if any(says_the_same(one.text, taken.text) for taken in pool):
            continue
        if any(_are_one(one, taken) for taken in (key, *pool)):
            continue
        if lacks_a_number(stem, key, one) or (is_true is not None and is_true(one)):
            continue
        pool.append(one)
        if len(pool) == POOL:
            break
    if len(pool) < CHOICE_OPTIONS - 1:
        return None
    longer = rng.choice(WANTED_RANKS)

    def strangeness(trio: tuple[Candidate, ...]) -> tuple[int, int, int]:
        rank = sum(len(one.text) > len(key.text) for one in trio)
        spread = sum(abs(len(one.text) - len(key.text)) for one in trio)
        return sum(one.distance for one in trio), abs(rank - longer), spread

    mine = _pointing(key.text, stem)
    hiding = [one for one in pool if _pointing(one.text, stem) >= mine]
    shared = {one.text: shared_parts(asked, one.text) for one in pool} if echoed else {}
    trios = [
        trio
        for trio in combinations(pool, CHOICE_OPTIONS - 1)
        if (not mine or any(one in hiding for one in trio))
        and not (echoed and stands_out(echoed, [shared[one.text] for one in trio]))
    ]
    return min(trios, key=strangeness) if trios else None


def _are_one(one: Candidate, other: Candidate) -> bool:
    """Whether two options tell of one thing: of "VPC" and "Amazon VPC"."""
    if not one.subject or not other.subject:
        return False
    mine, theirs = core_words(one.subject), core_words(other.subject)
    return mine <= theirs or theirs <= mine


def gives_away(stem: str, key: Candidate, wrong: Sequence[Candidate]) -> bool:
    """Whether words of the stem point at the key: no other option has as many of them, or one
    lacks a number that both have."""
    mine = _pointing(key.text, stem)
    points = mine > 0 and all(_pointing(one.text, stem) < mine for one in wrong)
    return points or any(lacks_a_number(stem, key, one) for one in wrong)


def lacks_a_number(stem: str, key: Candidate, one: Candidate) -> bool:
    """Whether an option lacks a number that stem and key share."""
    digits = set(_DIGITS.findall(key.text)) & set(_DIGITS.findall(stem))
    return any(number not in one.text for number in digits)


def _pointing(text: str, stem: str) -> int:
    """Return the letters of the telling words that an option has in common with a stem, or that
    one of them spells out: "wd" and "weight decay"."""
    said = _roots(stem)
    initials, own = _initials(stem), _initials(text)
    shared = [
        root
        for root in _roots(text)
        if (len(root) > 2 and _begins_alike(root, said))
        or (1 < len(root) <= LONGEST_INITIALS and root.isalpha() and root in initials)
    ]
    parts = [part for name in _NAME.findall(stem) for part in name.lower().split("_")]
    spelled = [part for part in parts if 1 < len(part) < LONGEST_INITIALS and part in own]
    return sum(map(len, (*shared, *spelled)))


@lru_cache(maxsize=10_000)
def _initials(text: str) -> str:
    """Return the first letters of the words of a text, in their order."""
    return "".join(word[0] for word in re.findall(r"[a-z]+", CAMEL.sub(" ", text).lower()))


def share_a_word(first: str, second: str) -> bool:
    """Whether two texts have a telling word in common, however it ends: "unbias", "unbiases"."""
    roots = _roots(second)
    return any(len(root) > 2 and _begins_alike(root, roots) for root in _roots(first))


def _begins_alike(root: str, roots: frozenset[str]) -> bool:
    """Whether a word is among others, or cut short like "certs" for "certificate"."""
    if root in roots:
        return True
    return len(root) >= CUT and any(
        one.startswith(root) or (len(one) >= CUT and root.startswith(one)) for one in roots
    )


@lru_cache(maxsize=100_000)
def _roots(text: str) -> frozenset[str]:
    """Return how the words of a text begin: "overfit" and "overfitting" point at each other."""
    parted = CAMEL.sub(" ", text)
    return frozenset(word[:ROOT] for word in word_parts(text) | word_parts(parted)) - _COMMON


def fit_option(text: str) -> bool:
    """Whether a text can stand as an option: short, self-contained, no address."""
    return 0 < len(text) <= LONGEST_OPTION and not _BAD_OPTION.search(text)


def capitalised(text: str) -> str:
    """Return an option's text without a full stop, beginning with a capital where it is a word."""
    text = text.strip()
    if text.endswith(".") and not text.endswith("..") and text.count(". ") == 0:
        text = text[:-1]
    first = re.match(r"[a-z]+(?:-[a-z]+)*(?=[\s,]|$)", text)
    is_prose = (
        first is not None
        and not _SYMBOL.match(text)
        and len(text.split()) > 1
        and not _CODE.search(text)
    )
    return upper_first(text) if is_prose else text


def alike(options: Sequence[Option]) -> tuple[Option, ...]:
    """Give plain words a capital where most options have one: the odd one out would tell."""
    if any(_CODE.search(option.text) for option in options):
        return tuple(options)
    capitals = sum(option.text[:1].isupper() for option in options)
    if capitals * 2 < len(options):
        return tuple(options)
    return tuple(
        replace(option, text=upper_first(option.text))
        if re.match(r"[a-z]+(?:-[a-z]+)*(?:[\s,]|$)", option.text)
        and "_" not in option.text
        and not _SYMBOL.match(option.text)
        else option
        for option in options
    )


def constraint_of(stem: str) -> Constraint:
    """Return what a stem turns on, by its words."""
    for pattern, constraint in _CONSTRAINTS:
        if re.search(pattern, stem, re.IGNORECASE):
            return constraint
    return "none"


def item_id(kind: str, stem: str, texts: Sequence[str], prompts: Sequence[Prompt] = ()) -> str:
    """Return an id that depends on what the reader sees and on nothing else."""
    shown = [" ".join(text.split()).casefold() for text in (stem, *sorted(texts))]
    digest = content_hash(kind, *shown, *(prompt.text.casefold() for prompt in prompts))
    return f"f-{digest[:16]}"


def case_id(case_stem: str, parts: Sequence[Question]) -> str:
    """Return the id of a case study."""
    return f"f-{content_hash('case_study', case_stem, *(part.id for part in parts))[:16]}"
