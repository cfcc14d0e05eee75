"""Nine items of all five types over the notes of `tests.tiny_corpus`, written as a bank is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 9
HEAD = 'exam = "mla-c01"\nchecked = 2026-11-25\n'

CHOICES = """
[[item]]
id = "t-payload"
type = "multiple_choice"
bullets = ["3.1.k1"]
services = ["Amazon SageMaker AI"]
difficulty = "easy"
constraint = "payload"
deciding = ["answers while the caller waits"]
stem = "An endpoint answers while the caller waits. Which payload can one real-time request have at most?"
[[item.option]]
text = "1 GB"
why = "That is the limit of asynchronous inference."
quote = "Asynchronous inference | 1 GB | 1 hour"
kind = "right service, wrong feature"
[[item.option]]
text = "25 MB"
key = true
why = "Real-time inference takes requests of up to 25 MB."
quote = "Real-time inference | 25 MB | 60 seconds"
[[item.option]]
text = "4 MB"
why = "That is the limit of serverless inference."
quote = "Serverless inference | 4 MB | 60 seconds"
kind = "right service, wrong feature"
[[item.option]]
text = "60 MB"
why = "No option has this limit."
quote = "Real-time inference | 25 MB | 60 seconds"
by_absence = true
kind = "violates the constraint"

[[item]]
id = "t-mode-file"
type = "multiple_choice"
bullets = ["1.1.k1"]
services = ["Amazon SageMaker AI"]
difficulty = "medium"
constraint = "latency"
deciding = ["have the whole dataset on disk"]
pair = "t-mode-pipe"
stem = "A training job reads 80 GB from Amazon S3, and its script must have the whole dataset on disk. Which input mode fits?"
[[item.option]]
text = "File mode"
key = true
why = "File mode copies everything before training starts."
quote = "File mode copies the whole dataset to the disk before training starts"
[[item.option]]
text = "Pipe mode"
why = "Pipe mode streams the data and keeps no copy."
quote = "Pipe mode starts training sooner, because no copy has to finish first."
kind = "violates the constraint"
[[item.option]]
text = "Shadow mode"
why = "A shadow test copies live requests; it feeds no training job."
quote = "A shadow test sends a copy of the live requests to a second variant."
kind = "true but beside the point"
[[item.option]]
text = "Spot mode"
why = "Spot is a way to pay for instances, not to read data."
quote = "Managed spot training can interrupt a job at any time"
kind = "wrong service"

[[item]]
id = "t-mode-pipe"
type = "multiple_choice"
bullets = ["1.1.k1"]
services = ["Amazon SageMaker AI"]
difficulty = "medium"
constraint = "latency"
deciding = ["start training without a copy"]
pair = "t-mode-file"
stem = "A training job reads 80 GB from Amazon S3, and it must start training without a copy. Which input mode fits?"
[[item.option]]
text = "File mode"
why = "File mode copies everything before training starts."
quote = "File mode copies the whole dataset to the disk before training starts"
kind = "violates the constraint"
[[item.option]]
text = "Pipe mode"
key = true
why = "Pipe mode streams the data, so that no copy has to finish first."
quote = "Pipe mode starts training sooner, because no copy has to finish first."
[[item.option]]
text = "Shadow mode"
why = "A shadow test copies live requests; it feeds no training job."
quote = "A shadow test sends a copy of the live requests to a second variant."
kind = "true but beside the point"
[[item.option]]
text = "Spot mode"
why = "Spot is a way to pay for instances, not to read data."
quote = "Managed spot training can interrupt a job at any time"
kind = "wrong service"

