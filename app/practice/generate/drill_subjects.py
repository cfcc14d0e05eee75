"""Drills on what a page says that a thing is or does: which one is it?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place, share_a_word
from app.practice.generate.blanks import BLANK, is_asked_about, takes_its_article
from app.practice.generate.company import Company
from app.practice.generate.named_kinds import kinds_in
from app.practice.generate.noun_terms import is_term, number_of
from app.practice.generate.plain import is_bare_verb, is_third_person
from app.practice.generate.shelf import VENDOR_WORDS, core_words
from app.practice.generate.standing import is_generic, said_by, stands_alone
from app.practice.generate.words import content_words, overlap, upper_first
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Sentence
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

FACTS = "subjects"
_SUBJECTS = tuple(
    re.compile(
        r"^(?P<before>(?:The |An? )?(?:(?:Amazon|AWS) )?"
        r"(?:SageMaker (?!Python|Spark)(?:built-in )?)?)"
        rf"(?P<name>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){{{more}}})"
        r"(?P<noun> (?:algorithm|metric|framework|library|app|step|operation|policy|transform"
        r"|function|plot|rule|operator|class|endpoint|setting|parameter))?"
        r"(?P<rest> (?:(?:also|automatically|then|typically|usually|generally) )?"
        r"(?P<verb>[a-z]+)\b.*)$"
    )
    for more in range(5)
)
"""Subjects of one word, of two, and so on."""
_NOUN_VERB = re.compile(
    r"^ (?:plans|tests|checks|uses|needs|runs|charts?|costs|limits|rates|scores|issues|values|jobs"
    r"|steps|models|types|names|reports|results|requests|starts|stops|shows|loads|links|ranges"
    r"|stages|weights|changes|updates|exports|imports|packages|builds|records|samples|labels|tags)"
    r" (?:of|for|in|are|is|can|must|that|which|run|warn|range|used|include|have|from|on|with"
    r"|between|per|[a-z]+ed)\b"
)
"""What is written like a verb and is the subject: "unit tests run"."""
_SINGLE = words("is has lets helps can does")
_SEVERAL = words("are have let help")
_TELLS = re.compile(
    r"^ (?:also |automatically |typically |usually |generally )?(?:(?:is|are) (?:an?|the|used|"
    r"(?:most )?\w+ly used|designed|defined|calculated|computed|built|based|responsible|trained)\b"
    r"|can (?:help|be used)\b"
    r"|(?!supports?\b|uses?\b|requires?\b|needs?\b|has\b|have\b|does\b|do\b|is\b|are\b|can\b"
    r"|appears?\b|includes?\b|contains?\b|follows?\b|starts?\b|must\b|will\b|may\b|currently\b"
    r"|should\b|only\b|takes?\b|returns?\b|accepts?\b)[a-z]+\b)"
)
"""What says what a thing is or does, not what it has or supports."""
_VAGUE = re.compile(
    r"^(?:You|We|It|This|That|These|Those|Each|All|Any|Some|Many|Most|Multiple|Users?|Workers?"
    r"|Customers?|Administrators?|Data|Model|Models|Training|Use|Using|Time|Type|The|Your|In|For|If"
    r"|When|To|After|Before|With|By|On|Because|As|Both|One|Two|Three|Higher|Lower|Additional"
    r"|Individual|Available|Supported|Standardized|General|Following|Other|There|Amazon|AWS"
    r"|SageMaker|Endpoint|Valid|Missing|Given|From|At|Only|Note|Not|No|New|Every|Results?|Values?"
    r"|Examples?|People|Researchers|Developers|Everything|Everyone|Someone|Nothing)\b"
)
_SMALL = re.compile(
    r"\b(?:of|and|or|that|which|to|in|on|for|by|with|from|at|as|you|your|the|an?)\b"
)
_EVERY_ONE = re.compile(
    r"\b(?:encrypt\w*|IAM|KMS|CloudTrail|at rest|in transit|available in|instances? for training"
    r"|Region)\b"
)
"""What holds for most things."""
_LEANING = re.compile(r"^ (?:\w+ )?(?:also|then|again|now)\b|\bsuch\b|\bsame\b|\bthis\b")
PER_NAME = 14
"""Sentences of one page that are asked for one name."""
COVERED = 0.5
"""Share of what a description tells from which on another thing may be described by it."""
_BRAND = re.compile(r"^(?:Amazon|AWS) |(?<=The )(?:Amazon|AWS) ")
LEAST_TOLD = 5
"""Telling words that a description needs; more where many things do much."""
FIRST = 12
"""Sentences of a section that introduce it."""
ALIKE = 0.25
"""Share of common words from which two descriptions may be of either thing."""
_ASKED = {
    "SageMaker capability": "SageMaker capability",
    "algorithm": "algorithm",
    "framework": "framework or tool",
    "service": "service",
    "metric": "metric",
}


@dataclass(frozen=True)
class Subject:
    """A sentence that says what its subject is or does."""

    page: Page
    sentence: Sentence
    name: str
    kind: str
    text: str
    about: str

    @cached_property
    def told(self) -> frozenset[str]:
        """The telling words of the description."""
        return content_words(self.about) - {BLANK}


def subject_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each description of a page the question for its subject; subjects of which other
    things are said are wrong."""
    yield from asked_on(page, shelf).values()


