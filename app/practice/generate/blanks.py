"""Sentences with one name, term or value taken out: what a document's reader completes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from app.practice.generate.named_kinds import is_of_a_kind, kinds_in
from app.practice.generate.noun_terms import LEAST_TIMES, NAME, counted_near, number_of, terms_in
from app.practice.generate.standing import is_readable, said_by, stands_alone
from app.practice.generate.words import content_words, kind_of_value, stem
from app.verbs import is_acting_verb, is_base_verb, words

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Sentence
    from app.practice.generate.shelf import Shelf

BLANK = "____"
_OPERATION = re.compile(
    r"^(?:Create|Describe|Update|Delete|List|Start|Stop|Put|Get|Add|Register|Invoke|Import|Send"
    r"|Search|Query|Render|Retry|Batch|Deregister|Associate|Disassociate)[A-Z][A-Za-z]+$"
)
_IDENTIFIER = re.compile(
    r"(?<![\w./:\"'-])(?:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
    r"|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w/:\"'(-]|\.\w)"
)
_MADE_UP = re.compile(r"Abalone|^My[A-Z]|\b[Mm]y_|[Ee]xample|^[Yy]our(?:_|[A-Z])|_\d$|\d{3}")
"""Names of a tutorial, or of somebody's own things."""
_BRANDS = words(
    """
    SageMaker CloudWatch CloudFormation CloudTrail JupyterLab PyTorch TensorFlow GitHub
    BlazingText PrivateLink XGBoost LightGBM CatBoost AutoGluon JumpStart DeepAR CodeCommit
    CodePipeline CodeBuild EventBridge DataFrame JavaScript TensorBoard MxNet OpenSearch PySpark
    NumPy TabTransformer RStudio AutoML MLflow BigQuery SparkML DevOps QuickSight DynamoDB
    CodeArtifact AppFlow OpenCV TorchServe DeepSpeed ResNet GluonTS MobileNet HyperPod
    Word2Vec Object2Vec WebSocket GraphQL ResNext DistilBERT RoBERTa LeNet InceptionV3 MXNet
    EfficientNet JupyterServer KernelGateway
    """
)
"""Product names that are written like identifiers."""
_ALONE = re.compile(
    rf"(?:^|^The |(?:^| )(?!the )[a-z][\w,-]* )(?:Amazon |AWS |SageMaker )*{BLANK}"
    r"(?= (?:to|for|from|with|in|on|by|as|and|or|is|are|can|does|that|which|when|if|must|will"
    r"|so|using|through|at|before|after|has|lets|[a-z]+s|automatically)\b|[.,;])"
)
"""A service or a name that is no part of another name: not "the ____ bucket"."""
_NAMED_FOR = re.compile(rf"[A-Z]\w* (?:for|of) {BLANK}|{BLANK} (?:for|on|of) [A-Z]")
"""A part of a longer name: "FSx for ____", "____ for Lustre"."""
_PARTS = frozenset(
    {"service", "SageMaker capability", "name", "framework", "algorithm", "language"}
)
_OPENERS = re.compile(rf"^(?:(?:Amazon |AWS |SageMaker )*{BLANK}) (?P<verb>[a-z]+)\b")
_VALUE = re.compile(
    r"(?<=[a-z] )(?<!ersion )(?<!tep )(?P<value>\d[\d,]*(?:\.\d+)?"
    r" ?(?:[KMGTP]i?B|GPUs|vCPUs|percent|data points|training jobs|feature groups"
    r"|bootstrap iterations|(?!(?:is|has|was|as|this|its|does|bits?)\b)[a-z]{3,}s)"
    r"|\d[\d,.]*%)(?![\w/-])"
)
"""A number with its unit, or with what it counts."""
_WORKED_OUT = re.compile(r"\bwould\b|\bfits?\b|\bmissing\b|\btotal\b|=")
"""What a value is part of that a page works out for a case."""
_NUMBER = re.compile(r"(?<![A-Za-z\d._/-])\d")
"""A number that is no part of a name: not that of "EC2"."""
_NOUN_AFTER = re.compile(
    r" (parameter|hyperparameter|field|metric|class|function|method|operation|policy"
    r"|environment variable|key|property|attribute|column|request|object|rule|permission|algorithm"
    r"|flag|estimator|action|API)\b"
)
_UNASKED = re.compile(
    r"release notes|what's new|document history|revision|tutorial|walkthrough|new features"
    r"|\bexamples?\b|blog|glossary of|policy updates|earlier versions",
    re.IGNORECASE,
)
_OF_A_CASE = re.compile(r"Case\b|Case stud")
"""A heading above what was made up."""
_OF_MANY = frozenset({"service", "SageMaker capability"})
_OF_EVERY_SERVICE = re.compile(
    rf"(?:Amazon |AWS |SageMaker )*{BLANK} .*\b(?:encrypt\w*|IAM|KMS|Key Management|VPC"
    r"|CloudTrail|in transit|at rest)\b"
)
"""What is said of one service and holds for most."""
_BEFORE = re.compile(rf"(?P<earlier>[\w'’-]+ )?(?P<word>[\w'’,-]+) {BLANK}")
_ARTICLE = re.compile(rf"\ban? {BLANK}", re.IGNORECASE)
_VOWEL = re.compile(r"^(?:[aeioAEIO]|un(?!i)|FSx|[FHLMNRSX][A-Z])")
_ARTICLES = words("a an each every another one any")
_OWNED = words("the your its this that their our all these")


