"""The steps of an application, which of them are complete, and where to go next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.completeness import missing
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus

EDITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED, ApplicationStatus.DISPUTED)
"""Statuses in which the applicant has the case and may change what it says."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the application; ``problems`` are the sentences on what is still missing there."""

    key: str
    title: str | Promise
    url: str
    problems: tuple[str, ...]

    @property
    def done(self) -> bool:
        return not self.problems

    @property
    def hint(self) -> str:
        return self.problems[0] if self.problems else ""

    @property
    def status(self) -> str:
        return _("已完成") if self.done else _("待填写")

    @property
    def kind(self) -> str:
        return "success" if self.done else "warning"


PAGES: tuple[tuple[str, str, Promise], ...] = (
    ("identity", "me:identity", gettext_lazy("身份信息")),
    ("declaration", "me:benefits", gettext_lazy("申请事项")),
    ("degrees", "me:degrees", gettext_lazy("学历学位")),
    ("employment", "me:employment", gettext_lazy("任职信息")),
    ("family", "me:household", gettext_lazy("婚姻与住房")),
    ("children", "me:children", gettext_lazy("子女信息")),
    ("bank_account", "me:bank_account", gettext_lazy("收款账户")),
    ("evidence", "me:evidence", gettext_lazy("证明材料")),
)


def steps_of(application: Application) -> list[Step]:
    """The steps that this application needs, in the order of the form."""
    problems: dict[str, list[str]] = {}
    for item in missing(application):
        problems.setdefault(item.section, []).append(str(item.message))
    unneeded = {
        "family": not application.housing_requested,
        "children": not application.schooling_requested,
        "bank_account": not application.living_requested,
    }
    return [
        Step(key, title, reverse(name), tuple(problems.get(key, ())))
        for key, name, title in PAGES
        if not unneeded.get(key)
    ]


def next_url(application: Application, after: str) -> str:
    """The page of the first incomplete step behind ``after``, else of any incomplete one, else the check page."""
    steps = steps_of(application)
    position = next((number for number, step in enumerate(steps) if step.key == after), -1)
    waiting = [step for step in [*steps[position + 1 :], *steps[: position + 1]] if not step.done and step.key != after]
    return waiting[0].url if waiting else reverse("me:check")


def place_of(application: Application, key: str) -> str:
    """Where a page stands among the steps: «第 3 步，共 6 步»."""
    keys = [step.key for step in steps_of(application)]
    if key not in keys:
        return ""
    return _("第 %(number)d 步，共 %(total)d 步") % {"number": keys.index(key) + 1, "total": len(keys) + 1}