def asked_on(page: Page, shelf: Shelf) -> dict[int, Question]:
    """Return the questions of a page by where the sentence of each begins, made once."""
    return shelf.fact("subject questions", page, partial(_asked, shelf))[0]


def _asked(shelf: Shelf, page: Page) -> Iterator[dict[int, Question]]:
    company = Company(page, shelf)
    asked: dict[int, Question] = {}
    per_name: Counter[str] = Counter()
    for subject in subjects_on(page, shelf):
        if not is_told(subject) or per_name[subject.name] >= PER_NAME:
            continue
        place = Place(shelf, page, subject.sentence.section)
        kind = _ASKED.get(subject.kind)
        stem = f"Which {kind} does this describe?" if kind else "What does this describe?"
        question = place.choice(
            f"{stem} {subject.about}",
            Candidate(subject.name, subject.text, place.evidence(subject.sentence.piece)),
            _mentioned(subject, company, shelf) if kind else _others(subject, shelf),
            is_true=partial(_is_said, subject, shelf),
            difficulty="easy",
            deciding=(subject.about,),
        )
        if question is not None:
            per_name[subject.name] += 1
            asked[subject.sentence.piece.start] = question
    yield asked


def subjects_on(page: Page, shelf: Shelf) -> tuple[Subject, ...]:
    """Return the described subjects of a page, found once."""
    return shelf.fact(FACTS, page, partial(_subjects_of, shelf))


def is_told(subject: Subject) -> bool:
    """Whether a description tells its subject from others without naming it."""
    rest = subject.about.partition(BLANK)[2]
    least = LEAST_TOLD + (subject.kind in _ASKED) + 2 * (not _TELLS.search(rest))
    return (
        len(subject.told) >= least
        and not share_a_word(subject.name, subject.about.replace(BLANK, ""))
        and not _EVERY_ONE.search(subject.about)
        and not is_generic(subject.about)
    )


def _subjects_of(shelf: Shelf, page: Page) -> Iterator[Subject]:
    number: dict[int, int] = {}
    seen: set[str] = set()
    for sentence in page.statements:
        at = number[id(sentence.section)] = number.get(id(sentence.section), 0) + 1
        text, label = said_by(sentence.text)
        if label or text in seen:
            continue
        seen.add(text)
        found = _described(text, shelf)
        if found is None or not is_asked_about(sentence) or not stands_alone(text):
            continue
        name, kind, about = found
        titles = " ".join(sentence.section.titles)
        if kind in _ASKED or at <= FIRST or core_words(name) <= content_words(titles):
            yield Subject(page, sentence, upper_first(name), kind, text, about)


def _described(text: str, shelf: Shelf) -> tuple[str, str, str] | None:
    """Return the subject of a sentence, its kind, and the sentence without it."""
    for subject in _SUBJECTS:
        found = subject.match(text)
        if found is None or not _agrees(found["name"], found["noun"] or "", found["verb"]):
            continue
        if _NOUN_VERB.match(found["rest"]):
            return None
        name, rest = found["name"], found["rest"]
        if _VAGUE.match(name) or _SMALL.search(name) or _LEANING.search(rest):
            return None
        before, noun = found["before"], found["noun"] or ""
        kind = _kind_of(name, before, noun, shelf)
        if not kind or (kind not in _ASKED and not _TELLS.match(rest)):
            return None
        if kind == "service":
            before = _BRAND.sub("", before)
        return name, kind, f"{before}{BLANK}{noun}{rest}"
    return None


