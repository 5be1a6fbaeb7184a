"""What the worker does on rosters, in words for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.accounts.models import User
from talent.employers.models import Employer, Roster
from talent.employers.workflow import COMMITTING, READING, RosterStatus
from talent.jobs.models import Job

STAGES: dict[str, dict[str, str | Promise]] = {
    READING: {
        "reading": gettext_lazy("读取文件"),
        "checking": gettext_lazy("逐行检查"),
        "annotating": gettext_lazy("标注问题"),
        "keeping": gettext_lazy("保存预览"),
    },
    COMMITTING: {"comparing": gettext_lazy("与现有记录核对"), "replacing": gettext_lazy("逐人生效")},
}


@dataclass(frozen=True, slots=True)
class Underway:
    """A job in words: which stage of how many (0: not begun), and how far that is."""

    job: Job
    stage: str
    step: int
    steps: int

    @property
    def title(self) -> str:
        """What is done."""
        return _("正在读取花名册") if self.job.kind == READING else _("正在导入花名册")

    @property
    def words(self) -> str:
        """The line above the bar."""
        words = {"step": self.step, "steps": self.steps, "stage": self.stage}
        return _("第 %(step)s 步，共 %(steps)s 步：%(stage)s") % words if self.step else self.title

    @property
    def count(self) -> str:
        """How many rows of how many; of a file that is being opened, how many so far; empty while nobody knows."""
        if not self.step or not (self.job.total or self.job.done):
            return ""
        done = f"{self.job.done:,}"
        return (
            _("%(done)s / %(total)s 行") % {"done": done, "total": f"{self.job.total:,}"}
            if self.job.total
            else (_("%(done)s 行") % {"done": done})
        )


def uploads_of(user: User) -> list[Job]:
    """Files that the worker is reading for the units whose HR officer the user is, the latest first."""
    reading = Job.objects.filter(kind=READING).underway().select_related("by").order_by("-requested_at", "pk")
    underway = list(reading)  # nearly always none: then nobody's units need be asked for
    served = _served_by(user) if underway else []
    return [job for job in underway if job.wish["employer"] in served]


def upload_of(user: User, pk: UUID) -> Job | None:
    """The latest work of reading the file that was to make this roster, where the user sees it."""
    job = Job.objects.about(READING, pk).select_related("by").first()
    return job if job is not None and job.wish["employer"] in _served_by(user) else None


def commit_of(roster: Roster) -> Job | None:
    """The latest work of committing a roster that is a preview still."""
    if roster.status != RosterStatus.PREVIEW:
        return None
    return Job.objects.about(COMMITTING, roster.pk).select_related("by").first()


def in_words(job: Job) -> Underway:
    """The work as it is shown."""
    names = list(STAGES[job.kind])
    step = names.index(job.stage) + 1 if job.started_at and job.stage in names else 0
    return Underway(job, str(STAGES[job.kind].get(job.stage, "")), step, len(names))


def _served_by(user: User) -> set[str]:
    return {str(key) for key in Employer.objects.served_by(user).values_list("pk", flat=True)}
