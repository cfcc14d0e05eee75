"""Sentences with one name, term or value taken out: what a document's reader completes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from app.practice.generate.plain import LABEL, has_pronoun, is_plain
from app.practice.generate.words import kind_of_value, stem
from app.verbs import is_acting_verb, is_base_verb, words
from index.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Sentence
    from app.practice.generate.shelf import Shelf

BLANK = "____"
LEAST_WORDS = 9
MOST_WORDS = 34
LEAST_TIMES = 3
"""Times that a page and those near it must use a term."""
FIRST_WORDS = 6
"""Words of a sentence among which a pronoun has its noun in another sentence."""
_OPERATION = re.compile(
    r"^(?:Create|Describe|Update|Delete|List|Start|Stop|Put|Get|Add|Register|Invoke|Import|Send"
    r"|Search|Query|Render|Retry|Batch)[A-Z][A-Za-z]+$"
)
_IDENTIFIER = re.compile(
    r"(?<![\w./:\"'-])(?:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
    r"|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w/:\"'(-]|\.\w)"
)
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
_CAPABILITY = re.compile(
    r"(?<![\w-])(?:Feature Store|Ground Truth|Data Wrangler|Model Monitor|Model Registry|Clarify"
    r"|Debugger|JumpStart|Autopilot|Canvas|Neo|Pipelines|HyperPod|Inference Recommender"
    r"|Edge Manager|Model Dashboard|Model Cards|Role Manager|Experiments|Training Compiler)"
    r"(?![\w-])"
)
_ALONE = re.compile(
    rf"(?:^| )(?!the )[a-z][\w,-]* (?:Amazon |AWS |SageMaker )*{BLANK}"
    r"(?= (?:to|for|from|with|in|on|by|as|and|or|is|are|can|does|that|which|when|if|must|will"
    r"|so|using|through|at|before|after|provides|supports|uses|automatically|lets|helps)\b|[.,;])"
)
"""A service or a name that is no part of another name: not "the ____ bucket"."""
_NAMED_FOR = re.compile(rf"[A-Z]\w* (?:for|of) {BLANK}")
"""The end of a longer name: "FSx for ____"."""
_PARTS = frozenset({"service", "SageMaker capability", "name", "acronym"})
_VALUE = re.compile(
    r"(?:up to|at most|at least|maximum of|minimum of|no more than|within|after|every|default(?:s)?"
    r" to|about|than|between|for|is|of|exceeds?) (?P<value>\d[\d,]*(?:\.\d+)? ?(?:milliseconds?"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes?|[KMGTP]i?B|percent|characters"
    r"|instances|models|containers|records|requests|rows|columns|objects|files|jobs|labels|classes"
    r"|workers|shards|variants|images|steps|tags|pipelines|tokens|partitions|epochs|attempts"
    r"|retries|nodes|GPUs|vCPUs|clusters|endpoints|layers|versions|policies|subnets|streams|events"
    r"|items|entries|rules|metrics|dimensions|categories|iterations|keys|topics|samples"
    r"|observations|documents|pages|languages|words|users|accounts|projects|queries|connections)"
    r"|\d[\d,.]*%)(?![\w/-])"
)
_TERM = re.compile(
    r"(?<![\w-])(?P<before>an?|the|your|of|each|every|multiple|for|from|with|to|in|uses?|using|own"
    r"|and|new|as|by|or|into|on) (?P<term>(?:[a-z][a-z-]{3,} ){1,2}[a-z]{4,})"
    r"(?=[.,;)]| (?:to|for|from|with|in|on|by|as|and|or|is|are|can|that|which|of|when|you|must"
    r"|at|into|through|using|before|after|if|where|does|has|have|do|will|should|it)\b)"
)
"""Two or three words that make one thing: "a training job that"."""
_NAME = re.compile(
    r"(?:(?<= )|(?<=\())[a-z][a-z-]*,? "
    r"(?P<name>[A-Z][a-zA-Z]{2,}(?: [A-Z][a-zA-Z]{2,}){0,2}|[A-Z]{2,6})(?![\w/-]| [A-Z\d(])"
)
_NOT_NAMED = words(
    """
    Amazon AWS SageMaker Studio API APIs SDK CLI ID ARN URI URL I You The This That It For To In A
    An On If When Note See US East West Monday English
    """
)
_ENDS_LIKE_NO_NOUN = re.compile(r"(?:ly|ed|ing|ous|ful|ive|able|ible|ical|less|est)$")
_AUXILIARIES = words(
    "is are was were can must will should has have does do may might cannot don't doesn't isn't"
    " aren't can't need needs"
)
_RELATIVES = words("that which who when where whose if whether")
_RUN_ON = re.compile(r"[.;] [a-z]|[,;]\.|\. [A-Z]| [-–—] |—")
"""Two sentences in one, or a label before one."""
_LIGHT = re.compile(r"\balso |^We recommend (?:that )?")
"""Words that lean on nothing that a reader needs."""
_READABLE = re.compile(r"[A-Z][^{}<>|\\]{20,280}")
"""A sentence that is no code."""
_DOINGS = words("tuning training labeling monitoring processing learning scaling encoding sampling")
"""Nouns that end like a verb."""
_INVENTED = re.compile(r"abalone|mnist|my_|example|demo|sample|test|titanic|housing", re.IGNORECASE)
"""Names of tutorials."""
_LEANS = re.compile(
    r"^(?:This|That|These|Those|It|They|Then|Next|Note|Also|However|For example|In this|Here|Such"
    r"|Otherwise|To do (?:this|that|so)|In (?:some|other) cases|The permissions?|Instead"
    r"|Therefore|Similarly|Additionally|Finally|Or|And|But|See|Learn|For more"
    r"|Choose|Select|Click|Enter|Open|Under|For [A-Z]|In the|On the|From the|Some"
    r"|Both|Another|Other|Run|Type|Navigate|Go to|Sign)\b"
)
"""Sentences that lean on the one before, and steps in a console."""
_OWNER = re.compile(
    r"\b(?:its|their|these|those|respectively|the same|such|two|both|either)\b", re.IGNORECASE
)
"""Words that lean on the sentence before where they stand early."""
_AROUND = re.compile(
    r"\b(?:our|my|following|above|below|chapter|guide|blog|notebook example|tutorial|former|latter"
    r"|console|procedure)\b",
    re.IGNORECASE,
)
"""Words that lean on what stands around a sentence."""
_WEAK_FIRST = words(
    """
    each other specific different average certain important single multiple maximum minimum high low
    specified various several large small same good better best right left following previous given
    particular additional similar entire whole total whole common simple main real full long short
    number many more most total first second last next own current existing available possible
    preceding next required desired necessary selected chosen install navigation arrow policy
    independent individual general special separate aggregated corresponding respective relevant
    """
)
"""Words before a noun that make no term of it."""
_WEAK_LAST = words(
    """
    number amount part case time way value kind type list level thing name order similar next pane
    manually only permission field permissions
    """
)
_UNASKED = re.compile(
    r"release notes|what's new|document history|revision|tutorial|walkthrough|get(?:ting)? started"
    r"|\bexamples?\b|blog|glossary of|policy updates|earlier versions",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r" (parameter|hyperparameter|field|metric|class|function|method|operation|policy"
    r"|environment variable|key|property|attribute|column|request|object|rule|permission|algorithm"
    r"|flag|estimator|action|API)\b"
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A sentence and what was taken out of it."""

    page: Page
    sentence: Sentence
    name: str
    kind: str
    """What the name is: only names of one kind stand beside each other as options."""
    about: str
    """The sentence with a blank in place of the name."""

    @property
    def whole(self) -> str:
        """The sentence as a reason."""
        return self.about.replace(BLANK, self.name)


