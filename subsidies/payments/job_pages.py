"""What the pages show of work that the worker does on a batch or a return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.payments.kinds import COMMITTING, SEALING, UPLOADING
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.workflow import BatchStatus
from talent.jobs.models import Job

TITLES: dict[str, str | Promise] = {
    SEALING: gettext_lazy("封存中"),
    COMMITTING: gettext_lazy("入账中"),
    UPLOADING: gettext_lazy("读取回盘中"),
}
ALL_OR_NOTHING = gettext_lazy("全部完成才生效，中途出错则一切保持原状。")
PROMISES: dict[str, str | Promise] = {
    SEALING: ALL_OR_NOTHING,
    COMMITTING: ALL_OR_NOTHING,
    UPLOADING: gettext_lazy("读完之后先给您预览，确认之前不会入账。"),
}
STAGES: dict[str, dict[str, str | Promise]] = {
    SEALING: {
        "checking": gettext_lazy("核对每人能否发放"),
        "copying": gettext_lazy("固定收款人和账户"),
        "digesting": gettext_lazy("计算封存校验码"),
    },
    COMMITTING: {"answering": gettext_lazy("登记每笔结果")},
    UPLOADING: {
        "reading": gettext_lazy("读取文件"),
        "matching": gettext_lazy("与封存的明细核对"),
        "keeping": gettext_lazy("保存核对结果"),
    },
}


@dataclass(frozen=True, slots=True)
class Underway:
    """A job in words: what is done, which stage of how many (0: not begun), and how far that is."""

    job: Job
    title: str
    stage: str
    step: int
    steps: int

    @property
    def promise(self) -> str:
        """What becomes of it in the end."""
        return str(PROMISES[self.job.kind])

    @property
    def count(self) -> str:
        """How many of how many; empty while nobody knows of how many."""
        if not self.job.total:
            return ""
        return f"{self.job.done:,} / {self.job.total:,}"

    @property
    def words(self) -> str:
        """The line above the bar."""
        if not self.step:
            return self.title
        if self.steps == 1:
            return _("%(title)s：%(stage)s") % {"title": self.title, "stage": self.stage}
        words = {"title": self.title, "step": self.step, "steps": self.steps, "stage": self.stage}
        return _("%(title)s（第 %(step)s 步，共 %(steps)s 步）：%(stage)s") % words


def underway(kind: str, subject: UUID) -> Underway | None:
    """The work on a thing that waits or is being done."""
    job = Job.objects.about(kind, subject).underway().select_related("by").first()
    if job is None:
        return None
    names = list(STAGES[kind])
    step = names.index(job.stage) + 1 if job.stage in names else 0
    return Underway(job, str(TITLES[kind]), str(STAGES[kind].get(job.stage, "")), step, len(names))


def sealing_refusal(batch: PaymentBatch) -> str:
    """Why the worker did not seal a draft when it was last asked to."""
    if batch.status != BatchStatus.DRAFT:
        return ""
    return _refusal(SEALING, batch.pk)


def entry_refusal(bank_return: BankReturn) -> str:
    """Why the worker did not enter a return."""
    return "" if bank_return.committed_at else _refusal(COMMITTING, bank_return.pk)


def upload_news(batch: PaymentBatch, returns: Iterable[BankReturn]) -> Job | None:
    """The large file of a batch that is being read, or that was refused and after which nothing came."""
    last = Job.objects.about(UPLOADING, batch.pk).first()
    if last is None or last.finished_at is None:
        return last
    is_old = not last.error or any(each.uploaded_at > last.finished_at for each in returns)
    return None if is_old else last


def ended_upload(batch: PaymentBatch, key: str) -> Job | None:
    """The work that ended on the file of the form ``key``."""
    jobs = Job.objects.about(UPLOADING, batch.pk).exclude(finished_at=None)
    return next((job for job in jobs if job.wish["pk"] == key), None) if key else None


def underway_page(found: Underway, batch: PaymentBatch, space: str) -> dict[str, Any]:
    """All that a page shows while the work goes on."""
    return {"underway": found, "job": found.job, "batch": batch, "space": space}


def _refusal(kind: str, subject: UUID) -> str:
    last = Job.objects.about(kind, subject).first()
    return last.error if last is not None else ""
