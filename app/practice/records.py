"""What a practice question is: stem, options, key, and for every option its reason and evidence.

A `Question` is one of the four formats that are answered in one step; a `CaseStudy` is a scenario
with several questions that are graded apart. An `Item` is either of them. Options stand in the
order of the file; `key` and responses are indices into them:

================== ============================================= ===========================
type               key                                           response
================== ============================================= ===========================
multiple_choice    one index                                     one index
multiple_response  two or more indices, rising                   as many indices, any order
ordering           three to five indices in the right order      as many indices, in order
matching           one index per prompt (an option may serve     one index per prompt,
                   several prompts, or none)                     -1 where none was chosen
================== ============================================= ===========================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.practice.errors import ItemError

QuestionType = Literal["multiple_choice", "multiple_response", "ordering", "matching"]
ItemType = Literal["multiple_choice", "multiple_response", "ordering", "matching", "case_study"]
Difficulty = Literal["easy", "medium", "hard"]
Origin = Literal["bank", "factory", "model"]
Grade = Literal["exam", "drill"]
"""`exam` for what an exam could ask; `drill` for plain recall of what a document says."""
DistractorKind = Literal[
    "wrong service",
    "right service, wrong feature",
    "violates the constraint",
    "true but beside the point",
    "outdated",
]
Constraint = Literal[
    "least operations",
    "lowest cost",
    "latency",
    "throughput",
    "payload",
    "security",
    "compliance",
    "availability",
    "accuracy",
    "fairness",
    "explainability",
    "time to market",
    "data type",
    "none",
]

QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
ITEM_TYPES: tuple[ItemType, ...] = get_args(ItemType)
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
GRADES: tuple[Grade, ...] = get_args(Grade)
DISTRACTOR_KINDS: tuple[DistractorKind, ...] = get_args(DistractorKind)
CONSTRAINTS: tuple[Constraint, ...] = get_args(Constraint)

CHOICE_OPTIONS = 4
RESPONSE_OPTIONS = 5
"""Least number of options of a multiple-response question."""
RESPONSE_KEYS = 2
ORDERING_STEPS = (3, 5)
MATCHING_PROMPTS = (3, 7)
CASE_QUESTIONS = 2
UNANSWERED = -1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote of an indexed document, and where it stands."""

    quote: str
    by_absence: bool = False
    """True when the option is false because the quoted passage, which is complete, lacks it."""
    path: str = ""
    """Path of the document below its ingested folder; empty until the quote has been found."""
    title: str = ""
    heading_path: tuple[str, ...] = ()
    url: str | None = None
    """Official address at which the fact was checked."""
    checked: str | None = None
    """ISO date of that check."""
    document_id: str = ""
    start: int = -1
    """Offset of the quote in the document's text."""

    @property
    def is_found(self) -> bool:
        """Whether the quote has been found in an indexed document."""
        return self.start >= 0


