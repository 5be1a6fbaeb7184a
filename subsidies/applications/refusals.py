"""What an action on a case says when it does not act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.applications.completeness import Missing
from subsidies.applications.models import Application
from talent.workflow.refusals import ActionRefused


class CaseOutOfReach(ActionRefused):
    """The case is not one that this person may see, or its role may not do this."""


class SubmissionChanged(ActionRefused):
    """The submission that was read is not the latest one any more."""

    def __init__(self) -> None:
        super().__init__(_("申请人在您打开页面之后提交了新的内容，请按最新内容办理。"))


class SubmissionAltered(ActionRefused):
    """The submission is not what was handed in: its digest is another."""

    def __init__(self) -> None:
        super().__init__(_("提交的内容与提交时留存的摘要不一致，请先联系系统管理员核查，不要办理。"))


class AssessmentChanged(ActionRefused):
    """The rules answer otherwise than on the page that was read."""

    def __init__(self) -> None:
        super().__init__(_("测算结果与您看到的不同，金额有变，请核对后再提交。"))


class Incomplete(ActionRefused):
    """Something has still to be entered; ``missing`` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(_("还有内容没有填写：%(items)s。") % {"items": _("；").join(item.message for item in missing)})


class AnotherCaseIsLive(ActionRefused):
    """The person has a case that is not over; ``application`` is that one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        super().__init__(
            _("您已有一件正在办理的申请（%(number)s），请在那一件上继续。") % {"number": application.number}
        )
