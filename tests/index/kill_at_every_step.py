"""Build the same change again and again, each time killed one write step later.

    python -m tests.index.kill_at_every_step BASE OUT

Copies the index folder BASE to OUT/<n> and lets a child process publish a new snapshot there that
dies, without any clean-up, when it reaches its n-th step; until a child gets through. Prints one
line per child: number, and the step at which it died (or `done`).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from index.asked import AskedQuestion
from index.snapshot_writer import SnapshotWriter
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import CHUNKING, endpoints, make_chunks, make_document

DIED = 9


def publish_until(root: Path, last_step: int) -> None:
    """Publish one carried-over and one new document, dying at a step."""
    steps: list[str] = []

    def die_at_last(step: str) -> None:
        steps.append(step)
        if len(steps) > last_step:
            (root / "died-at").write_text(step, encoding="utf-8")
            os._exit(DIED)

    fresh = make_document("new.md", "New", {"Part": ["A new sentence is here."]})
    with SnapshotWriter(root, HashingEmbedder(), CHUNKING, on_step=die_at_last) as writer:
        writer.carry_over(endpoints().source)
        writer.add_document(fresh, make_chunks(fresh))
        writer.ask([AskedQuestion("corpus", "What is here?", ("A new sentence is here.",))])
        writer.publish()


def main(base: Path, out: Path) -> None:
    for number in range(100):
        root = out / str(number)
        shutil.copytree(base, root)
        child = os.fork()
        if child == 0:
            publish_until(root, number)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status == 0:
            sys.stdout.write(f"{number} done\n")
            return
        if status != DIED:
            raise SystemExit(f"the child for step {number} ended with {status}")
        sys.stdout.write(f"{number} {(root / 'died-at').read_text(encoding='utf-8')}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
