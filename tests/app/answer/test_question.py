"""Questions as candidates type them, with the kind and the subject a reader would name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.question import Question, QuestionKind, understand

QUESTIONS: dict[QuestionKind, dict[str, tuple[str, ...]]] = {
    "definition": {
        "What is Amazon SageMaker Clarify?": ("Amazon SageMaker Clarify",),
        "what is PSI": ("PSI",),
        "What does SMOTE stand for?": ("SMOTE",),
        "What does label leakage mean?": ("label leakage",),
        "Explain bias drift": ("bias drift",),
        "Define concept drift.": ("concept drift",),
        "data wrangler": ("data wrangler",),
        "What are shadow variants?": ("shadow variants",),
        "Can you explain the bias-variance tradeoff?": ("bias-variance tradeoff",),
        "Could you please tell me what a lifecycle configuration is?": ("lifecycle configuration",),
        "What's a multi-model endpoint?": ("multi-model endpoint",),
        "What does SageMaker Debugger do?": ("SageMaker Debugger",),
        "Tell me about inference pipelines": ("inference pipelines",),
        "Hi, what is RecordIO?": ("RecordIO",),
        "In SageMaker, what is a warm pool?": ("warm pool",),
        "What is bias drift in SageMaker Clarify?": ("bias drift",),
        "What is area under the curve?": ("area under the curve",),
        "What's the F1 score?": ("F1 score",),
        "Serverless inference pricing": ("Serverless inference",),
        "What is the role of the validation set?": ("validation set",),
        "Explain how Bayesian optimization chooses the next job": ("Bayesian optimization",),
        "What are SHAP values?": ("SHAP values",),
    },
    "comparison": {
        "What is the difference between asynchronous inference and batch transform?": (
            "asynchronous inference",
            "batch transform",
        ),
        "Difference between Firehose and Kinesis Data Streams": (
            "Firehose",
            "Kinesis Data Streams",
        ),
        "When should I use asynchronous inference rather than batch transform?": (
            "asynchronous inference",
            "batch transform",
        ),
        "Blue/green vs canary deployment": ("Blue/green deployment", "canary deployment"),
        "File mode vs. pipe mode: which is faster?": ("File mode", "pipe mode"),
        "How does Pipe mode differ from File mode?": ("Pipe mode", "File mode"),
        "How do bagging and boosting differ?": ("bagging", "boosting"),
        "Compare random search with Bayesian optimization": (
            "random search",
            "Bayesian optimization",
        ),
        "Should I use S3 or EFS for training data?": ("S3", "EFS"),
        "Which is cheaper, Spot Instances or Savings Plans?": ("Spot Instances", "Savings Plans"),
        "Why choose Parquet over CSV?": ("Parquet", "CSV"),
        "Is Glue DataBrew different from Data Wrangler?": ("Glue DataBrew", "Data Wrangler"),
        "Canary or linear traffic shifting, which one limits the blast radius?": (
            "Canary",
            "linear traffic shifting",
        ),
        "How is data drift different from concept drift?": ("data drift", "concept drift"),
        "What are the differences between L1 and L2 regularization?": ("L1", "L2 regularization"),
        "Precision or recall for fraud detection?": ("Precision", "recall"),
        "Do I need a VPC endpoint or a NAT gateway to reach S3?": ("VPC endpoint", "NAT gateway"),
        "Is Parquet or CSV better for Athena?": ("Parquet", "CSV"),
        "Which is more accurate, bagging or boosting?": ("bagging", "boosting"),
        "XGBoost or linear learner?": ("XGBoost", "linear learner"),
        "online vs offline store": ("online store", "offline store"),
        "gateway or interface endpoint for S3": ("gateway endpoint", "interface endpoint"),
        "bagging or random forest": ("bagging", "random forest"),
        "S3 vs EFS vs FSx": ("S3", "EFS"),
        "text to speech vs speech to text": ("text to speech", "speech to text"),
        "What is SageMaker Ground Truth Plus and how does it differ from Ground Truth?": (
            "SageMaker Ground Truth Plus",
            "Ground Truth",
        ),
        "Is one-hot encoding the same as label encoding?": ("one-hot encoding", "label encoding"),
        "how much faster is Pipe mode than File mode": ("Pipe mode", "File mode"),
    },
    "when": {
        "When should I use serverless inference?": ("serverless inference",),
        "When is a multi-container endpoint the right choice?": ("multi-container endpoint",),
        "Which algorithm should I use for anomaly detection?": ("anomaly detection",),
        "Which service is best suited for labeling images?": ("labeling images",),
        "What is Amazon A2I used for?": ("Amazon A2I",),
        "What are use cases for Feature Store?": ("Feature Store",),
        "When to use target encoding?": ("target encoding",),
        "Why would I use a warm pool?": ("warm pool",),
        "My training data is 2 TB in S3. Which input mode should I use?": ("input mode",),
        "What metrics should I use for imbalanced classification?": ("imbalanced classification",),
        "Which service would you pick for streaming ETL?": ("streaming ETL",),
    },
    "limit": {
        "What is the maximum payload size of a real-time endpoint?": ("real-time endpoint",),
        "How many questions are on the MLA-C01 exam?": ("MLA-C01 exam",),
        "How long can an asynchronous inference request run?": ("asynchronous inference request",),
        "How long is the exam?": ("exam",),
        "How much memory does a serverless endpoint have?": ("serverless endpoint",),
        "What's the default retention period of a Kinesis data stream?": ("Kinesis data stream",),
        "What is the passing score?": ("passing score",),
        "How much does the exam cost?": ("exam",),
        "What percentage of the exam is domain 1?": ("domain 1",),
        "How often can I retake the exam?": ("exam",),
        "What is the timeout of batch transform?": ("batch transform",),
        "What are the quotas of the Feature Store online store?": ("Feature Store online store",),
        "How many copies does a shard keep?": ("shard",),
        "endpoint quotas": ("endpoint",),
        "How long does AWS keep the exam score?": ("AWS",),
        "what does it cost to host a model on a serverless endpoint?": (
            "model on a serverless endpoint",
        ),
    },
    "how-to": {
        "How can I reduce training cost?": ("training",),
        "How do I enable data capture on an endpoint?": ("data capture on an endpoint",),
        "How can I encrypt a training volume?": ("training volume",),
        "How to deploy a model with CodePipeline?": ("model with CodePipeline",),
        "What are the steps to register a model?": ("model",),
        "Configure auto scaling for an endpoint": ("auto scaling for an endpoint",),
        "I want to know how to set up a shadow test": ("shadow test",),
        "Walk me through creating a feature group": ("feature group",),
        "How should one handle missing values?": ("missing values",),
    },
    "list": {
        "Which metrics does Clarify report?": ("Clarify",),
        "What types of endpoints are there?": ("endpoints",),
        "Which algorithms does Autopilot support?": ("Autopilot",),
        "What are the four domains of the exam?": ("exam",),
        "Give me examples of bias metrics": ("bias metrics",),
        "What are the benefits of managed spot training?": ("managed spot training",),
        "Name the monitor types of Model Monitor": ("Model Monitor",),
        "Which instance types are available for serverless inference?": ("serverless inference",),
        "List the deployment strategies of SageMaker": ("deployment strategies of SageMaker",),
        "Which data formats are used in Pipe mode?": ("Pipe mode",),
        "Which exam questions are scored?": ("exam questions",),
    },
    "yes-no": {
        "Does batch transform need an endpoint?": ("batch transform",),
        "Can a multi-model endpoint use GPUs?": ("multi-model endpoint",),
        "Is there a penalty for wrong answers?": ("penalty for wrong answers",),
        "Are unanswered questions scored as wrong?": ("unanswered questions",),
        "Do I have to pay for an idle endpoint?": ("idle endpoint",),
        "Is SageMaker Neo still available to new customers?": ("SageMaker Neo",),
        "Will Kinesis keep the order of records?": ("Kinesis",),
        "Isn't F1 the harmonic mean of precision and recall?": ("F1",),
        "Do you know if CodeCommit is still on the exam?": ("CodeCommit",),
        "Can you use XGBoost with Pipe mode?": ("XGBoost with Pipe mode",),
        "so CodeCommit is closed to new customers?": ("CodeCommit",),
        "Batch transform needs no endpoint, right?": ("Batch transform",),
        "Is it true that unanswered questions count as wrong?": ("unanswered questions",),
        "Does the online store support TTL?": ("online store",),
        "Do spot interruptions lose my checkpoints?": ("spot interruptions",),
        "Could a Lambda function call the endpoint?": ("Lambda function",),
    },
    "why": {
        "Why does training loss diverge?": ("training loss",),
        "Why is accuracy misleading for imbalanced data?": ("accuracy",),
        "What is the purpose of a validation set?": ("validation set",),
        "How come my endpoint returns stale predictions?": ("endpoint",),
        "Why isn't my alarm firing?": ("alarm",),
    },
    "fact": {
        "Where does Model Monitor store its reports?": ("Model Monitor",),
        "Who may take the exam?": ("exam",),
        "Which IAM role runs a processing job?": ("processing job",),
        "In which domain is feature engineering tested?": ("feature engineering",),
        "How does automatic model tuning work?": ("automatic model tuning",),
        "What happens when a Spot Instance is interrupted?": ("Spot Instance",),
        "How is PSI computed?": ("PSI",),
        "If a Spot Instance is interrupted, what happens to the training job?": ("training job",),
        "Where can I see the bias report?": ("bias report",),
        "When does a CloudWatch alarm go back to OK?": ("CloudWatch alarm",),
        "Give me the formula of recall": ("formula of recall",),
        "What can cause training-serving skew?": ("training-serving skew",),
        "What causes overfitting?": ("overfitting",),
    },
}
CASES = [(text, kind, subjects) for kind, of in QUESTIONS.items() for text, subjects in of.items()]


@pytest.mark.parametrize(("text", "kind", "subjects"), CASES, ids=[text for text, *_ in CASES])
def test_question_is_understood(text: str, kind: QuestionKind, subjects: tuple[str, ...]) -> None:
    question = understand(text)
    assert (question.kind, question.subjects) == (kind, subjects)


@pytest.mark.parametrize("text", ["What is it?", "Is that normal?", "How do they work?", "thanks!"])
def test_pronoun_is_no_subject(text: str) -> None:
    assert understand(text).subjects == ()


@pytest.mark.parametrize("text", ["", "   ", "???", "\n"])
def test_empty_question_is_a_fact_about_nothing(text: str) -> None:
    question = understand(text)
    assert (question.kind, question.subjects) == ("fact", ())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hi, what is RecordIO?", "what is RecordIO?"),
        ("Could you please tell me what PSI is?", "what PSI is?"),
        ("Can you explain concept drift?", "explain concept drift?"),
        ("do you know whether CodeCommit is closed?", "CodeCommit is closed?"),
        ("  What \n is\tPSI? ", "What is PSI?"),
        ("hello", "hello"),
    ],
)
def test_manners_are_left_out_of_the_text(text: str, kept: str) -> None:
    assert understand(text).text == kept


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("My data is 2 TB in S3. What is Pipe mode?", ("Pipe mode",)),
        ("My batch transform has ten instances, yet one works. Why?", ("batch transform",)),
        ("GetRecords.Age goes up and up. What does that mean?", ("GetRecords.Age",)),
        ("We send records to a stream. Is that normal?", ()),
        ("After fine-tuning, which loss is reported?", ("loss",)),
    ],
)
def test_story_before_the_question_names_the_subject_only_when_the_question_points_back(
    text: str, subjects: tuple[str, ...]
) -> None:
    assert understand(text).subjects == subjects
    assert understand(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does batch transform need an endpoint?", True),
        ("Isn't F1 a mean?", True),
        ("Batch transform needs no endpoint, right?", True),
        ("My job hangs. Can I stop it?", True),
        ("In Pipe mode, is the data copied?", True),
        ("Should I use S3 or EFS?", True),
        ("What is PSI?", False),
        ("How do I stop a job?", False),
        ("List the monitors", False),
    ],
)
def test_yes_or_no_is_seen_whatever_the_kind(text: str, expected: bool) -> None:
    assert understand(text).asks_yes_no is expected


def test_comparison_with_one_side_only_is_another_kind() -> None:
    question = understand("What is the difference?")
    assert question.kind == "definition"
    assert len(question.subjects) < 2


ENGLISH = (
    "what which how when why is are does can should the a of for and or vs than between best many"
    " limit use difference S3 endpoint PSI batch transform , ? . ! it they there be to"
)
WORDS = st.sampled_from(ENGLISH.split())


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_is_understood_and_its_subjects_are_its_own_words(text: str) -> None:
    question = understand(text)
    assert isinstance(question, Question)
    assert len(question.subjects) == 2 if question.kind == "comparison" else True
    assert len(question.subjects) <= 2
    for subject in question.subjects:
        assert subject == subject.strip() != ""
        assert subject in " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "real-time endpoint or serverless endpoint?",
        "Our traffic is spiky. Real-time endpoint or serverless endpoint?",
        "real-time or serverless endpoint for spiky traffic",
    ],
)
def test_two_things_joined_by_or_are_compared_without_a_verb(text: str) -> None:
    question = understand(text)
    assert question.kind == "comparison"
    sides = tuple(side.lower() for side in question.subjects)
    assert sides == ("real-time endpoint", "serverless endpoint")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("how many partitions does a step function need", "partitions"),
        ("How many scored questions are on the exam?", "scored questions"),
        ("The job runs. How many shards of a stream can it read?", "shards"),
        ("How much does it cost?", ""),
        ("What is a shard?", ""),
    ],
)
def test_a_question_for_a_number_says_what_is_counted(text: str, counted: str) -> None:
    assert understand(text).counted == counted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("whats in a buildspec file", "definition"),
        ("what rules does debugger have", "list"),
        ("codebuild test report retention", "limit"),
    ],
)
def test_short_forms_are_understood(text: str, kind: str) -> None:
    assert understand(text).kind == kind
