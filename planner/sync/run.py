"""One sync: a snapshot, the outbox rebased on it, and a compare-and-swap, until one lands."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING

from planner import __version__
from planner.cache.cells import HERE, SHEET
from planner.cache.outbox import BEATEN, CONFLICT, DONE, SENT, Change, SentBatch
from planner.errors import TryAgainError
from planner.layouts import apply, read
from planner.model import CellRef
from planner.sheets.grid import Batch, Fence, Landed, TakeBack
from planner.sync import guards
from planner.sync.lock import alone
from planner.sync.plan import Plan, changes, plan, report_edits
from planner.sync.repair import repairs
from planner.sync.settle import landed, numbers_word, settle
from planner.sync.typed import View
from planner.sync.typed import changes as typed_changes
from planner.week import zone

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.cache import Cache, Waiting
    from planner.config import Rules
    from planner.model import Finding, Operation
    from planner.sheets.grid import Sheet, Snapshot
    from planner.sync.plan import ReportTab

ATTEMPTS = 6  # snapshots in one sync: what others write meanwhile is waited out no longer
DEADLINE = 180.0  # seconds after which no other attempt begins


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, or with dry_run would do.

    pulled: what changed in the sheet since the last one. pushed: the operations that it holds now.
    changes: what was written, cell by cell. conflicts: what a person must settle.
    """

    moment: datetime
    title: str
    pulled: tuple[Change, ...] = ()
    pushed: tuple[Operation, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Waiting, ...] = ()
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False


def sync(
    cache: Cache,
    sheet: Sheet,
    rules: Rules,
    now: datetime,
    *,
    dry_run: bool = False,
    accept: bool = False,
    report: ReportTab | None = None,
) -> SyncReport:
    """Bring sheet and cache to say the same. Nothing to write is one snapshot and no swap.

    accept: take the sheet as it is, whatever it lacks. report: makes the Report tab from a
    reading; it is written where the tab shows something else.
    Errors: DataError where the sheet lacks what it held; TryAgainError where another sync runs or
    the sheet keeps changing; those of the sheet. Nothing is lost by any of them.
    """
    with alone(cache.path), cache.rehearsal() if dry_run else nullcontext():
        return _Sync(cache, sheet, rules, now, accept, report).run(dry_run)


