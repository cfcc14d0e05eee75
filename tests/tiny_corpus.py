"""Eight short notes of our own, and the index built from them with the real embedding model.

The facts are made up where that keeps them apart from the shipped notes: nothing here is a source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.pipeline import IngestSettings, build_index

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import Embedder

NOTES = {
    "domain1/input-modes.md": """---
title: Input modes
exam: mla-c01
domain: 1
task: "1.1"
---
# Input modes of a training job

## File mode and Pipe mode compared

File mode copies the whole dataset to the disk before training starts, while Pipe mode streams it.
File mode needs a disk that is as large as the dataset.
Pipe mode starts training sooner, because no copy has to finish first.
""",
    "domain3/endpoint-limits.md": """---
title: Endpoint limits
exam: mla-c01
domain: 3
task: "3.1"
---
# Limits of endpoints

## Limits by inference option

| Inference option | Maximum payload | Maximum processing time |
| --- | --- | --- |
| Real-time inference | 25 MB | 60 seconds |
| Serverless inference | 4 MB | 60 seconds |
| Asynchronous inference | 1 GB | 1 hour |

## What asynchronous inference costs

Asynchronous inference costs nothing while its endpoint is scaled to zero instances.
A waiting request is billed only once an instance has begun to process it.
""",
    "domain3/shadow-tests.md": """---
title: Shadow tests
exam: mla-c01
domain: 3
task: "3.1"
---
# Shadow tests

## Start a shadow test

A shadow test sends a copy of the live requests to a second variant. Follow these steps to start
a shadow test:

1. Create the model of the shadow variant.
2. Add the shadow variant to the endpoint configuration.
3. Set the share of requests that is copied.
4. Start the test and compare the latency of both variants.

Callers never see the answers of the shadow variant.
""",
    "domain2/spot-training.md": """---
title: Spot training
exam: mla-c01
domain: 2
task: "2.2"
---
# Managed spot training

## Interruptions and checkpoints

Managed spot training can interrupt a job at any time, so the script writes checkpoints to S3.
A training job on spot capacity does not lose its checkpoints when it is interrupted.
""",
    "domain4/monitors.md": """---
title: Monitor types
exam: mla-c01
domain: 4
task: "4.1"
---
# Monitor types

## Types of monitors

Model Monitor has four types of monitors:

- Data quality monitor: watches the statistics of the input columns.
- Model quality monitor: compares predictions with labels that arrive later.
- Bias drift monitor: watches a fairness metric of live predictions.
- Attribution drift monitor: watches the ranking of feature attributions.
""",
    "domain4/psi.md": """---
title: Drift measures
exam: mla-c01
domain: 4
task: "4.1"
---
# Measures of drift

## Population stability index (PSI)

The population stability index (PSI) is a measure of how far a distribution has moved.
PSI above 0.2 is commonly read as a strong shift.
""",
    "domain2/smote.md": """---
title: Class imbalance
exam: mla-c01
domain: 2
task: "2.1"
---
# Class imbalance

## Oversampling with SMOTE

SMOTE is an oversampling method that makes synthetic rows between neighbours of the minority class.
Oversampling happens after the split, so that no copy of a test row is trained on.
""",
    "exam/format.md": """---
title: Exam format
exam: mla-c01
---
# Exam format

## Wrong answers

There is no penalty for wrong answers, so every question deserves a guess.
An unanswered question counts as wrong.
""",
}


def write_notes(folder: Path) -> Path:
    """Write the notes below a folder and return it."""
    for name, text in NOTES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build_tiny_index(folder: Path, embedder: Embedder | None) -> Path:
    """Build the index of the notes and return its folder: `<folder>/index`."""
    corpus = write_notes(folder / "corpus")
    settings = IngestSettings(index=folder / "index", aliases=None)
    report = build_index([corpus], settings, embedder=embedder)
    assert report.published
    assert not report.failures
    return settings.index
