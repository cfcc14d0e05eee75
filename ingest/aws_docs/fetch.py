"""Fetches targets into a folder: what is missing first, each once, its outcome kept at once.

A run that is interrupted goes on where it stopped. A run that came to its end is followed by one
that asks whether each copy still holds (`If-None-Match`), so that only what changed is sent again.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, Self

from index.errors import IndexBusyError
from index.write_lock import WriteLock
from ingest.aws_docs.catalogue import origin
from ingest.aws_docs.client import Client, FetchError, Limits, Mirror, Validators
from ingest.aws_docs.content import HEAD_BYTES, accepted, content_fault
from ingest.aws_docs.guides import guide_pages
from ingest.aws_docs.pace import DEFAULT_DELAY, Pace
from ingest.aws_docs.robots import Robots
from ingest.aws_docs.sidecar import sidecar_path, write_sidecar
from ingest.aws_docs.state import FetchState, Record, cannot_write
from ingest.aws_docs.target import local_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path
    from types import TracebackType

    from ingest.aws_docs.catalogue import Guide
    from ingest.aws_docs.client import Answer
    from ingest.aws_docs.guides import GuidePage
    from ingest.aws_docs.target import Target

RESUMED_DAYS = 7
"""An interrupted run goes on within this time; later, its pages are asked for again."""

SILENT_TARGETS = 3
"""Targets in a row without any answer after which a host is left alone."""

ANSWER_SECONDS = 0.5
"""Time that one request takes beside the delay, for the estimate."""

_log = logging.getLogger(__name__)


class Progress(Protocol):
    """Is told how far a run is."""

    def __call__(self, done: int, total: int) -> None:
        """Take note of `done` of `total` targets."""


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What a run would do."""

    targets: tuple[Target, ...]
    choice: str
    """What was chosen; an interrupted run of the same choice is continued."""
    done: tuple[Target, ...] = ()
    """Targets that the interrupted run has dealt with."""
    todo: tuple[Target, ...] = ()
    since: str | None = None
    """UTC time at which the interrupted run began."""
    delays: tuple[tuple[str, float], ...] = ()
    """Seconds between two requests by host that can be asked."""
    seconds: float = 0.0
    """Estimated time; a page that exists only as HTML takes twice its share."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be fetched."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a run did."""

    stored: int = 0
    unchanged: int = 0
    resumed: int = 0
    """Targets that an interrupted run had stored or found unchanged before."""
    failures: tuple[Failure, ...] = ()
    """Also those that the interrupted run met and that would only repeat."""
    bytes: int = 0
    seconds: float = 0.0