def blanks_of(page: Page, shelf: Shelf) -> Iterator[Blank]:
    """Yield what can be taken out of the sentences of a page that stand alone."""
    if _UNASKED.search(page.title):
        return
    found = shelf.facts("mentions", page, lambda one: mentions_of(one, shelf))
    for blank in takewhile(lambda one: one.page is page, found):
        if _stands_alone(blank.whole) and _can_be_completed(blank.about, blank.kind):
            yield blank


def mentions_of(page: Page, shelf: Shelf) -> Iterator[Blank]:
    """Yield the names, terms and values in the sentences of a page, whatever else these say."""
    counted = _counted_near(page, shelf)
    seen: set[str] = set()
    for sentence in page.statements:
        text = LABEL.sub("", sentence.text)
        if text in seen or not text.endswith((".", ":")) or not _READABLE.fullmatch(text):
            continue
        seen.add(text)
        for name, kind in dict(_names_in(text, counted, shelf)).items():
            yield Blank(page, sentence, name, kind, text.replace(name, BLANK))


def _stands_alone(text: str) -> bool:
    """Whether a sentence says what it says without its page."""
    return (
        text.endswith(".")
        and text[0].isupper()
        and not _LEANS.match(text)
        and is_plain(_LIGHT.sub("", text).rstrip("."), LEAST_WORDS, MOST_WORDS)
        and not has_pronoun(opening := " ".join(text.split()[:FIRST_WORDS]))
        and not _OWNER.search(opening)
        and not _AROUND.search(text)
        and not _RUN_ON.search(text)
        and _is_finite(text)
        and not _INVENTED.search(text)
    )