@dataclass(frozen=True)
class Blank:
    """A sentence and what was taken out of it."""

    page: Page
    sentence: Sentence
    name: str
    kind: str
    """What the name is: only names of one kind stand beside each other as options."""
    about: str
    """The sentence with a blank in place of the name."""
    label: str = ""
    """What the entry is called whose sentence it is."""

    @property
    def whole(self) -> str:
        """The sentence as a reason."""
        return self.about.replace(BLANK, self.name)

    @cached_property
    def company(self) -> frozenset[str]:
        """The telling words around the blank."""
        return content_words(self.about) - {BLANK}

    @cached_property
    def telling(self) -> str:
        """The telling words around the blank as a text."""
        return " ".join(sorted(self.company))

    @cached_property
    def slot(self) -> str:
        """How a term stands in its sentence: behind `a`, behind `the`, or `bare`."""
        before = _BEFORE.search(self.about)
        word = before["word"].lower() if before else ""
        return "a" if word in _ARTICLES else "the" if word in _OWNED else "bare"

    @cached_property
    def governor(self) -> str:
        """The word that the name depends on: "uses", "in"."""
        before = _BEFORE.search(self.about)
        if before is None:
            return ""
        word = before["word"].lower()
        if word in _ARTICLES or word in _OWNED:
            word = (before["earlier"] or "").strip().lower()
        return stem(word)


def blanks_of(page: Page, shelf: Shelf) -> Iterator[Blank]:
    """Yield what can be taken out of the sentences of a page that stand alone."""
    for blank in mentions_on(page, shelf):
        if (
            _can_be_completed(blank.about, blank.kind)
            and stands_alone(blank.whole)
            and is_asked_about(blank.sentence)
            and not (blank.kind in _OF_MANY and _OF_EVERY_SERVICE.match(blank.about))
        ):
            yield blank


def is_asked_about(sentence: Sentence) -> bool:
    """Whether a sentence stands below headings that announce facts, not what was made up or is
    past."""
    titles = sentence.section.titles
    return not (_OF_A_CASE.match(titles[-1]) or any(map(_UNASKED.search, titles)))


def takes_its_article(about: str, key: str, name: str) -> bool:
    """Whether "a" or "an" before the blank does not tell a name from the key."""
    if not _ARTICLE.search(about):
        return True
    return bool(_VOWEL.match(key)) == bool(_VOWEL.match(name))


def mentions_on(page: Page, shelf: Shelf) -> tuple[Blank, ...]:
    """Return the names, terms and values in the sentences of a page, in the order of the text."""
    found = [*named_on(page, shelf), *termed_on(page, shelf)]
    return tuple(sorted(found, key=lambda one: one.sentence.piece.start))


