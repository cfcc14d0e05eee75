"""`python -m eval import`: bring public data sets into the shape of `--dataset`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.commands.status import DONE
from eval.importers.aws_docs_qa import import_aws_docs_qa
from eval.importers.beir import import_beir
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from eval.commands.status import SubParsers


def add_import(commands: SubParsers) -> None:
    """Add `import`."""
    one = commands.add_parser(
        "import",
        help="turn a public data set into a JSONL file for --dataset",
        description="Import a BEIR folder (as pages and questions), or the AWS Documentation "
        "question set as it is published.",
    )
    forms = one.add_subparsers(dest="form", required=True)
    beir = forms.add_parser("beir", help="corpus.jsonl, queries.jsonl and qrels/<split>.tsv")
    beir.add_argument("source", type=Path, metavar="FOLDER")
    beir.add_argument("--split", default="test", help="file in qrels (default: test)")
    aws = forms.add_parser("aws-docs-qa", help="the published CSV file")
    aws.add_argument("source", type=Path, metavar="CSV")
    aws.add_argument("--suffix", help="ending of the ingested pages, such as .md (default: as is)")
    for form in (beir, aws):
        form.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")


def import_set(options: argparse.Namespace) -> int:
    """Import, and say what to do with what was written."""
    if options.form == "beir":
        done = import_beir(options.source, options.out, options.split)
        print(f"{done.dataset}: {done.questions} questions ({done.unjudged} without a judgement)")
        print(f"{done.pages}: {done.documents} pages; now")
        print(f"  python -m ingest build {done.pages} --index DIR")
        print(f"  python -m eval run --dataset {done.dataset} --index DIR")
        return DONE
    if options.suffix is not None and not options.suffix.startswith("."):
        raise UsageError(f"--suffix is '{options.suffix}'", "It begins with a dot, such as .md")
    count = import_aws_docs_qa(options.source, options.out, options.suffix)
    print(f"{options.out}: {count} questions")
    return DONE