@dataclass(frozen=True, slots=True)
class Option:
    """One option (a response of a matching question, a step of an ordering question)."""

    text: str
    rationale: str
    evidence: Evidence | None = None
    kind: DistractorKind | None = None
    """Why a wrong option tempts; None on the key."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The left-hand side of one pair of a matching question."""

    text: str
    rationale: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is answered in one step and graded as a whole."""

    id: str
    type: QuestionType
    stem: str
    options: tuple[Option, ...]
    key: tuple[int, ...]
    bullets: tuple[str, ...]
    """Outline entries of the exam, the one it turns on first; a made item about a document
    outside the outline (an upload) has none."""
    prompts: tuple[Prompt, ...] = ()
    services: tuple[str, ...] = ()
    difficulty: Difficulty = "medium"
    constraint: Constraint = "none"
    deciding: tuple[str, ...] = ()
    """Verbatim phrases of the stem (or of the scenario) that decide."""
    pair: str = ""
    """Id of the minimal pair's other half: the same scenario with one constraint flipped."""
    origin: Origin = "bank"
    exam: str = "mla-c01"
    checked: str | None = None
    author: str = ""
    """The chat model that wrote it, by the name that is shown; empty for the other wells."""
    grade: Grade = "exam"
    """Whether an exam could ask it, or it drills what a document says."""

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise ItemError(self.id, problem)

    @property
    def task(self) -> str | None:
        """The task statement of the entry that the question turns on, e.g. `2.3`, if any."""
        return self.bullets[0].rpartition(".")[0] if self.bullets else None

    @property
    def domain(self) -> int | None:
        """The domain of that task, if any."""
        return int(self.bullets[0].partition(".")[0]) if self.bullets else None

    @property
    def choose(self) -> int:
        """How many options a response names."""
        return len(self.key)

    @property
    def parts(self) -> tuple[Question, ...]:
        """What is answered and graded: the question itself."""
        return (self,)


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """A scenario with two or more questions that are answered and graded apart."""

    id: str
    scenario: str
    questions: tuple[Question, ...]
    title: str = ""
    difficulty: Difficulty = "hard"
    origin: Origin = "bank"
    exam: str = "mla-c01"
    checked: str | None = None
    author: str = ""

    def __post_init__(self) -> None:
        if not self.scenario.strip():
            raise ItemError(self.id, "the case study has no scenario")
        if len(self.questions) < CASE_QUESTIONS:
            raise ItemError(self.id, f"a case study has at least {CASE_QUESTIONS} questions")

    @property
    def type(self) -> Literal["case_study"]:
        """The item type."""
        return "case_study"

    @property
    def stem(self) -> str:
        """The scenario: what near-duplicates are told by."""
        return self.scenario

    @property
    def bullets(self) -> tuple[str, ...]:
        """The outline entries of all its questions, each once."""
        return tuple(dict.fromkeys(b for question in self.questions for b in question.bullets))

    @property
    def services(self) -> tuple[str, ...]:
        """The services of all its questions, each once."""
        return tuple(dict.fromkeys(s for question in self.questions for s in question.services))

    @property
    def task(self) -> str | None:
        """The task of its first question."""
        return self.questions[0].task

    @property
    def domain(self) -> int | None:
        """The domain of its first question."""
        return self.questions[0].domain

    @property
    def grade(self) -> Grade:
        """A case study is what an exam asks."""
        return "exam"

    @property
    def parts(self) -> tuple[Question, ...]:
        """What is answered and graded: each question."""
        return self.questions


Item = Question | CaseStudy


def _problem(question: Question) -> str:
    """Return what is wrong with the shape of a question; empty when nothing is."""
    if not question.stem.strip():
        return "the stem is empty"
    if not question.bullets and question.origin == "bank":
        return "it names no outline entry (bullets)"
    texts = [option.text.strip() for option in question.options]
    if not all(texts):
        return "an option is empty"
    if len({text.casefold() for text in texts}) < len(texts):
        return "two options are the same"
    outside = [k for k in question.key if not 0 <= k < len(texts)]
    if outside:
        return f"the key names option {outside[0]}, and there are {len(texts)}"
    return _FORM_PROBLEMS[question.type](question)


def _choice_problem(question: Question) -> str:
    if len(question.options) != CHOICE_OPTIONS:
        return f"multiple choice has {CHOICE_OPTIONS} options, not {len(question.options)}"
    return "" if len(question.key) == 1 else "multiple choice has exactly one key"


def _response_problem(question: Question) -> str:
    if len(question.options) < RESPONSE_OPTIONS:
        return (
            f"multiple response has {RESPONSE_OPTIONS} options or more, not {len(question.options)}"
        )
    if len(question.key) < RESPONSE_KEYS:
        return f"multiple response has {RESPONSE_KEYS} keys or more"
    if list(question.key) != sorted(set(question.key)):
        return "the keys of multiple response rise and differ"
    return "" if len(question.key) < len(question.options) else "every option is a key"


def _ordering_problem(question: Question) -> str:
    least, most = ORDERING_STEPS
    if not least <= len(question.key) <= most:
        return f"ordering has {least} to {most} steps, not {len(question.key)}"
    return "" if len(set(question.key)) == len(question.key) else "a step occurs twice in the key"


def _matching_problem(question: Question) -> str:
    least, most = MATCHING_PROMPTS
    if not least <= len(question.prompts) <= most:
        return f"matching has {least} to {most} prompts, not {len(question.prompts)}"
    if len(question.key) != len(question.prompts):
        return "matching has one key per prompt"
    if len({prompt.text.casefold().strip() for prompt in question.prompts}) < len(question.prompts):
        return "two prompts are the same"
    return "" if len(set(question.key)) > 1 else "every prompt has the same answer"


_FORM_PROBLEMS = {
    "multiple_choice": _choice_problem,
    "multiple_response": _response_problem,
    "ordering": _ordering_problem,
    "matching": _matching_problem,
}