def _agrees(name: str, noun: str, verb: str) -> bool:
    """Whether a word is the verb of a subject: "helps" of one thing, "help" of several."""
    several = not noun and number_of(name) == "several" and not name.isupper()
    if verb in _SINGLE or verb in _SEVERAL:
        return verb in ("can", "let", "help") or (verb in _SEVERAL) == several or name[-1:] == "s"
    return is_third_person(verb) and (not several or name[:1].isupper())


def _kind_of(name: str, before: str, noun: str, shelf: Shelf) -> str:
    """Return what a subject is; empty where its words name nothing."""
    whole = f"{before}{name}"
    for found, kind in kinds_in(whole):
        if found == name and kind in _ASKED:
            return kind
    service = shelf.catalog.named(f"{before}{name}".removeprefix("The "))
    if service is not None and "SageMaker" not in service.name:
        return "service"
    if noun:
        return noun.strip()
    if "SageMaker" in before:
        return "part of SageMaker"
    tokens = name.split()
    if all(shelf.is_name(one) for one in tokens):
        return "code" if _is_code(name) else "name"
    if any(one[:1].isupper() and not one.isupper() for one in tokens[1:]):
        return ""
    low = f"{name[:1].lower()}{name[1:]}"
    article = before.strip().lower()
    if article == "the" and len(tokens) == 1:
        return ""
    if len(tokens) == 1 and (is_bare_verb(low) or not shelf.word_use.is_thing(low)):
        return ""
    if len(tokens) > 1 and not is_term(low, shelf.word_use):
        return ""
    return f"term {number_of(name)} {'a' if article else 'bare'}"


def _is_code(name: str) -> bool:
    """Whether a name is written as in code."""
    return "_" in name or (not name.isupper() and any(c.isupper() for c in name[1:]))


def _others(subject: Subject, shelf: Shelf) -> Iterator[Candidate]:
    """Yield other subjects of one kind, those of the pages that are closest first."""
    for other in shelf.facts(FACTS, subject.page, partial(_subjects_of, shelf)):
        if other.kind != subject.kind or not _may_be_meant(subject, other.name):
            continue
        if overlap(other.about, subject.about) > ALIKE:
            continue
        place = Place(shelf, other.page, other.sentence.section)
        yield Candidate(
            other.name,
            f"This is said of {subject.name}. Of {other.name} it is said: {other.text}",
            place.evidence(other.sentence.piece),
            "true but beside the point",
            shelf.remoteness(subject.page, other.page)
            + abs(len(other.name.split()) - len(subject.name.split())),
            other.name,
        )


def _mentioned(subject: Subject, company: Company, shelf: Shelf) -> Iterator[Candidate]:
    """Yield the names of one kind around whose mentions other words stand."""
    whole = sum(map(shelf.rarity, subject.told))
    for known in company.of(subject.kind):
        name = _BRAND.sub("", known.name)
        if not _may_be_meant(subject, name):
            continue
        if whole and sum(map(shelf.rarity, subject.told & known.words)) >= COVERED * whole:
            continue
        if any(overlap(one.about, subject.about) > ALIKE for one in known.mentions):
            continue
        told = known.told_beside(subject.told)
        yield Candidate(
            name,
            f"This is said of {subject.name}. Of {name} it is said: {told.whole}",
            Place(shelf, told.page, told.sentence.section).evidence(told.sentence.piece),
            "wrong service" if subject.kind == "service" else "right service, wrong feature",
            known.distance + 3 * (not known.is_told),
            name,
        )


def _may_be_meant(subject: Subject, name: str) -> bool:
    """Whether nothing in how a name is written or in the sentence tells it from the subject."""
    mine, theirs = core_words(subject.name), core_words(name)
    return (
        not (mine <= theirs or theirs <= mine)
        and name.casefold() not in subject.about.casefold()
        and name.isupper() == subject.name.isupper()
        and takes_its_article(subject.about, subject.name, name)
    )


def _is_said(subject: Subject, shelf: Shelf, one: Candidate) -> bool:
    """Whether a line somewhere says of another thing what is said of the subject."""
    told = " ".join(sorted(subject.told - VENDOR_WORDS))
    return shelf.said_of(one.text, told)