def named_on(page: Page, shelf: Shelf) -> tuple[Blank, ...]:
    """Return what is told by how it is written in the sentences of a page, found once."""
    return shelf.fact("named", page, lambda one: _taken_out(one, partial(_named_in, shelf)))


def termed_on(page: Page, shelf: Shelf) -> tuple[Blank, ...]:
    """Return the terms and other names of a page, found once: how often the pages near it say them
    has to be counted for it."""
    return shelf.fact("termed", page, lambda one: _taken_out(one, _terms_of(one, shelf)))


def _terms_of(page: Page, shelf: Shelf) -> Callable[[str], Iterator[tuple[str, str]]]:
    counted = counted_near(page, shelf)
    return partial(_termed_in, shelf, counted)


def _taken_out(page: Page, find: Callable[[str], Iterator[tuple[str, str]]]) -> Iterator[Blank]:
    seen: set[str] = set()
    for sentence in page.statements:
        text, label = said_by(sentence.text)
        if text in seen or not is_readable(text):
            continue
        seen.add(text)
        taken: set[str] = set()
        for name, kind in find(text):
            if name in taken or name.casefold() in label.casefold():
                continue
            taken.add(name)
            yield Blank(page, sentence, name, kind, _without(name, text), label)


def _without(name: str, text: str) -> str:
    return _whole(name).sub(BLANK, text)


@lru_cache(maxsize=20_000)
def _whole(name: str) -> re.Pattern[str]:
    """Return the pattern of a name that is no part of another one."""
    return re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")


def _can_be_completed(about: str, kind: str) -> bool:
    """Whether one blank stands in a sentence as a whole thing."""
    if about.count(BLANK) != 1 or f"({BLANK}" in about or f'"{BLANK}' in about:
        return False
    if _NAMED_FOR.search(about):
        return False
    if about.startswith(BLANK):
        opened = _OPENERS.match(about)
        return opened is not None and not kind.startswith("term")
    return kind not in _PARTS or bool(_ALONE.search(about))


def _named_in(shelf: Shelf, text: str) -> Iterator[tuple[str, str]]:
    """Yield the values and names of a sentence with their kinds, the most telling first."""
    asked = _NUMBER.search(text) and not _WORKED_OUT.search(text)
    values = [match["value"] for match in _VALUE.finditer(text)] if asked else []
    if len(values) == 1 and not _NUMBER.search(text.replace(values[0], "")):
        yield values[0], f"value: {kind_of_value(values[0])}"
    yield from kinds_in(text)
    for name in _IDENTIFIER.findall(text):
        if name in _BRANDS or name in shelf.product_words or is_of_a_kind(name):
            continue
        if not _MADE_UP.search(name):
            yield name, _kind(name, text)
    for service in shelf.catalog.mentioned(text):
        bare = re.sub(r"^(?:Amazon|AWS) ", "", service.name)
        written = next((n for n in (service.name, bare) if n in text), "")
        if written and "SageMaker" not in service.name:
            yield written, "service"


def _termed_in(shelf: Shelf, counted: Counter[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield the terms of a sentence and the names that are told by their capitals."""
    named = {name for name, _ in _named_in(shelf, text)}
    for term in terms_in(text, shelf.word_use):
        if counted[term] >= LEAST_TIMES:
            yield term, f"term {number_of(term)}"
    for match in NAME.finditer(text):
        name = match["name"]
        if is_of_a_kind(name) or name in named:
            continue
        if counted[name] >= LEAST_TIMES and not name.isupper() and _is_named(name, shelf):
            yield name, "name"


def _is_named(name: str, shelf: Shelf) -> bool:
    """Whether a word in capitals is a name, not a button or the start of a title."""
    first = name.split()[0]
    if is_base_verb(first.lower()) or is_acting_verb(first.lower()):
        return False
    return all(shelf.is_name(word) for word in name.split())


def _kind(name: str, text: str) -> str:
    if _OPERATION.match(name):
        return "API operation"
    after = _NOUN_AFTER.match(text.partition(name)[2])
    if after and after[1] not in ("API", "operation", "action"):
        return after[1]
    if "_" in name:
        return "setting" if name.islower() else "variable"
    return "identifier"
