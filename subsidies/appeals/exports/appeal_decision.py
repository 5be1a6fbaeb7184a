"""申诉决定书: what was decided on an appeal and why, in Chinese whatever language its reader's pages are in.

It carries no whole identity number and no account.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from subsidies.appeals.models import Appeal
from subsidies.appeals.workflow import AppealStatus
from subsidies.applications.kinds import Outcome
from subsidies.payments.recovery_figures import recovery_version
from talent.identifiers.masking import masked_identity
from talent.papers.sheets import Part, Sheet
from talent.ui.formatting import day

LANGUAGE = "zh-hans"


def appeal_decision(appeal: Appeal, *, on: dt.date) -> Sheet:
    """That the refusal stands and what can be done against it, or that the case is reviewed again."""
    with override(LANGUAGE):
        application, person = appeal.application, appeal.application.person
        refused = application.decisions.filter(outcome=Outcome.REFUSED)
        benefits = _("、").join(str(decision.get_benefit_display()) for decision in refused)
        against = day(appeal.against_at)
        words = {"filed": day(appeal.filed_at), "against": against, "benefits": benefits}
        asked = (
            _("您于%(filed)s对%(against)s作出的不予通过决定（%(benefits)s）提出申诉。经未参与原决定的人员核查：")
            % words
        )
        facts = _("事实和理由：%(text)s") % {"text": appeal.explanation}
        dismissed = appeal.status == AppealStatus.DISMISSED
        remedies = [Part(_("不服本决定的"), _remedies(on))] if dismissed else []
        return Sheet(
            title=_("申诉决定书"),
            recipient=person.name,
            facts=[
                (_("受理编号"), application.number),
                (_("证件号码"), masked_identity(person.identity_number)),
                (_("申诉事项"), benefits),
            ],
            parts=[Part("", [asked, facts, _kept() if dismissed else _undone()]), *remedies],
            names=[person.name],
            day=day(on),
        )


def _kept() -> str:
    return _("决定：申诉理由不成立，维持原来不予通过的决定。")


def _undone() -> str:
    return _(
        "决定：申诉成立，原来不予通过的决定不再有效，由未参与原决定的人员重新审核，结果另行通知。已经授予的事项不受影响。"
    )


def _remedies(on: dt.date) -> list[str]:
    version = recovery_version(on=on)
    words = {"days": version.reconsider_within_days.value, "months": version.sue_within_months.value}
    return [
        _("对本决定有疑问的，请凭本决定书编号与人才办联系。%(contact)s") % {"contact": _contact()}
        + _(
            "认为侵犯您合法权益的，可以自收到之日起 %(days)s 日内依法申请行政复议，"
            "或者自收到之日起 %(months)s 个月内依法向人民法院提起行政诉讼。"
        )
        % words
    ]


def _contact() -> str:
    known = [settings.CONTACTS[name] for name in ("office", "phone", "address") if settings.CONTACTS[name]]
    return _("联系方式：%(contact)s。") % {"contact": _("，").join(known)} if known else ""
