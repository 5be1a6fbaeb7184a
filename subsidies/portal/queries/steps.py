"""The steps of an application, which of them are complete, and where to go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.completeness import missing
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.portal.addresses import address
from subsidies.portal.queries.corrections import Correction
from talent.accounts.representation import Representation

EDITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED, ApplicationStatus.DISPUTED)
"""Statuses in which the applicant has the case and may change what it says."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the application; ``problems`` say what is still missing there, ``asked`` what to set right."""

    key: str
    title: str | Promise
    url: str
    problems: tuple[str, ...]
    asked: tuple[str, ...] = ()
    corrected: bool = False
    """Whether all that is asked here was changed since."""

    @property
    def done(self) -> bool:
        return not self.problems

    @property
    def hint(self) -> str:
        """What to do there, in a line."""
        return _("；").join([*self.asked, *self.problems])

    @property
    def status(self) -> str:
        if self.problems:
            return _("待填写")
        if self.corrected:
            return _("已更正")
        return _("请核对更正") if self.asked else _("已完成")

    @property
    def kind(self) -> str:
        return "warning" if self.problems or (self.asked and not self.corrected) else "success"


PAGES: tuple[tuple[str, str, Promise], ...] = (
    ("identity", "identity", gettext_lazy("身份信息")),
    ("declaration", "benefits", gettext_lazy("申请事项")),
    ("degrees", "degrees", gettext_lazy("学历学位")),
    ("employment", "employment", gettext_lazy("任职信息")),
    ("family", "household", gettext_lazy("婚姻与住房")),
    ("children", "children", gettext_lazy("子女信息")),
    ("bank_account", "bank_account", gettext_lazy("收款账户")),
    ("evidence", "evidence", gettext_lazy("证明材料")),
)
TOGETHER = ("identity", "declaration")
"""What a newcomer answers on one page."""


def pages_of(application: Application) -> list[tuple[str, str, Promise]]:
    """Key, page and title of the pages that this application needs, in the order of the form."""
    unneeded = {
        "family": not application.housing_requested,
        "children": not application.schooling_requested,
        "bank_account": not application.living_requested,
    }
    return [page for page in PAGES if not unneeded.get(page[0])]


def steps_of(
    application: Application, corrections: Sequence[Correction] = (), *, under: Representation | None = None
) -> list[Step]:
    """The steps of an application with what each still needs.

    Args:
        under: the mandate of the officer who fills it in for the person, whose pages the steps lead to.
    """
    problems: dict[str, list[str]] = {}
    for item in missing(application):
        problems.setdefault(item.section, []).append(str(item.message))
    asked: dict[str, list[Correction]] = {}
    for correction in corrections:
        asked.setdefault(correction.section, []).append(correction)
    return [
        Step(
            key,
            title,
            address(name, under=under),
            tuple(problems.get(key, ())),
            tuple(correction.text for correction in asked.get(key, ())),
            key in asked and all(correction.changed for correction in asked[key]),
        )
        for key, name, title in pages_of(application)
    ]


def next_url(application: Application, after: str, *, under: Representation | None = None) -> str:
    """The page of the first incomplete step behind ``after``, else of any incomplete one, else the check page.

    While something is to be set right, the list of steps instead: it says what.
    """
    steps = steps_of(application, under=under)
    position = next((number for number, step in enumerate(steps) if step.key == after), -1)
    waiting = [step for step in [*steps[position + 1 :], *steps[: position + 1]] if not step.done and step.key != after]
    waiting.sort(key=lambda step: step.key == "evidence")  # which files are needed depends on the other answers
    if not waiting and application.status != ApplicationStatus.DRAFT:
        return address("task_list", under=under)
    return waiting[0].url if waiting else address("check", under=under)


def place_of(application: Application, key: str) -> str:
    """Where a page stands among the steps: «第 3 步，共 6 步»; the first two are one step, checking is the last."""
    keys = [page[0] for page in pages_of(application)]
    if key not in keys:
        return ""
    number = 1 if key in TOGETHER else keys.index(key)
    return _("第 %(number)d 步，共 %(total)d 步") % {"number": number, "total": len(keys)}
