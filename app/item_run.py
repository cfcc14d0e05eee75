"""A chat model writing practice items in the background: kept at once, counted, stoppable.

The run goes on when the reader turns to another page or reloads. Each item that passes is kept for
good and asked at the end of the run's quiz, which can be taken while the model still writes.
"""

from __future__ import annotations

import logging
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.background import BackgroundWork
from app.model_items import Prepared, item_steps
from app.sitting import new_item
from app.store.written import RunCounts
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from app.answer.verify.verifier import Verifier
    from app.chat_model.chat import ChatModel
    from app.practice.records import Item
    from app.practice.wish import Wish
    from app.practice.written.writer import Written
    from app.retrieval import IndexPassageSource
    from app.settings import Settings
    from app.store.quizzes import Mode, QuizStore
    from app.store.written import WrittenStore

STOPPED = "Stopped; what was kept until then stays."
UNEXPECTED = "The writing ended unexpectedly; the server's log says why. What was kept stays."

_log = logging.getLogger(__name__)


class WritingStoppedError(GroundworkError):
    """The reader stopped the model."""


class StoppableModel:
    """A chat model that can be stopped in the middle of a reply."""

    def __init__(self, model: ChatModel, stopped: threading.Event) -> None:
        self._model = model
        self._stopped = stopped

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self._model.name

    def structured(self, system: str, user: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Return an object of a schema. Raises ChatModelError, WritingStoppedError."""
        self._go_on()
        return self._model.structured(system, user, schema, self._go_on)

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise WritingStoppedError(STOPPED)


@dataclass(frozen=True, slots=True)
class Commission:
    """What is to be written, by whom, and where it is kept."""

    model: ChatModel
    source: IndexPassageSource
    settings: Settings
    verifier: Verifier
    wish: Wish
    wanted: int
    mode: Mode
    existing: tuple[str, ...]
    """Stems that are asked already."""
    exam: str
    snapshot: str
    quizzes: QuizStore
    written: WrittenStore
    seed: int = 0
    """Fixes what is written about; 0 leaves it to chance."""


class ItemRun(BackgroundWork):
    """One run, in a thread of its own."""

    def __init__(self, commission: Commission) -> None:
        super().__init__("item-writing")
        self._commission = commission
        self._stopped = threading.Event()
        self._seed = commission.seed or secrets.randbits(31)
        self._handed_out = 0
        self.id = commission.written.begin(
            commission.model.name, commission.wish.to_json(), commission.mode, commission.wanted
        )

    def stop(self) -> None:
        """Stop the model, in the middle of a reply too."""
        self._stopped.set()

    def _run(self) -> None:
        problem = UNEXPECTED
        try:
            self._write()
            problem = ""
        except WritingStoppedError as error:
            problem = error.what
        except (GroundworkError, OSError) as error:
            _log.warning("writing of items failed: %s", error)
            problem = str(error)
        finally:
            self._commission.written.end(self.id, problem)

    def _write(self) -> None:
        given = self._commission
        model = StoppableModel(given.model, self._stopped)
        is_local = given.model.spec.is_local
        prepared = Prepared(model, given.source, given.settings, given.verifier, is_local=is_local)
        for step in item_steps(prepared, given.wish, given.wanted, given.existing, self._seed):
            for item in step.items[self._handed_out :]:
                self._keep(item)
            given.written.note(self.id, counts_of(step))

    def _keep(self, item: Item) -> None:
        """Keep an item for good, and ask it at the end of the run's quiz."""
        given, new = self._commission, new_item(item, self._seed)
        given.written.keep(self.id, new.id, new.archive)
        if self._handed_out == 0:
            given.quizzes.create(
                [new],
                mode=given.mode,
                exam=given.exam,
                wish=given.wish.to_json(),
                seed=self._seed,
                snapshot=given.snapshot,
                quiz_id=self.id,
            )
        else:
            given.quizzes.append(self.id, [new])
        self._handed_out += 1


def counts_of(step: Written) -> RunCounts:
    """Return the counts of a step as the store keeps them."""
    return RunCounts(
        step.tried,
        len(step.items),
        {str(rule): count for rule, count in step.dropped.items()},
        {str(rule): count for rule, count in step.dropped_parts.items()},
        step.doing or "",
        step.problem,
    )


class RunBoard:
    """Holds the run that writes now, or the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._run: ItemRun | None = None

    def post(self, commission: Commission) -> ItemRun:
        """Start a run. Raises UsageError when one is at work."""
        with self._lock:
            if self._run is not None and self._run.is_running:
                raise UsageError("The model is still writing other questions", "Stop it, or wait")
            self._run = ItemRun(commission)
            self._run.start()
            return self._run

    def running(self, run_id: str = "") -> ItemRun | None:
        """Return the run that is at work, if it is the one that is named (or any is meant)."""
        run = self._run
        if run is None or not run.is_running or run_id not in ("", run.id):
            return None
        return run
