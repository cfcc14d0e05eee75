"""Start the application as a reader does, and ask it: how long to the first page, how much memory.

The pages run in a process of their own, through Streamlit's own test harness, with a data folder
that is thrown away.
"""

from __future__ import annotations

import json
import tempfile
import time
from typing import TYPE_CHECKING, Any

from eval.child_process import run_python
from eval.suites import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUESTIONS = (
    "When should I use asynchronous inference rather than batch transform?",
    "What is SageMaker Feature Store?",
    "How do I deploy a model to an endpoint?",
    "Which instance types support local NVMe storage?",
    "Does AWS Glue support streaming jobs?",
)
_PAGES = """
import json, resource, sys, time
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(sys.argv[1], default_timeout=120).run()
assert not app.exception, app.exception
print(json.dumps({"drawn_at": time.time()}))
for question in json.loads(sys.argv[2]):
    app.chat_input(key="question").set_value(question).run()
    assert not app.exception, app.exception
print(json.dumps({"resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def bench_start(index: Path, questions: Sequence[str] = QUESTIONS) -> dict[str, Any]:
    """Time from launching the interpreter to the first drawn page, then ask some questions.

    Returns:
        `seconds_to_first_page`, `questions`, and `resident_mb`: the most memory the process has
        had resident, with Streamlit, the embedding model and the index.

    Raises:
        UsageError: a page could not be drawn; its last words are told.
    """
    with tempfile.TemporaryDirectory() as data:
        begun = time.time()
        printed = run_python(
            _PAGES,
            [str(ROOT / "app" / "main.py"), json.dumps(questions)],
            "The first page could not be drawn",
            {
                "GROUNDWORK_INDEX": str(index.absolute()),
                "GROUNDWORK_DATA": data,
                "GROUNDWORK_MODEL": "",
                "DATABASE_URL": "",
            },
        )
    told: dict[str, Any] = {}
    for line in printed:
        told |= json.loads(line)
    return {
        "seconds_to_first_page": round(told["drawn_at"] - begun, 2),
        "questions": len(questions),
        "resident_mb": told["resident_mb"],
    }
