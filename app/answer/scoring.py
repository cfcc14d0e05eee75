"""Score stored sentences by how well they answer a question.

Three signals meet in one linear score: the idf-weighted share of the question's terms that a
sentence (with its heading) holds, the cosine similarity of question and sentence, and the rank of
the passage. Cues of the question's kind are added: a definition starts with its subject, a limit
holds a number. The weights were set on the dev part of the evaluation (`python -m eval run`). A fit
on the train questions too stated more key facts there, and began plain answers with a trap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.answer.amounts import states_asked_unit
from app.answer.named import with_other_names
from index.lexical import tokenize
from index.records import CELL
from index.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.named import Named
    from app.answer.question import Question
    from index.records import Passage


@dataclass(frozen=True, slots=True)
class ScoringWeights:
    """How much each signal counts."""

    overlap: float = 2.2
    cosine: float = 2.0
    rank: float = 0.5
    heading: float = 0.75
    """Credit of a question term that only the heading path holds, against one in the sentence."""
    column: float = 1.0
    """Credit of a question term in the table's header row: the row holds its value."""
    neighbour: float = 0.15
    """Credit of a question term that only the sentence before holds."""
    opening: float = 0.06
    """Added to the first sentence of a section: our notes answer their heading there."""
    cue: float = 1.0
    """Multiplies the bonus of a sentence whose form fits the kind of the question."""
    weakness: float = 1.5
    """Multiplies what is taken off pointers, asides, fragments and leaning sentences."""
    asked: float = 0.5
    """Credit of what resembles a written question that the sentence answers (`index.asked`)."""
    subject: float = 0.2
    """Credit of the question's subject in the sentence or the headings above it."""


class TermWeights(Protocol):
    """Where the weight of a term comes from: the lexical index of the corpus."""

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a stemmed term, highest for unknown ones."""


ASKED_UNIT = 0.25
"""Added to a sentence with an amount of what a limit question asks for: time, size or money."""
ASKING_VERBS = frozenset(
    tokenize("support supports supported allow allows allowed possible work works")
)
"""Stems that ask whether something is so; what answers seldom says "supports"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be shown."""

    passage: Passage
    passage_rank: int
    """0-based position of the passage in the retrieved list."""
    number: int
    text: str
    terms: frozenset[str]
    score: float
    overlap: float
    cosine: float

    @property
    def key(self) -> tuple[str, int]:
        """Identify the sentence within one answer."""
        return self.passage.chunk_id, self.number


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|zero|unlimited|no limit|half"
    r"|twice)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\d[\d,.]*\s*(?:%|percent|[KMGTP]i?B\b|bytes?|MB/s|seconds?|minutes?|hours?|days?|months?"
    r"|years?|weeks?|ms\b|milliseconds?|USD|dollars?|IOPS|requests?|records?|items?|characters?"
    r"|questions?|instances?|jobs?|models?|copies|points?|tokens?|vCPUs?|per )|\$\s?\d"
    r"|\b(?:maximum|minimum|up to|at most|at least|default|limit)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"^[\s:,(]*(?:\([^)]{1,60}\)\s*)?(?:is|are|was|were|means|mean|refers? to|stands? for)\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"^\s*(?:\([^)]{1,60}\)\s*)?(?!has\b|does\b|was\b)[a-z]{3,}s\b(?! of\b)")
_CAMEL_GAP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CHOICE = re.compile(
    r"\b(?:choose|choosing|chosen|pick|is the answer|right answer|best (?:when|for|suited)|suits?"
    r"|suited|recommend(?:ed)?|ideal|prefer(?:red)?|use .{2,60} (?:when|if|for)|fits?|points? to"
    r"|rather than|instead of|good (?:choice|fit))\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|so that|therefore|which means|in order to|the reason|leads? to|avoids?"
    r"|prevents?)\b",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"^(?:it|this|these|those|that|they|such|he|she|its|their|both|the following|in this case"
    r"|however|also|then|here|for example|in addition|otherwise|additionally|as a result"
    r"|therefore|instead)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^(?:for (?:more|additional|further|detailed|information|instructions|details"
    r"|an? (?:example|overview))\b|see\b|to learn (?:more|how)|learn more"
    r"|the following (?:topics|sections|procedure|example|table|code|are|is)\b|use the following"
    r"|this (?:section|topic|page|chapter|guide)\b|topics\b|\*?note:?$"
    r"|an? worked example\b|worked example\b"
    r"|the (?:(?:following|same|next) )?(?:page|table|section|note|picture|diagram|list)\b"
    r"(?: (?:on|of|about) [^.]{1,60}?)? (?:lists?|shows?|compares?|defines?|gives?|explains?"
    r"|describes?|says?|names?|holds?|covers?|tells?|maps?|sums?|computes?)\b)"
    r"|\bsee (?:also )?[A-Z\"“]|:$|\b(?:following|next) table\b|\btable (?:below|above)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:not to be confused|(?:exam cue|trap|note|tip|important|example)s?\b\s*:)", re.IGNORECASE
)
_CUE = re.compile(r"^(?:exam cue\b|trap\b.*\bstem\b)", re.IGNORECASE)
_TRAP = re.compile(r"^trap\b", re.IGNORECASE)
_STEP = re.compile(r"^\d{1,2}[.)]\s")


FRAME_WORDS = frozenset(
    tokenize(
        "vs versus difference differences different differ compare compared comparison stand stands"
        " mean means meaning explain define definition describe tell list name give show rather"
        " instead please example examples know get between"
    )
)
"""Stems that say what kind of answer is wanted, not what it is about."""


def question_terms(text: str) -> tuple[str, ...]:
    """Return the distinct stemmed content terms of a question, in order."""
    terms = tuple(dict.fromkeys(tokenize(text)))
    return tuple(term for term in terms if term not in FRAME_WORDS) or terms


def idf_coverage(
    wanted: Sequence[str], held: frozenset[str] | set[str], weights: TermWeights
) -> float:
    """Return the share of the wanted terms' idf that `held` covers, in [0, 1]."""
    total = sum(weights.idf(term) for term in wanted)
    if total <= 0:
        return 0.0
    return sum(weights.idf(term) for term in wanted if term in held) / total