def _is_finite(text: str) -> bool:
    """Whether a text is a sentence, not the description of an entry: "The time when it began."."""
    told = text.split()
    if is_base_verb(told[0].lower()):
        return True
    return any(
        (word.lower() in _AUXILIARIES or is_acting_verb(word, before))
        and before.lower() not in _RELATIVES
        for before, word in pairwise(told)
    )


def _can_be_completed(about: str, kind: str) -> bool:
    """Whether one blank stands in a sentence as a whole thing, and not at its start."""
    if about.count(BLANK) != 1 or about.startswith(BLANK) or f"({BLANK}" in about:
        return False
    if _NAMED_FOR.search(about):
        return False
    if kind in _PARTS:
        return bool(_ALONE.search(about))
    return True


def _names_in(text: str, counted: Counter[str], shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Yield what may be taken out of a sentence with its kind, the most telling first."""
    values = [match["value"] for match in _VALUE.finditer(text)]
    if len(values) == 1 and sum(c.isdigit() for c in text.replace(values[0], "")) == 0:
        yield values[0], f"value: {kind_of_value(values[0])}"
    for name in _IDENTIFIER.findall(text):
        if name not in _BRANDS:
            yield name, _kind(name, text)
    for service in shelf.catalog.mentioned(text):
        bare = re.sub(r"^(?:Amazon|AWS) ", "", service.name)
        written = next((n for n in (service.name, bare) if n in text), "")
        if written and "SageMaker" not in service.name:
            yield written, "service"
    for name in _CAPABILITY.findall(text):
        yield name, "SageMaker capability"
    for match in _TERM.finditer(text):
        if counted[match["term"]] >= LEAST_TIMES and _is_noun_phrase(match["term"]):
            yield match["term"], f"term {_number(match['term'])}"
    for match in _NAME.finditer(text):
        name = match["name"]
        if name[-1] == "s" and name[:-1].isupper():
            continue
        if counted[name] >= LEAST_TIMES and (name.isupper() or _is_named(name, shelf)):
            yield name, "acronym" if name.isupper() else "name"


def _is_named(name: str, shelf: Shelf) -> bool:
    """Whether a word in capitals is a name, not a button or the start of a title."""
    first = name.split()[0]
    if is_base_verb(first.lower()) or is_acting_verb(first.lower()):
        return False
    return all(shelf.is_name(word) for word in name.split())


def _counted_near(page: Page, shelf: Shelf) -> Counter[str]:
    """Count the terms and names of a page in it and in the pages near it."""
    own = _terms_of(page)
    counted: Counter[str] = Counter()
    for one in shelf.facts("counted terms", page, lambda page: (_terms_of(page),)):
        for term in own.keys() & one.keys():
            counted[term] += one[term]
    return counted


def _terms_of(page: Page) -> Counter[str]:
    """Count the terms of two or three words, and the names in capitals, that a page uses."""
    counted: Counter[str] = Counter()
    for sentence in page.statements:
        counted.update(
            match["term"]
            for match in _TERM.finditer(sentence.text)
            if _is_noun_phrase(match["term"])
        )
        counted.update(
            match["name"]
            for match in _NAME.finditer(sentence.text)
            if not _NOT_NAMED.intersection(match["name"].split())
        )
    return counted


def _is_noun_phrase(term: str) -> bool:
    first, *between, last = term.split()
    return not (
        first in STOPWORDS
        or first in _WEAK_FIRST
        or any(word in STOPWORDS or is_acting_verb(word) for word in between)
        or last in _WEAK_LAST
        or last in STOPWORDS
        or (last not in _DOINGS and _ENDS_LIKE_NO_NOUN.search(last))
        or first.endswith("ly")
        or (is_base_verb(first) and not first.endswith(("model", "data")))
        or is_acting_verb(last)
        or is_acting_verb(first)
    )


def _number(term: str) -> str:
    last = term.rpartition(" ")[2]
    return "several" if stem(last) != last else "one"


def _kind(name: str, text: str) -> str:
    if _OPERATION.match(name):
        return "API operation"
    after = _NOUN_AFTER.match(text.partition(name)[2])
    if after:
        return after[1]
    if "_" in name:
        return "setting" if name.islower() else "variable"
    return "identifier"
