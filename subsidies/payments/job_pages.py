"""What the pages show of work that the worker does on a batch or a return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
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
    def file_name(self) -> str:
        """What is being read, where it is a file."""
        return str(self.job.wish.get("file_name", ""))

    @property
    def count(self) -> str:
        """How many of how many; empty while nobody knows."""
        return f"{self.job.done:,} / {self.job.total:,}" if self.step and self.job.total else ""

    @property
    def words(self) -> str:
        """The line above the bar."""
        if not self.step:
            counted = {"title": self.title, "count": f"{self.job.total:,}"}
            return _("%(title)s：共 %(count)s 笔") % counted if self.job.total else self.title
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


def upload_news(batch: PaymentBatch) -> list[Job]:
    """Returns that the worker has still to read, and the last that it refused where none was uploaded since."""
    jobs = Job.objects.filter(kind=UPLOADING, wish__batch=str(batch.pk)).order_by("-requested_at", "pk")
    news, last = list(jobs.underway()), jobs.first()
    if last is not None and last.error and not batch.returns.filter(uploaded_at__gt=last.requested_at).exists():
        news.append(last)
    return news


def underway_page(found: Underway, batch: PaymentBatch, space: str) -> dict[str, Any]:
    """All that a page shows while the work goes on; while a batch is being sealed it has no other page."""
    is_sealing = found.job.kind == SEALING
    back = reverse(f"{space}:batch_list") if is_sealing else reverse(f"{space}:batch", args=[batch.pk])
    back_words = _("返回批次列表") if is_sealing else _("返回批次")
    return {"underway": found, "job": found.job, "batch": batch, "back": back, "back_words": back_words}


def _refusal(kind: str, subject: UUID) -> str:
    last = Job.objects.about(kind, subject).first()
    return last.error if last is not None else ""