def passage_terms(passage: Passage) -> frozenset[str]:
    """Return the stemmed terms of a passage with its title and headings."""
    return _heading_terms(passage) | terms_of(passage.text)


def sentence_terms(passage: Passage) -> list[frozenset[str]]:
    """Return the stemmed terms of each sentence with the title, headings and column names."""
    around = _heading_terms(passage) | terms_of(table_header(passage))
    return [terms_of(passage.sentence(i)) | around for i in range(len(passage.sentences))]


def _heading_terms(passage: Passage) -> frozenset[str]:
    return terms_of(" ".join((passage.title, *passage.heading_path)))


def score_sentences(
    question: Question,
    terms: Sequence[str],
    passages: Sequence[Passage],
    idf: TermWeights,
    names: Sequence[str] = (),
    weights: ScoringWeights | None = None,
    things: Sequence[Named] = (),
) -> list[Candidate]:
    """Return every sentence of the passages that may be shown, best first.

    Args:
        question: what was asked.
        terms: stemmed content terms of the question.
        passages: retrieved passages, best first.
        idf: term weights of the corpus.
        names: other names of the question's subject, for definitions.
        weights: how much each signal counts.
        things: what the question names; a sentence that states one under another name is credited
            with the terms of the question's name.
    """
    weights = weights or ScoringWeights()
    candidates: list[Candidate] = []
    total = sum(idf.idf(term) for term in terms) or 1.0
    subjects = [tuple(dict.fromkeys(tokenize(subject))) for subject in question.subjects]
    for rank, passage in enumerate(passages):
        header = table_header(passage)
        columns = terms_of(header)
        headings = with_other_names(_heading_terms(passage), things)
        previous: frozenset[str] = frozenset()
        for number in range(len(passage.sentences)):
            text = passage.sentence(number)
            own = terms_of(text)
            row = is_row(passage, number)
            around = _Around(columns if row else frozenset(), headings, previous)
            stated = with_other_names(own, things)
            overlap = sum(around.credit(t, stated, weights) * idf.idf(t) for t in terms) / total
            previous = stated
            if not _may_be_shown(text, own, passage):
                continue
            cosine = (
                passage.sentence_scores[number]
                if number < len(passage.sentence_scores)
                else 0.8 * (passage.dense_score or 0.0)
            )
            score = (
                weights.overlap * overlap
                + weights.cosine * cosine
                + weights.rank / (1.0 + 0.3 * rank)
                + (weights.opening if _opens_section(passage, number) else 0.0)
                + weights.asked * _asked(passage, number, question)
                + weights.subject * _subject_share(subjects, stated | headings, idf)
                + weights.cue * kind_cue(question, text, names)
                - weights.weakness * _weakness(text, number, asks_verdict=question.asks_verdict)
                - (weights.weakness * _row_weakness(question) if row else 0.0)
            )
            candidates.append(Candidate(passage, rank, number, text, own, score, overlap, cosine))
    candidates.sort(key=lambda c: (-c.score, c.passage_rank, c.number))
    return candidates


def _asked(passage: Passage, number: int, question: Question) -> float:
    """Return how like the question a written one is that the sentence answers. A lone step of a
    procedure answers only who asks for steps."""
    if not passage.asked_sentences:
        return 0.0
    if question.kind != "how-to" and is_step(passage.sentence(number)):
        return 0.0
    return passage.asked_sentences[number]