[[item]]
id = "t-psi"
type = "multiple_choice"
bullets = ["4.1.k1"]
services = []
difficulty = "hard"
constraint = "accuracy"
deciding = ["moved strongly"]
stem = "A team wants one number that says whether a distribution has moved strongly. Which value is commonly read so?"
[[item.option]]
text = "A PSI above 0.2"
key = true
why = "Above 0.2 the shift is commonly called strong."
quote = "PSI above 0.2 is commonly read as a strong shift."
[[item.option]]
text = "A spot price above 0.2"
why = "Prices say nothing about distributions."
quote = "The population stability index (PSI) is a measure of how far a distribution has moved."
kind = "true but beside the point"
[[item.option]]
text = "A payload above 25 MB"
why = "That is a limit of requests."
quote = "Real-time inference | 25 MB | 60 seconds"
kind = "true but beside the point"
[[item.option]]
text = "A SMOTE ratio above 0.2"
why = "SMOTE makes rows and measures no drift."
quote = "SMOTE is an oversampling method that makes synthetic rows between neighbours of the minority class."
kind = "wrong service"

[[item]]
id = "t-spot"
type = "multiple_choice"
bullets = ["2.2.k1"]
services = ["Amazon SageMaker AI", "Amazon S3"]
difficulty = "medium"
constraint = "lowest cost"
deciding = ["can be interrupted"]
stem = "A long training job on cheap capacity can be interrupted. What keeps its progress?"
[[item.option]]
text = "Checkpoints that the script writes to Amazon S3"
key = true
why = "Checkpoints in S3 outlive the interruption."
quote = "so the script writes checkpoints to S3"
[[item.option]]
text = "A second variant that gets a copy of the requests"
why = "That is a shadow test, which keeps no progress of a training job."
quote = "A shadow test sends a copy of the live requests to a second variant."
kind = "wrong service"
[[item.option]]
text = "A disk that is as large as the dataset"
why = "The disk of an interrupted job is lost with it."
quote = "File mode needs a disk that is as large as the dataset."
kind = "violates the constraint"
[[item.option]]
text = "Synthetic rows between neighbours of a class"
why = "That balances classes."
quote = "SMOTE is an oversampling method that makes synthetic rows between neighbours of the minority class."
kind = "true but beside the point"
"""

OTHERS = """
[[item]]
id = "t-monitors-two"
type = "multiple_response"
bullets = ["4.1.k2"]
services = ["Amazon SageMaker AI"]
difficulty = "medium"
constraint = "fairness"
deciding = ["labels that arrive later", "fairness"]
stem = "A bank wants to compare predictions with labels that arrive later, and to watch a fairness metric. Which monitors does it need?"
[[item.option]]
text = "Data quality monitor"
why = "It watches the statistics of the inputs."
quote = "Data quality monitor: watches the statistics of the input columns."
kind = "right service, wrong feature"
[[item.option]]
text = "Model quality monitor"
key = true
why = "It compares predictions with labels."
quote = "Model quality monitor: compares predictions with labels that arrive later."
[[item.option]]
text = "Bias drift monitor"
key = true
why = "It watches a fairness metric."
quote = "Bias drift monitor: watches a fairness metric of live predictions."
[[item.option]]
text = "Attribution drift monitor"
why = "It watches the ranking of attributions."
quote = "Attribution drift monitor: watches the ranking of feature attributions."
kind = "right service, wrong feature"
[[item.option]]
text = "Latency monitor"
why = "There is no such type."
quote = "Model Monitor has four types of monitors:"
by_absence = true
kind = "wrong service"

[[item]]
id = "t-shadow-order"
type = "ordering"
bullets = ["3.1.s3"]
services = ["Amazon SageMaker AI"]
difficulty = "easy"
stem = "A team tries a new model on copied requests. Put the steps of a shadow test in order."
[[item.option]]
text = "Create the model of the shadow variant"
key = true
why = "The configuration refers to the model."
quote = "Create the model of the shadow variant."
[[item.option]]
text = "Add the shadow variant to the endpoint configuration"
key = true
why = "The variant needs its model first."
quote = "Add the shadow variant to the endpoint configuration."
[[item.option]]
text = "Set the share of requests that is copied"
key = true
why = "The share belongs to a variant that exists."
quote = "Set the share of requests that is copied."
[[item.option]]
text = "Send the answers of the shadow variant to the callers"
why = "Callers never see them."
quote = "Callers never see the answers of the shadow variant."
kind = "violates the constraint"

