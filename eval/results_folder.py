"""The folder of a run: results stream into it, and an interrupted run can go on.

While a run lasts, its files end in `.partial`; a finished one has `results.jsonl` (a case a line),
`passages.jsonl` (the text of every passage that a case refers to, once) and `summary.json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.surrogates import json_text
from eval.case_result import CaseResult
from eval.written import cannot_write, whole_lines, write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from eval.configuration import RunConfiguration
    from index.records import Passage

RESULTS, PASSAGES, SUMMARY = "results.jsonl", "passages.jsonl", "summary.json"
CONFIG = "config.json"
PARTIAL = ".partial"


def is_interrupted(folder: Path) -> bool:
    """Whether a folder holds a run that began and did not end."""
    return (folder / f"{CONFIG}{PARTIAL}").exists()


def is_finished(folder: Path, configuration: RunConfiguration) -> bool:
    """Whether a folder holds a run of this configuration that came to its end."""
    summary = folder / SUMMARY
    if is_interrupted(folder) or not summary.exists():
        return False
    try:
        kept = json.loads(summary.read_text(encoding="utf-8"))["config"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(kept == configuration.to_json())


class ResultsFolder:
    """Where one run writes."""

    def __init__(self, folder: Path, configuration: RunConfiguration, resume: bool) -> None:
        """Open the folder, and read what an interrupted run left when `resume` is set.

        Raises:
            UsageError: the folder cannot be written, or the interrupted run was of another
                configuration.
        """
        self._folder = folder
        self.done: list[CaseResult] = []
        """Results of the interrupted run, in order."""
        self._kept: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if resume:
                self._take_up(configuration)
            else:
                for name in (RESULTS, PASSAGES):
                    self._partial(name).write_text("", encoding="utf-8")
            config = json.dumps(configuration.to_json()) + "\n"
            self._partial(CONFIG).write_text(config, encoding="utf-8")
            self._results = self._partial(RESULTS).open("a", encoding="utf-8")
            self._passages = self._partial(PASSAGES).open("a", encoding="utf-8")
        except OSError as error:
            raise cannot_write(folder, error) from error

    def add(self, passages: Iterable[Passage]) -> None:
        """Keep the text of passages, each once."""
        for one in passages:
            if one.chunk_id not in self._kept:
                self._kept.add(one.chunk_id)
                self._passages.write(f"{json_text(passage_record(one))}\n")
        self._passages.flush()

    def add_result(self, result: CaseResult) -> None:
        """Write one line; what was written before an interruption stays."""
        self._results.write(f"{json_text(result.to_json())}\n")
        self._results.flush()

    def close(self) -> None:
        """Close the files of a run that ended early; it can be taken up again."""
        self._results.close()
        self._passages.close()

    def finish(self, report: dict[str, Any]) -> None:
        """Give the files their final names, the summary last."""
        self.close()
        try:
            (self._folder / SUMMARY).unlink(missing_ok=True)
            for name in (RESULTS, PASSAGES):
                self._partial(name).replace(self._folder / name)
            self._partial(CONFIG).unlink()
        except OSError as error:
            raise cannot_write(self._folder, error) from error
        write_whole(self._folder / SUMMARY, json.dumps(report, indent=2) + "\n")

    def _partial(self, name: str) -> Path:
        return self._folder / f"{name}{PARTIAL}"

    def _take_up(self, configuration: RunConfiguration) -> None:
        """Read the lines of an interrupted run; one that was cut off in the middle is dropped."""
        self._check_same(configuration)
        whole = whole_lines(self._partial(RESULTS))
        for number, line in enumerate(whole, start=1):
            where = f"{self._partial(RESULTS)}, line {number}"
            self.done.append(CaseResult.from_json(json.loads(line), where))
        self._kept = {json.loads(line)["chunk_id"] for line in whole_lines(self._partial(PASSAGES))}

    def _check_same(self, configuration: RunConfiguration) -> None:
        kept = self._partial(CONFIG)
        if not kept.exists():
            raise UsageError(
                f"{self._folder} holds no interrupted run", "Leave --resume out to begin one"
            )
        before, now = json.loads(kept.read_text(encoding="utf-8")), configuration.to_json()
        differing = [name for name in now if name != "hash" and before.get(name) != now[name]]
        if differing:
            name = differing[0]
            raise UsageError(
                f"{self._folder} holds an interrupted run of another configuration: its {name} is "
                f"'{before.get(name)}', this run's is '{now[name]}'",
                "Leave --resume out to begin anew, or give another --out",
            )


def passage_record(passage: Passage) -> dict[str, Any]:
    """Return one line of `passages.jsonl`."""
    return {
        "chunk_id": passage.chunk_id,
        "path": passage.path,
        "title": passage.title,
        "heading_path": list(passage.heading_path),
        "url": passage.url,
        "text": passage.text,
    }