@dataclass(frozen=True, slots=True)
class _Around:
    """Terms around a sentence that tell what it is about."""

    columns: frozenset[str]
    headings: frozenset[str]
    previous: frozenset[str]

    def credit(self, term: str, own: frozenset[str], weights: ScoringWeights) -> float:
        if term in own:
            return 1.0
        if term in self.columns:
            return weights.column
        if term in self.headings:
            return weights.heading
        return weights.neighbour if term in self.previous else 0.0


def _subject_share(
    subjects: Sequence[Sequence[str]], held: frozenset[str], idf: TermWeights
) -> float:
    """Return how much of its best-covered subject a sentence holds with its headings."""
    return max((idf_coverage(subject, held, idf) for subject in subjects), default=0.0)


def _opens_section(passage: Passage, number: int) -> bool:
    return number == 0 and not passage.header_length and not is_row(passage, 0)


def is_row(passage: Passage, number: int) -> bool:
    """Whether a sentence is a table row."""
    return passage.is_row(number)


def table_header(passage: Passage) -> str:
    """Return the header row of the passage's table, the line before its first row, or \"\"."""
    return passage.table_header()


def first_cell(row: str) -> str:
    """Return the first cell of a row or of a table's header."""
    return row.partition(CELL)[0]


def heading_above(passage: Passage) -> frozenset[str]:
    """Return the terms of the heading right above a passage."""
    return frozenset(tokenize(" ".join(passage.heading_path[-1:])))


def _row_weakness(question: Question) -> float:
    """Rows answer questions for values and lists; a full sentence reads better elsewhere."""
    if question.kind in ("limit", "list", "comparison"):
        return 0.0
    return 0.08 if question.asks_yes_no else 0.04


def _may_be_shown(text: str, terms: frozenset[str], passage: Passage) -> bool:
    if passage.kind == "code":
        return False
    words = len(text.split())
    return bool(terms) and 2 <= words <= 110 and not text.rstrip().endswith("?")


def kind_cue(question: Question, text: str, names: Sequence[str]) -> float:
    """Return the bonus of a sentence whose form fits the kind of the question."""
    kind = question.kind
    if kind == "definition":
        named = first_cell(text).strip().lower() if CELL in text else ""
        if named and named in {name.lower() for name in question.subjects}:
            return 0.45
        return max((defines(text, name) for name in (*question.subjects, *names)), default=0.0)
    if kind == "limit":
        amount = 0.18 * bool(_NUMBER.search(text)) + 0.14 * bool(_UNIT.search(text))
        return amount + ASKED_UNIT * states_asked_unit(question.text, text)
    if kind == "when":
        return 0.15 if _CHOICE.search(text) else 0.0
    if kind == "why":
        return 0.12 if _REASON.search(text) else 0.0
    if kind == "comparison":
        lowered = text.lower()
        return 0.2 if all(side.lower() in lowered for side in question.subjects) else 0.0
    return 0.0


def defines(text: str, name: str) -> float:
    """Return how far a sentence defines a name: 0.45 for "X is", 0.3 for "X does", else 0."""
    if not name:
        return 0.0
    sentence = _CAMEL_GAP.sub(" ", text.strip())
    pattern = rf"(?:an?\s+|the\s+)?(?:(?:amazon|aws)\s+)?{re.escape(_CAMEL_GAP.sub(' ', name))}s?\b"
    match = re.match(pattern, sentence, re.IGNORECASE)
    if match is None:
        return 0.0
    rest = sentence[match.end() :]
    if _COPULA.match(rest):
        return 0.45
    return 0.3 if _ACTIVE.match(rest) else 0.0


def is_step(text: str) -> bool:
    """Whether a sentence opens a numbered step."""
    return _STEP.match(text) is not None


def is_aside(text: str) -> bool:
    """Whether a sentence is a remark beside the matter: a cue, a trap, a look-alike."""
    return _ASIDE.match(text) is not None


def is_cue(text: str) -> bool:
    """Whether a sentence says what the wording of an exam question points to."""
    return _CUE.match(text) is not None


def is_trap(text: str) -> bool:
    """Whether a sentence says what is wrong, though it seems right."""
    return _TRAP.match(text) is not None and not is_cue(text)


def is_dependent(text: str) -> bool:
    """Whether a sentence leans on the one before it."""
    return _DEPENDENT.match(text) is not None


def is_pointer(text: str) -> bool:
    """Whether a sentence only points elsewhere ("For more information, see ...")."""
    return _POINTER.search(text) is not None


def _weakness(text: str, number: int, *, asks_verdict: bool) -> float:
    words = len(text.split())
    weakness = 0.0
    if is_dependent(text):
        weakness += 0.1 if number else 0.16
    if is_pointer(text):
        weakness += 0.3
    if is_step(text):
        weakness += 0.2
    if _ASIDE.match(text):
        weakness += -0.1 if asks_verdict else 0.14
    if words < 5:
        weakness += 0.12
    if words > 55:
        weakness += 0.12
    return weakness