[[item]]
id = "t-monitors-match"
type = "matching"
bullets = ["4.1.k2"]
services = ["Amazon SageMaker AI"]
difficulty = "medium"
stem = "Match each need with the monitor that serves it."
[[item.prompt]]
text = "See whether the inputs still look as they did"
answer = "Data quality monitor"
why = "It watches input statistics."
quote = "Data quality monitor: watches the statistics of the input columns."
[[item.prompt]]
text = "See whether predictions are still right"
answer = "Model quality monitor"
why = "It needs labels."
quote = "Model quality monitor: compares predictions with labels that arrive later."
[[item.prompt]]
text = "See whether groups are still treated alike"
answer = "Bias drift monitor"
why = "It watches a fairness metric."
quote = "Bias drift monitor: watches a fairness metric of live predictions."
[[item.extra]]
text = "Attribution drift monitor"
why = "It watches feature attributions, which no need names."
quote = "Attribution drift monitor: watches the ranking of feature attributions."
kind = "right service, wrong feature"

[[item]]
id = "t-case"
type = "case_study"
title = "An insurer modernises"
difficulty = "hard"
scenario = "An insurer trains a claims model on rare fraud cases and serves it to a mobile app. Claims arrive at night in bursts of hundreds of megabytes, and the company pays nothing for idle hours."
[[item.question]]
type = "multiple_choice"
bullets = ["3.1.k1"]
services = ["Amazon SageMaker AI"]
difficulty = "medium"
constraint = "lowest cost"
deciding = ["pays nothing for idle hours"]
stem = "Which inference option fits the nightly claims?"
[[item.question.option]]
text = "Asynchronous inference"
key = true
why = "It takes large payloads and can rest at zero instances."
quote = "Asynchronous inference costs nothing while its endpoint is scaled to zero instances."
[[item.question.option]]
text = "Real-time inference"
why = "Its payload ends at 25 MB."
quote = "Real-time inference | 25 MB | 60 seconds"
kind = "violates the constraint"
[[item.question.option]]
text = "Serverless inference"
why = "Its payload ends at 4 MB."
quote = "Serverless inference | 4 MB | 60 seconds"
kind = "violates the constraint"
[[item.question.option]]
text = "Shadow test"
why = "Callers never see its answers."
quote = "Callers never see the answers of the shadow variant."
kind = "true but beside the point"
[[item.question]]
type = "multiple_choice"
bullets = ["2.1.k1"]
services = []
difficulty = "medium"
constraint = "accuracy"
deciding = ["rare fraud cases"]
stem = "How does the team make more rows of the rare class?"
[[item.question.option]]
text = "With SMOTE, after the split"
key = true
why = "Before the split copies of test rows would be trained on."
quote = "Oversampling happens after the split, so that no copy of a test row is trained on."
[[item.question.option]]
text = "With SMOTE, before the split"
why = "Copies of test rows would be trained on."
quote = "Oversampling happens after the split, so that no copy of a test row is trained on."
kind = "violates the constraint"
[[item.question.option]]
text = "With a higher PSI"
why = "PSI measures drift."
quote = "The population stability index (PSI) is a measure of how far a distribution has moved."
kind = "true but beside the point"
[[item.question.option]]
text = "With Pipe mode"
why = "Pipe mode reads rows and makes none."
quote = "Pipe mode starts training sooner, because no copy has to finish first."
kind = "true but beside the point"
"""


def write_bank(folder: Path) -> Path:
    """Write the bank below a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "choices.toml").write_text(HEAD + CHOICES, encoding="utf-8")
    (folder / "others.toml").write_text(HEAD + OTHERS, encoding="utf-8")
    return folder
