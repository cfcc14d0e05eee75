"""Sentences that hang on one name: an operation, a setting, a class, a service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import has_pronoun, is_plain
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf

BLANK = "____"
_OPERATION = re.compile(
    r"^(?:Create|Describe|Update|Delete|List|Start|Stop|Put|Get|Add|Register|Invoke|Import|Send"
    r"|Search|Query|Render|Retry|Batch)[A-Z][A-Za-z]+$"
)
_IDENTIFIER = re.compile(
    r"(?<![\w./:\"'-])(?:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
    r"|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w./:\"'(-])"
)
_BRANDS = words(
    """
    SageMaker CloudWatch CloudFormation CloudTrail JupyterLab PyTorch TensorFlow GitHub
    BlazingText PrivateLink XGBoost LightGBM CatBoost AutoGluon JumpStart DeepAR CodeCommit
    CodePipeline CodeBuild EventBridge DataFrame JavaScript TensorBoard MxNet OpenSearch PySpark
    NumPy TabTransformer RStudio AutoML MLflow BigQuery SparkML DevOps QuickSight DynamoDB
    CodeArtifact AppFlow OpenCV TorchServe StableDiffusion DeepSpeed ResNet GluonTS MobileNet
    PyAthena Word2Vec Object2Vec DynamoDB WebSocket GraphQL ResNext DistilBERT RoBERTa LeNet
    InceptionV3 EfficientNet PowerUser JupyterServer KernelGateway HyperPod
    """
)
"""Product names that are written like identifiers."""
_CAPABILITY = re.compile(
    r"(?<![\w-])(?:Feature Store|Ground Truth|Data Wrangler|Model Monitor|Model Registry|Clarify"
    r"|Debugger|JumpStart|Autopilot|Canvas|Neo|Pipelines|HyperPod|Inference Recommender"
    r"|Edge Manager"
    r"|Model Dashboard|Model Cards|Role Manager|Experiments|Training Compiler)(?![\w-])"
)
_INVENTED = re.compile(r"abalone|mnist|my_|example|demo|sample|test", re.IGNORECASE)
"""Names of tutorials."""
_LEANS = re.compile(
    r"^(?:This|That|These|Those|It|They|Then|Next|Note|Also|However|For example|In this|Here|Such"
    r"|Otherwise|Instead|Therefore|Similarly|Additionally|Finally|Or|And|But|See|Learn)\b"
)
_OWNER = re.compile(r"\b(?:its|their|our|my)\b", re.IGNORECASE)
_ALONE = re.compile(r"____(?= (?:to|for|from|with|in|on|by|as|and|or|is|can|does)\b|[.,)])")
"""A service that is not part of another name: not "the ____ bucket"."""
_CUED = re.compile(
    r"(?:\b(?:the|sets?|specify|specifies|uses?|using|calls?|calling|through|with|for|in|by|of"
    r"|to|and"
    r"|name|named|called|include|includes|including|add|pass|provide) |^For )____"
)
LABEL = re.compile(
    r"^(?:Trap|Note|Tip|Important|Exam cue|Caution|Warning): |^Note (?:that )?(?=[a-z])"
)
_AFTER_ARTICLE = re.compile(r"\ban? ____", re.IGNORECASE)
_UNASKED = re.compile(r"release notes|what's new|document history|revision", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r" (parameter|hyperparameter|field|metric|class|function|method|operation|policy|variable"
    r"|environment variable|key|property|attribute|column|request|object|rule|permission|algorithm"
    r"|flag|estimator)\b"
)
LEAST_WORDS = 9
MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Blank:
    """A sentence and the one name in it that is asked for."""

    page: Page
    section: Section
    piece: Piece
    name: str
    kind: str
    about: str
    """The sentence with a blank in place of the name."""


def blanks_of(page: Page, shelf: Shelf) -> Iterator[Blank]:
    """Yield sentences that say something of one name; each name of a page once."""
    if _UNASKED.search(page.title):
        return
    seen: set[str] = set()
    for sentence in page.statements:
        text = LABEL.sub("", sentence.text)
        if not text.endswith(".") or _LEANS.match(text) or not text[0].isupper():
            continue
        found = _only_name(text, shelf)
        if found is None or found[0].lower() in seen:
            continue
        name, kind = found
        about = text.replace(name, BLANK)
        told = about.replace(BLANK, "X").rstrip(".")
        if (
            is_plain(told, LEAST_WORDS, MOST_WORDS)
            and not has_pronoun(told)
            and not _OWNER.search(told)
            and about.count(BLANK) == 1
            and not about.startswith(BLANK)
            and not _AFTER_ARTICLE.search(about)
            and (_ALONE if kind == "service" else _CUED).search(about)
        ):
            seen.add(name.lower())
            yield Blank(page, sentence.section, sentence.piece, name, kind, about)


def _only_name(text: str, shelf: Shelf) -> tuple[str, str] | None:
    """Return the one name of a sentence with its kind; None when it has several, or none."""
    names = [n for n in _IDENTIFIER.findall(text) if n not in _BRANDS]
    if any(_INVENTED.search(name) for name in names):
        return None
    if len(names) > 1:
        return None
    if names:
        return names[0], _kind(names[0], text)
    capabilities = set(_CAPABILITY.findall(text))
    if len(capabilities) == 1 and not [
        s for s in shelf.catalog.mentioned(text) if "SageMaker" not in s.name
    ]:
        return capabilities.pop(), "SageMaker capability"
    services = [s for s in shelf.catalog.mentioned(text) if "SageMaker" not in s.name]
    if len(services) != 1:
        return None
    written = next((n for n in (services[0].name, _bare(services[0].name)) if n in text), "")
    return (written, "service") if written else None


def _bare(name: str) -> str:
    return re.sub(r"^(?:Amazon|AWS) ", "", name)


def _kind(name: str, text: str) -> str:
    if _OPERATION.match(name):
        return "API operation"
    after = _NOUN_AFTER.match(text.partition(name)[2])
    if after:
        return after[1]
    if "_" in name:
        return "setting" if name.islower() else "variable"
    return "identifier"
