"""Baselines: the values of a run, case by case, small enough to be committed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from eval.comparison import DECIMALS
from eval.configuration import SAME_CASES
from eval.results_folder import RESULTS, SUMMARY
from eval.written import write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from eval.case_result import CaseResult
    from eval.configuration import RunConfiguration


@dataclass(frozen=True, slots=True)
class Baseline:
    """The values of one run."""

    config: dict[str, Any]
    cases: dict[str, dict[str, float]]
    """Value by measure, by case id."""
    figures: dict[str, float]
    """Figures of the whole set that are no mean over cases, such as an AUROC."""

    @classmethod
    def of(
        cls,
        configuration: RunConfiguration,
        results: Sequence[CaseResult],
        figures: Mapping[str, float],
    ) -> Self:
        """Take the values of a run."""
        cases = {
            result.id: {name: round(value, DECIMALS) for name, value in result.measures.items()}
            for result in results
        }
        rounded = {name: round(value, DECIMALS) for name, value in figures.items()}
        return cls(configuration.to_json(), cases, rounded)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a baseline, the `results.jsonl` of a run, or the folder that holds one.

        Raises:
            UsageError: the file is missing or is not one; the line is named.
        """
        if path.is_dir():
            path = path / RESULTS
        try:
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".jsonl":
                config = json.loads((path.parent / SUMMARY).read_text(encoding="utf-8"))["config"]
                return cls(config, _cases_of_results(text, path), {})
            return cls._of_record(json.loads(text))
        except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as e:
            raise UsageError(
                f"{path}: not a baseline: {e}",
                "Give a file of eval/baselines, or the results.jsonl of a finished run",
            ) from e

    @classmethod
    def _of_record(cls, record: dict[str, Any]) -> Self:
        names = record["measures"]
        cases = {
            case: values
            if isinstance(values, dict)
            else {
                name: float(value)
                for name, value in zip(names, values, strict=True)
                if value is not None
            }
            for case, values in record["cases"].items()
        }
        return cls(record["config"], cases, dict(record["figures"]))

    def among(self, cases: Iterable[str]) -> Self:
        """Return the baseline with no other cases than these."""
        kept = {one: self.cases[one] for one in cases if one in self.cases}
        return replace(self, cases=kept)

    def values(self, measure: str) -> dict[str, float]:
        """Return the values of one measure by case id."""
        return {one: named[measure] for one, named in self.cases.items() if measure in named}

    def check_comparable(self, configuration: RunConfiguration, path: Path) -> None:
        """Check that a run asked the same cases, measured in the same way.

        Raises:
            UsageError: it did not; the field that differs is named with both values.
        """
        now = configuration.to_json()
        for name in SAME_CASES:
            if self.config.get(name) != now[name]:
                raise UsageError(
                    f"{path} is a baseline of another configuration: its {name} is "
                    f"'{self.config.get(name)}', this run's is '{now[name]}'",
                    "Compare runs of the same cases; `python -m eval gate --update` makes the "
                    "baselines anew",
                )

    def write(self, path: Path) -> None:
        """Write the baseline, one case a line, so that a change of it can be read.

        A case that has few of the measures names them; the others give their values in order.
        """
        names = list(dict.fromkeys(name for values in self.cases.values() for name in values))
        lines = ",\n".join(
            f"  {json.dumps(case)}: {json.dumps(_values(values, names))}"
            for case, values in sorted(self.cases.items())
        )
        head = json.dumps(self.config, sort_keys=True)
        figures = json.dumps(self.figures, sort_keys=True)
        write_whole(
            path,
            f'{{"config": {head},\n"figures": {figures},\n"measures": {json.dumps(names)},\n'
            f'"cases": {{\n{lines}\n}}}}\n',
        )


def _values(values: Mapping[str, float], names: Sequence[str]) -> Any:
    if 2 * len(values) < len(names):
        return dict(values)
    return [values.get(name) for name in names]


def _cases_of_results(text: str, path: Path) -> dict[str, dict[str, float]]:
    cases: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        record = json.loads(line)
        if record["id"] in cases:
            raise UsageError(f"{path}, line {number}: id '{record['id']}' comes twice")
        cases[record["id"]] = record["measures"]
    return cases