@dataclass(slots=True)
class _Sync:
    cache: Cache
    sheet: Sheet
    rules: Rules
    now: datetime
    accept: bool
    report: ReportTab | None
    pulled: tuple[Change, ...] = ()

    def run(self, dry_run: bool) -> SyncReport:
        failed: TryAgainError | None = None
        end = monotonic() + DEADLINE
        for attempt in range(ATTEMPTS):
            if attempt and monotonic() > end:
                break
            snapshot = self.sheet.snapshot()
            today = self.now.astimezone(zone(snapshot.time_zone)).date()
            seen = fingerprint(snapshot, self.rules, today, reported=self.report is not None)
            if self._settled(seen, snapshot):
                return self._nothing_new(snapshot, today, dry_run=dry_run)
            view = View(snapshot, self.rules, today)
            with self.cache.transaction():
                self._pull(view)
                if snapshot.overwritten:
                    # First of all, people get their text back; then the outbox is looked at.
                    todo = Plan(repairs(snapshot), (), {})
                else:
                    todo = self._rebased(view)
                after = View(apply(snapshot, todo.edits), self.rules, today) if todo.edits else view
                written = tuple(changes(todo.edits, snapshot))
                still_open = any(sent.carries for sent in self.cache.sent())
                if dry_run or not (todo.edits or still_open):
                    self._finish(todo, view, after, written, snapshot.generation)
                    self.cache.stand(replace(self.cache.state(), settled=seen))
                    return self._said(todo, snapshot, written, dry_run)
                batch = self._written_down(todo, snapshot, after, written)
            try:
                answer = self.sheet.swap(batch)
            except TryAgainError as error:
                # Whether it landed is for the next snapshot to say; one more is worth its while.
                if failed:
                    raise
                failed = error
                continue
            if not isinstance(answer, Landed):
                continue  # the next snapshot says what became of it
            with self.cache.transaction():
                self._landed(batch)
                if any(isinstance(edit, TakeBack) for edit in todo.edits):
                    continue
                self._finish(todo, view, after, written, batch.fence.generation)
            return self._said(todo, snapshot, written, dry_run)
        raise TryAgainError(
            "the sheet kept changing while it was written to",
            where=snapshot.title,
            todo="Nothing was lost; try again in a moment.",
        )

    def _settled(self, seen: str, snapshot: Snapshot) -> bool:
        """Whether the sheet is as it was when there was nothing to do, and nothing waits here."""
        waits = self.cache.outbox() or self.cache.sent() or snapshot.overwritten
        return not waits and self.cache.state().settled == seen

    def _nothing_new(self, snapshot: Snapshot, today: date, *, dry_run: bool) -> SyncReport:
        self.cache.stand(replace(self.cache.state(), last=self.now))
        findings = self.cache.reading(today, today).findings
        return SyncReport(self.now, snapshot.title, self.pulled, findings=findings, dry_run=dry_run)

    def _pull(self, view: View) -> None:
        """Take over what the sheet says, after a look whether that can be meant."""
        known, snapshot = self.cache.state(), view.snapshot
        found = guards.faults(known, self.cache.reading(), view)
        if found and not self.accept:
            raise guards.stopped(found, snapshot.title)
        accepted = [Change(CellRef(snapshot.title, 0, 0), what, "accepted") for what in found]
        self.cache.remember(self.now, HERE, accepted)
        # Our own batches of which the answer was lost are in the history as ours, not as pulled.
        ours = {_key(change) for batch in self.cache.sent() for change in batch.changes}
        changed = typed_changes(self.cache.cells(), view.typed) if known.sheet else []
        pulled = tuple(change for change in changed if _key(change) not in ours)
        self.cache.remember(self.now, SHEET, pulled)
        self.pulled += pulled
        overwritten = (cells for o in snapshot.overwritten for cells in o.cells.items())
        lost = (Change(ref, found.typed, wrote.typed) for ref, (found, wrote) in overwritten)
        self.cache.remember(self.now, HERE, lost)
        settle(self.cache, snapshot, self.now)
        state = replace(
            known,
            sheet=snapshot.sheet,
            title=snapshot.title,
            time_zone=snapshot.time_zone,
            locale=snapshot.locale,
            generation=snapshot.generation,
            shape=tuple(sorted(view.shape.items())),
            settled="",
        )
        self.cache.store(view.reading, view.typed)
        self.cache.stand(state)

    def _rebased(self, view: View) -> Plan:
        """What waits, placed in the snapshot, and the Report tab as it will be then."""
        todo = plan(self.cache, view)
        for number, refused in todo.refused.items():
            where = f"{refused.cell}: " if refused.cell else ""
            self.cache.settle([number], CONFLICT, f"{where}{refused.why}", refused.found)
        if self.report is None:
            return todo
        reading = view.reading
        if todo.edits:
            reading = read(apply(view.snapshot, todo.edits), self.rules, view.today)
        shown = report_edits(self.report, reading, view.snapshot)
        return replace(todo, edits=(*todo.edits, *shown))

    def _written_down(
        self, todo: Plan, snapshot: Snapshot, after: View, written: tuple[Change, ...]
    ) -> Batch:
        """The batch, in the outbox before it is sent.

        Without an edit it is a fence alone, which keeps an open batch from landing late.
        """
        cache, generation = self.cache, snapshot.generation + 1
        highest = max((item.number for item in cache.operations()), default=0)
        word = numbers_word(todo.carried, highest)
        content = f"{cache.device} {generation} {word} {todo.edits!r}"
        digest = sha256(content.encode()).hexdigest()[:32]
        known = tuple(
            replace(change, date=cell.date, category=cell.category)
            if (cell := after.typed.get(change.cell))
            else change
            for change in written
            if change.cell.tab != self.rules.report_tab
        )
        numbers = tuple(item.number for item in todo.carried)
        when = self.now.isoformat()
        cache.send(SentBatch(digest, generation, cache.device, when, SENT, known, numbers))
        return Batch(Fence(generation, cache.device, digest, word), todo.edits)

    def _landed(self, batch: Batch) -> None:
        """It is in the sheet, and no other of its generation can ever be."""
        for sent in self.cache.sent():
            if sent.digest == batch.fence.digest:
                landed(self.cache, sent, self.now)
            elif sent.generation == batch.fence.generation:
                self.cache.mark(sent, BEATEN)

    def _finish(
        self, todo: Plan, view: View, after: View, written: tuple[Change, ...], generation: int
    ) -> None:
        """The sheet says now what the cache is to say."""
        self.cache.settle((item.number for item in todo.carried), DONE)
        state = replace(self.cache.state(), last=self.now, generation=generation)
        if after is not view:
            typed = dict(after.typed)
            for ref in {change.cell for change in written} & typed.keys():
                typed[ref] = replace(typed[ref], ours=True)
            self.cache.store(after.reading, typed)
            state = replace(state, shape=tuple(sorted(after.shape.items())))
        self.cache.stand(state)

    def _said(
        self, todo: Plan, snapshot: Snapshot, written: tuple[Change, ...], dry_run: bool
    ) -> SyncReport:
        return SyncReport(
            self.now,
            snapshot.title,
            self.pulled,
            tuple(item.operation for item in todo.carried),
            written,
            tuple(item for item in self.cache.outbox() if item.why),
            self.cache.reading().findings,
            dry_run,
        )


def fingerprint(snapshot: Snapshot, rules: Rules, today: date, *, reported: bool) -> str:
    """A digest of all that decides what a sync does with the sheet: equal ones do the same.

    reported: whether the Report tab is looked after.
    """
    place = (snapshot.title, snapshot.locale, snapshot.time_zone, snapshot.fences)
    whole = sha256(repr((__version__, rules, today, reported, *place)).encode())
    for tab in snapshot.tabs:
        cells = [
            [(c.value, c.text, c.formula, c.show.value, c.error) for c in row] for row in tab.rows
        ]
        whole.update(repr((tab.name, tab.number, tab.hidden, tab.merges, cells)).encode())
    return f"{snapshot.sheet} {whole.hexdigest()}"


def _key(change: Change) -> tuple[str, int, str, str]:
    return change.cell.tab, change.cell.column, change.before, change.after