class Fetcher:
    """Brings targets into a folder. Use it as a context manager.

    `origins` are the only hosts asked, as `https://host`. `base` names a mirror of the first host
    given in `mirrored`. `delay` replaces what robots.txt asks for.
    """

    def __init__(
        self,
        folder: Path,
        origins: Collection[str],
        *,
        base: str | None = None,
        mirrored: str = "https://docs.aws.amazon.com",
        delay: float | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._delay = delay
        self._limits = limits or Limits()
        self._clock = clock
        self._now = now
        self._pace = Pace(clock, sleep)
        self._client = Client(
            origins,
            self._pace,
            limits=self._limits,
            clock=clock,
            now=now,
            mirror=Mirror(mirrored, base) if base else None,
        )
        self._robots: dict[str, Robots] = {}
        self._closed: dict[str, str] = {}
        self._lock = WriteLock(folder)
        self._state = FetchState(folder)

    def __enter__(self) -> Self:
        self._state = FetchState.open(self._folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def guide_pages(self, guide: Guide) -> tuple[GuidePage, ...]:
        """Ask a guide for the list of its pages. Raises GroundworkError when it cannot be read."""
        self._open_host(origin(guide.base))
        return guide_pages(guide, self._read)

    def plan(self, targets: Sequence[Target], choice: str, *, ask: bool = True) -> FetchPlan:
        """Return what a run would do and how long it would take.

        With `ask` each host's robots.txt is read, which says how fast it may be asked; without, no
        request is made.
        """
        since = self._resumable(choice)
        done = tuple(t for t in targets if since is not None and self._is_done(t, since))
        settled = {target.address for target in done}
        todo = sorted(
            (target for target in targets if target.address not in settled),
            key=lambda target: self._kept(target) is not None,
        )
        hosts = Counter(origin(target.address) for target in todo)
        if ask:
            for host in hosts:
                self._open_host(host)
        delays = {
            host: self._pace.delay(host) if self._delay is None else self._delay
            for host in hosts
            if host not in self._closed
        }
        return FetchPlan(
            targets=tuple(targets),
            choice=choice,
            done=done,
            todo=tuple(todo),
            since=since if done else None,
            delays=tuple(delays.items()),
            seconds=sum(hosts[host] * max(delay, ANSWER_SECONDS) for host, delay in delays.items()),
        )

    def run(self, plan: FetchPlan, progress: Progress | None = None) -> FetchReport:
        """Fetch what a plan names; every outcome is on disk before the next request.

        Raises IndexBusyError when another fetch is at work in the folder, GroundworkError when the
        folder cannot be written.
        """
        try:
            self._lock.acquire()
        except IndexBusyError as error:
            raise IndexBusyError(
                f"another fetch is writing to {self._folder}", "Wait until it is done."
            ) from error
        try:
            return self._run(plan, progress or _silent)
        finally:
            self._lock.release()

    def _run(self, plan: FetchPlan, progress: Progress) -> FetchReport:
        started = self._clock()
        if plan.todo:
            if plan.since is None:
                self._state.end(plan.choice)
            self._state.begin(plan.choice, self._timestamp())
        outcomes: Counter[str] = Counter()
        received = 0
        failures = [self._failure(t) for t in plan.done if self._failed(t)]
        unasked = 0
        silent: Counter[str] = Counter()
        for number, target in enumerate(plan.todo, 1):
            host = origin(target.address)
            if reason := self._closed.get(host):
                unasked += 1
                failures.append(Failure(target.address, reason))
            else:
                record, is_silent = self._fetch(target)
                self._state.put(target.address, record)
                outcomes[record.outcome] += 1
                received += record.size if record.outcome == "stored" else 0
                if record.outcome == "failed":
                    failures.append(Failure(target.address, record.reason))
                silent[host] = silent[host] + 1 if is_silent else 0
                if silent[host] >= SILENT_TARGETS:
                    self._closed[host] = (
                        f"not asked for, because {host} gave no answer {SILENT_TARGETS} times "
                        "in a row"
                    )
            progress(len(plan.done) + number, len(plan.targets))
        if not unasked:
            self._state.end(plan.choice)
        return FetchReport(
            stored=outcomes["stored"],
            unchanged=outcomes["unchanged"],
            resumed=sum(not self._failed(target) for target in plan.done),
            failures=tuple(failures),
            bytes=received,
            seconds=self._clock() - started,
        )

    def _resumable(self, choice: str) -> str | None:
        """Return when an interrupted run of this choice began, if it can go on."""
        began = self._state.open_runs.get(choice)
        if began is None:
            return None
        age = self._now() - datetime.fromisoformat(began)
        return began if age <= timedelta(days=RESUMED_DAYS) else None

    def _is_done(self, target: Target, since: str) -> bool:
        record = self._state.records.get(target.address)
        if record is None or record.asked < since:
            return False
        if record.outcome == "failed":
            return record.lasting
        return self._kept(target) is not None

    def _failed(self, target: Target) -> bool:
        return self._state.records[target.address].outcome == "failed"

    def _failure(self, target: Target) -> Failure:
        return Failure(target.address, self._state.records[target.address].reason)

    def _kept(self, target: Target) -> Record | None:
        """Return the record of the copy that is kept of a target, if it lies there unaltered."""
        record = self._state.records.get(target.address)
        if record is None or not record.file:
            return None
        file = self._folder / record.file
        try:
            with file.open("rb") as opened:
                same = hashlib.file_digest(opened, "sha256").hexdigest() == record.sha256
        except OSError:
            return None
        return record if same else None

    def _open_host(self, host: str) -> None:
        """Read a host's robots.txt, once, and set the pace."""
        if host in self._robots or host in self._closed:
            return
        self._pace.set_delay(host, self._delay if self._delay is not None else DEFAULT_DELAY)
        try:
            robots = Robots.ask(self._client, host)
        except FetchError as error:
            self._closed[host] = f"not asked for, because robots.txt {error.reason}"
            return
        self._robots[host] = robots
        self._pace.set_delay(host, robots.delay if self._delay is None else self._delay)

    def _refusal(self, address: str) -> str | None:
        """Return why an address, also one that a redirect leads to, may not be asked for."""
        host = origin(address)
        self._open_host(host)
        if host in self._closed:
            return self._closed[host]
        return None if self._robots[host].allows(address) else "is forbidden by robots.txt"

    def _read(self, address: str) -> bytes:
        """Return a page list. Raises FetchError."""
        host = origin(address)
        if host in self._closed:
            raise FetchError(address, self._closed[host])
        body = io.BytesIO()
        self._client.get(address, body, limit=self._limits.file_bytes, refusal=self._refusal)
        return body.getvalue()

    def _fetch(self, target: Target) -> tuple[Record, bool]:
        """Fetch one target in the best form there is; return its record, and whether the host kept
        silent."""
        kept = self._kept(target)
        reasons: dict[str, str] = {}
        transient = silent = False
        for form in target.forms:
            try:
                return self._fetch_form(target, form, kept), False
            except FetchError as error:
                reasons[form] = error.reason
                transient = transient or error.transient
                silent = error.unreachable
                if error.transient and kept is not None:
                    break
        record = replace(
            kept or Record(outcome="failed", asked=""),
            outcome="failed",
            asked=self._timestamp(),
            reason=_joined(reasons)
            + (f" (the copy of {kept.retrieved} stays)" if kept is not None else ""),
            lasting=not transient,
        )
        return record, silent

    def _fetch_form(self, target: Target, form: str, kept: Record | None) -> Record:
        """Fetch one form of a target and keep it. Raises FetchError with the reason."""
        earlier = kept if kept is not None and kept.form == form else None
        file = self._folder / local_path(form)
        part = file.with_name(f".{file.name}.part")
        limit = self._limits.page_bytes if target.guide else self._limits.file_bytes
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w+b") as sink:
                answer = self._client.get(
                    form,
                    sink,
                    limit=limit,
                    accept=accepted(form),
                    validators=_validators(earlier),
                    refusal=self._refusal,
                )
                sink.seek(0)
                head = sink.read(HEAD_BYTES)
                if not answer.unchanged and (
                    fault := content_fault(form, head, answer.content_type)
                ):
                    raise FetchError(target.address, fault)
                sink.flush()
                os.fsync(sink.fileno())
            return self._keep(target, form, answer, part, earlier, kept)
        except OSError as error:
            raise cannot_write(file, error) from error
        finally:
            with suppress(OSError):
                part.unlink()

    def _keep(
        self,
        target: Target,
        form: str,
        answer: Answer,
        part: Path,
        earlier: Record | None,
        kept: Record | None,
    ) -> Record:
        """Put an answer in its place with the facts about it; return the record."""
        file = self._folder / local_path(form)
        if earlier is not None and (answer.unchanged or answer.sha256 == earlier.sha256):
            write_sidecar(file, target, sha256=earlier.sha256, retrieved=earlier.retrieved)
            return replace(
                earlier,
                outcome="unchanged",
                asked=self._timestamp(),
                reason="",
                lasting=False,
                etag=answer.validators.etag or earlier.etag,
                last_modified=answer.validators.last_modified or earlier.last_modified,
            )
        today = self._now().date().isoformat()
        part.replace(file)
        write_sidecar(file, target, sha256=answer.sha256, retrieved=today)
        if kept is not None and kept.form != form:
            for other in (self._folder / kept.file, sidecar_path(self._folder / kept.file)):
                other.unlink(missing_ok=True)
        return Record(
            outcome="stored",
            asked=self._timestamp(),
            file=local_path(form),
            form=form,
            sha256=answer.sha256,
            size=answer.size,
            retrieved=today,
            etag=answer.validators.etag,
            last_modified=answer.validators.last_modified,
        )

    def _timestamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="microseconds")


def _silent(done: int, total: int) -> None:
    _log.debug("%d of %d", done, total)


def _validators(record: Record | None) -> Validators:
    return Validators() if record is None else Validators(record.etag, record.last_modified)


def _joined(reasons: dict[str, str]) -> str:
    """Return why the forms of a target failed; the same reason is said once."""
    if len(set(reasons.values())) == 1:
        return next(iter(reasons.values()))
    endings = [f".{form.rpartition('.')[2]}: {reason}" for form, reason in reasons.items()]
    return "; ".join(endings)
