"""Many papers in one file: asked for, drawn by the worker in parts, kept for some days."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pikepdf
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.notifications.outbox import enqueue
from talent.papers.kinds import PaperKind, paper_kinds
from talent.papers.models import IssuedPaper, PrintRun
from talent.papers.unprintable import Unprintable
from talent.ui.pdf.fonts import unprintable
from talent.workflow.refusals import ActionRefused

MOST_PAPERS = 10_000
"""In one file."""
AT_ONCE = 250
"""Papers drawn before the progress is written down."""
KEPT = dt.timedelta(days=7)
DRAW = "talent.papers.tasks.draw_run"


@transaction.atomic
def request_run(
    papers: Iterable[UUID],
    *,
    pk: UUID,
    kind: str,
    title: str,
    by: User,
    prepared_by: str = DRAW,
    about: UUID | None = None,
) -> PrintRun:
    """Ask for papers of a kind in one file; the same ``pk`` again gives the run that there is.

    Args:
        papers: keys of papers that the user may see; none where ``prepared_by`` finds or makes them.
        prepared_by: the task that the worker runs with ``run_id`` and ``about``.

    Raises:
        ActionRefused: there are none, or too many.
    """
    if (existing := PrintRun.objects.visible_to(by).filter(pk=pk).first()) is not None:
        return existing
    chosen = list(papers)
    if not chosen and prepared_by == DRAW:
        raise ActionRefused(_("没有可以打印的公文。"))
    if len(chosen) > MOST_PAPERS:
        raise ActionRefused(_("一次最多打印 %(most)d 份，请缩小查询范围。") % {"most": MOST_PAPERS})
    run = PrintRun.objects.create(
        id=pk, kind=kind, title=title[:120], total=len(chosen), requested_by=by, requested_at=clock.now()
    )
    links = run.papers.through
    links.objects.bulk_create([links(printrun_id=run.pk, issuedpaper_id=key) for key in chosen], batch_size=1_000)
    audit.record("paper.print_requested", run, by=by, detail={"kind": kind, "papers": len(chosen)})
    enqueue(prepared_by, run_id=run.pk, about=about)
    return run


def draw_run(run: PrintRun) -> None:
    """Draw what a run asks for. A run that is finished stays as it is; one that was broken off starts anew."""
    if run.finished_at is not None:
        return
    kind = paper_kinds()[run.kind]
    left_out, chosen = _sorted_out(run, kind)
    content = _drawn(run, kind, chosen) if chosen else b""
    run.done, run.finished_at = len(chosen), clock.now()
    if content:
        run.storage_name, run.sha256 = _kept(run, content), sha256(content).hexdigest()
    run.left_out = [*run.left_out, *left_out]
    run.save()


def note_reading(run: PrintRun, *, by: User) -> None:
    """Log that somebody took the file."""
    audit.record("paper.print_read", run, by=by, detail={"kind": run.kind, "papers": run.done, "sha256": run.sha256})


def prune(*, before: dt.datetime) -> int:
    """Remove files that have lain long enough: the papers can be printed again. Returns how many."""
    count = 0
    for run in PrintRun.objects.expired(before):
        name, run.storage_name = run.storage_name, ""
        run.save(update_fields=["storage_name"])
        default_storage.delete(name)
        count += 1
    return count


def _sorted_out(run: PrintRun, kind: PaperKind) -> tuple[list[list[str]], list[IssuedPaper]]:
    """(number and reason of what cannot be printed, what can), by number."""
    withdrawn = run.papers.exclude(withdrawn_at=None).order_by("number").values_list("number", flat=True)
    left_out = [[number, _("已经作废")] for number in withdrawn]
    chosen = []
    for paper in run.papers.in_force().order_by("number").iterator(AT_ONCE):
        refused = next(
            (Unprintable(paper.number, name, bad) for name in kind.names(paper.content) if (bad := unprintable(name))),
            None,
        )
        if refused is not None:
            left_out.append([paper.number, _("姓名中的 %(what)s 字库没有，不能打印") % {"what": refused.listed}])
        else:
            chosen.append(paper)
    return left_out, chosen


def _kept(run: PrintRun, content: bytes) -> str:
    """The name of the file, which is the run's own: what a run that was broken off left behind, the next replaces."""
    name = f"prints/{run.pk}.pdf"
    place = Path(default_storage.path(name))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    with open(unfinished, "wb", opener=_private) as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    os.replace(unfinished, place)
    return name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _drawn(run: PrintRun, kind: PaperKind, papers: Sequence[IssuedPaper]) -> bytes:
    """One PDF, drawn in parts so that memory stays small and the progress is true."""
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        for start in range(0, len(papers), AT_ONCE):
            part = kind.render(papers[start : start + AT_ONCE])
            pages = opened.enter_context(pikepdf.open(io.BytesIO(part)))
            whole.pages.extend(pages.pages)
            PrintRun.objects.filter(pk=run.pk).update(done=min(start + AT_ONCE, len(papers)))
        with whole.open_metadata() as about:
            about["dc:title"] = run.title
        stream = io.BytesIO()
        whole.save(stream, deterministic_id=True)
    return stream.getvalue()
