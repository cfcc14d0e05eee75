"""Names that are written one way everywhere, by the kind of thing that they name.

Only names of one kind stand beside each other as options: a file format among file formats.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: dict[str, str] = {
    "path": r"/opt/ml(?:/[a-z_-]+)*",
    "content type": r"(?:text|application|image)/[a-z][a-z0-9.+-]*[a-z0-9]",
    "instance type": r"ml\.[a-z]+\d[a-z]*(?:-\w+)?\.\d*x?(?:large|medium|metal)",
    "IAM action": r"(?:sagemaker|s3|iam|ecr|kms|logs|cloudwatch|ec2|sts|lambda|glue|athena"
    r"|redshift|servicecatalog|states):[A-Z][A-Za-z]+",
    "SageMaker capability": (
        r"(?:Feature Store|Ground Truth Plus|Ground Truth|Data Wrangler"
        r"|Model Monitor|Model Registry|Clarify|Debugger|JumpStart|Autopilot|Canvas|Neo"
        r"|HyperPod|Inference Recommender|Edge Manager|Model Dashboard|Model Cards"
        r"|Role Manager|Training Compiler|Studio Lab|(?<=SageMaker )(?:Serverless Inference"
        r"|Asynchronous Inference|Batch Transform|Processing|Pipelines|Experiments"
        r"|ML Lineage Tracking))"
    ),
    "algorithm": (
        r"(?:Linear Learner|BlazingText|DeepAR|Factorization Machines|IP Insights|K-[Mm]eans"
        r"|k-means|Object2Vec|Random Cut Forest|XGBoost|LightGBM|CatBoost|TabTransformer"
        r"|AutoGluon-Tabular|Semantic Segmentation|Sequence-to-Sequence|Neural Topic Model|LDA|NTM"
        r"|RCF|PCA|k-NN|Seq2Seq|Image Classification|Object Detection|Text Classification"
        r"|Random Forest|Naive Bayes|DBSCAN|Prophet|ARIMA|BERT|GPT-2|RoBERTa|ResNet-50|Hyperband"
        r"|Bayesian optimization|random search|grid search)"
    ),
    "framework": (
        r"(?:PyTorch|TensorFlow(?: Lite)?|(?:Apache )?MXNet|Hugging Face|[Ss]cikit-learn|Chainer"
        r"|Keras|Horovod|DeepSpeed|ONNX|Apache Spark|PySpark|Gluon|Darknet|TFLite|Ray|NumPy|pandas"
        r"|spaCy|TorchServe|Triton|Docker|Kubernetes|Airflow|Kubeflow|Jupyter|JupyterLab|RStudio"
        r"|TensorBoard|MLflow|Spark ML|SparkML)"
    ),
    "file format": (
        r"(?:CSV|JSON Lines|JSONL|JSON|(?:Apache )?Parquet|RecordIO|recordIO-protobuf|protobuf"
        r"|LibSVM|libsvm|ORC|XML|TFRecord|TFRecords|PDF|PNG|JPEG|JPG|Avro|YAML|HTML|ZIP|NPZ|Pickle)"
    ),
    "metric": (
        r"(?:RMSE|MSE|MAE|MAPE|sMAPE|WAPE|wQL|AUC|AUC-ROC|AUPRC|F1|BLEU|ROUGE|R2|NDCG|mAP|mIOU)"
    ),
    "processor": r"(?:CPUs?|GPUs?|TPUs?|FPGAs?|ASICs?)",
    "language": r"(?:Python|Scala|Java|JavaScript|SQL|C\+\+|Bash|Julia|Go|Rust|TypeScript)",
    "state": (
        r"(?:InService|InProgress|OutOfService|PendingManualApproval|(?:(?<=status of )"
        r"|(?<=status is )|(?<=status to )|(?<=state is )|(?<=changes to )|(?<=change to )"
        r"|(?<=to be )|(?<=state of ))(?:Creating|Updating|Failed|Deleting|Stopped|Stopping|Running"
        r"|Completed|Pending|Succeeded|Executing|Approved|Rejected|Active|Ready))"
    ),
}  # fmt: skip
"""Kinds, the most telling first."""
_ALL = re.compile(
    r"(?<![\w./:-])(?=[A-Z/]|(?:text|application|image)/|ml\.|[a-z\d]{2,14}:[A-Z]|k-|scikit|spaCy"
    r"|pandas|recordIO|libsvm|protobuf|random |grid )(?:"
    + "|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(_KINDS.values()))
    + r")(?![\w/-]|\.\w|:\w)"
)
_NAMES = tuple(_KINDS)
CODED = re.compile(
    r"(?<![\w./:-])(?:/opt/ml(?:/[a-z_-]+)*|(?:text|application|image)/[a-z][a-z0-9.+-]*[a-z0-9]"
    r"|ml\.[a-z]+\d[a-z]*(?:-\w+)?\.\w+|[a-z0-9]+:[A-Z][A-Za-z]+)(?![\w/])"
)
"""Names that look like code and can be said in a sentence nevertheless."""


@lru_cache(maxsize=100_000)
def _found(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (match.group(), _NAMES[int((match.lastgroup or "k0")[1:])]) for match in _ALL.finditer(text)
    )


def kinds_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a text with their kinds, in their order."""
    yield from _found(text)


def is_of_a_kind(name: str) -> bool:
    """Whether a name is of a kind that is told by how it is written."""
    return bool(_ALL.fullmatch(name))
