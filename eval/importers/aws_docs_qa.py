"""Import the "AWS Documentation" question set (Gholami & Noori, 2021) as it is published.

Its CSV begins with a byte-order mark, has cells of several lines and answers with commas, and one
of its gold paths begins with a space. Columns: Question, Answer_True, Yes_No_True, Document_True.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from app.surrogates import json_text
from eval.written import write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("Question", "Answer_True", "Yes_No_True", "Document_True")


def import_aws_docs_qa(source: Path, out: Path, suffix: str | None = None) -> int:
    """Write the data set and return how many questions it has.

    Args:
        source: the CSV file.
        out: the JSONL file to write.
        suffix: the ending that the pages have where they are ingested (`.md`); None keeps the
            published one (`.txt`).

    Raises:
        UsageError: the file cannot be read, lacks a column, or a row lacks a question, an answer or
            a document; the line is named, and nothing is written.
    """
    cases = list(_cases(source, suffix))
    if not cases:
        raise UsageError(f"{source.name}: holds no questions", "Give the published CSV file")
    write_whole(out, "".join(f"{json_text(case)}\n" for case in cases))
    return len(cases)


def _cases(source: Path, suffix: str | None) -> Iterator[dict[str, str]]:
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{source}: cannot be read: {error}", "Give the published CSV file, in UTF-8"
        ) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(
            f"{source.name}, line 1: column '{missing[0]}' is missing",
            f"The columns are {', '.join(COLUMNS)}",
        )
    for number, row in enumerate(rows):
        where = f"{source.name}, line {rows.line_num}"
        cells = {name: " ".join((row[name] or "").split()) for name in COLUMNS}
        for name in ("Question", "Answer_True", "Document_True"):
            if not cells[name]:
                raise UsageError(f"{where}: '{name}' is empty", "Mend the row or leave it out")
        document = PurePosixPath(cells["Document_True"])
        yield {
            "id": f"awsqa-{number:03d}",
            "question": cells["Question"],
            "answer": cells["Answer_True"],
            "yes_no": "" if cells["Yes_No_True"] == "None" else cells["Yes_No_True"],
            "document": str(document.with_suffix(suffix) if suffix else document),
        }
