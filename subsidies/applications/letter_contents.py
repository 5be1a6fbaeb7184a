"""What a letter says, as plain JSON: taken once from what was stored when it is issued, and kept with the paper.

All letters have one form, which ``exports.letters`` draws::

    {"title", "number", "recipient", "facts": [[label, value]], "parts": [{"heading", "paragraphs": [text],
     "findings": [{"label", "result", "fact", "required", "basis", "citation"}]}], "closing": [text], "day"}

Letters are in Chinese whatever language their reader's pages are in. They carry no whole identity number and no
account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from subsidies.applications.findings import ExplainedFinding, explain_all
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Decision, Submission
from subsidies.applications.wording import UNITS, Words
from subsidies.policy.findings import Basis, Result
from talent.identifiers.masking import masked_identity
from talent.ui.formatting import day, moment, yuan

LANGUAGE = "zh-hans"
Content = dict[str, Any]


def receipt(submission: Submission, *, number: str) -> Content:
    """What was handed in, when, and what happens next (受理回执)."""
    application, entered = submission.application, submission.entered
    with override(LANGUAGE):
        degrees = [f"{each['institution_name']}（{day(_day(each['awarded_on']))}）" for each in entered["degrees"]]
        facts = [
            (_("受理编号"), application.number),
            (_("提交时间"), moment(submission.submitted_at)),
            (_("申请人"), entered["person"]["name"]),
            (_("证件号码"), masked_identity(entered["person"]["identity_number"])),
            (_("用人单位"), entered["employment"]["employer_name"]),
            (_("申请事项"), _("、").join(str(Benefit(each).label) for each in entered["declaration"]["benefits"])),
            (_("学历学位"), _("；").join(degrees)),
            (_("证明材料"), _("%(count)s 份") % {"count": submission.evidence.count()}),
        ]
        what = _("您提交的人才补贴申请已收到，内容如上。接下来由用人单位核实任职信息，再由人才办审核。")
        follow = _("办理进度、补正通知和审核结果可登录本平台“我的补贴”查看。本回执只说明材料已收到，不代表审核结果。")
        part = {"heading": "", "paragraphs": [what, follow], "findings": []}
        return _letter(_("受理回执"), number, entered, facts, [part], [], on=submission.submitted_at)


def decision(application: Application, decisions: Sequence[Decision], *, number: str, on: dt.datetime) -> Content:
    """What was decided on each benefit and why: granted with the amount, refused with the findings and their source.

    Until when one may appeal is kept with the case, so that it stays what this says.
    """
    submission = decisions[0].submission
    if submission is None:
        raise ValueError("a final decision rests on a submission")
    with override(LANGUAGE):
        facts = [
            (_("受理编号"), application.number),
            (_("申请日期"), day(application.applied_on)),
            (_("用人单位"), submission.entered["employment"]["employer_name"]),
            (_("政策版本"), _("、").join(dict.fromkeys(each.policy_version for each in decisions))),
        ]
        parts = [_decided(each) for each in decisions]
        closing = [_appeal(application.appeal_until)] if application.appeal_until else []
        closing += [
            _("对以上结果有疑问或异议的，请凭本通知编号向人才办说明情况。%(contact)s") % {"contact": _contact()}
        ]
        return _letter(_("审核结果通知书"), number, submission.entered, facts, parts, closing, on=on)


def correction(
    submission: Submission, items: Iterable[tuple[Words, str]], *, due_on: dt.date, number: str, on: dt.datetime
) -> Content:
    """What has to be corrected until when (补正通知书); ``items`` are the words of each thing and the officer's own."""
    with override(LANGUAGE):
        listed = [
            _("%(order)d．%(what)s") % {"order": order, "what": f"{what}：{note}" if note else str(what)}
            for order, (what, note) in enumerate(items, 1)
        ]
        facts = [
            (_("受理编号"), submission.application.number),
            (_("补正截止日期"), day(due_on)),
        ]
        intro = _("您的人才补贴申请有下列内容需要补正：")
        how = _(
            "请在%(day)s前登录本平台“我的补贴”，按提示修改后重新提交。补正期间审核时限暂停计算，补正后继续；"
            "逾期未补正的，本次申请终止，条件符合时可以重新申请。"
        ) % {"day": day(due_on)}
        part = {"heading": "", "paragraphs": [intro, *listed, how], "findings": []}
        closing = [_("不清楚如何补正的，请与人才办联系。%(contact)s") % {"contact": _contact()}]
        return _letter(_("补正通知书"), number, submission.entered, facts, [part], closing, on=on)


def _letter(
    title: str,
    number: str,
    entered: dict[str, Any],
    facts: Sequence[tuple[str, str]],
    parts: list[Content],
    closing: list[str],
    *,
    on: dt.datetime,
) -> Content:
    return {
        "title": title,
        "number": number,
        "recipient": entered["person"]["name"],
        "facts": [list(fact) for fact in facts],
        "parts": parts,
        "closing": closing,
        "day": day(timezone.localtime(on).date()),
    }


def _decided(decided: Decision) -> Content:
    findings = explain_all((decided.assessment or {}).get("findings", []))
    open_ones = [finding for finding in findings if finding.result != Result.MET]
    granted = decided.outcome == Outcome.GRANTED
    paragraphs = [_granted(decided) if granted else _refused(open_ones)]
    if decided.reason:
        paragraphs.append(_("审核说明：%(reason)s") % {"reason": decided.reason})
    paragraphs += [
        _("核定事实：%(label)s，申请时填写“%(entered)s”，核定为“%(value)s”（%(source)s）。依据：%(reason)s") % kept
        for kept in (decided.assessment or {}).get("established", [])
    ]
    paragraphs += [
        _("可以怎样做（%(label)s）：%(advice)s") % {"label": finding.label, "advice": finding.advice}
        for finding in open_ones
        if not granted
    ]
    if any(finding.basis != Basis.STATED for finding in findings):
        paragraphs.append(_("下表标明“据公开报道”或“暂定口径”的标准，尚未录入正式文本，以主管部门发布的正式文件为准。"))
    verdict = _("同意") if granted else _("不予通过")
    return {
        "heading": _("%(benefit)s：%(verdict)s") % {"benefit": decided.get_benefit_display(), "verdict": verdict},
        "paragraphs": paragraphs,
        "findings": [_finding(each) for each in findings],
    }


def _granted(decided: Decision) -> str:
    benefit = decided.benefit
    if benefit == Benefit.LIVING:
        return _(
            "经审核并公示，同意按%(degree)s学位发放生活补贴%(amount)s，按政策分期发放到您登记的本人账户；"
            "每期发放前由用人单位确认在职。各期日期和到账情况可在“我的补贴”查看。"
        ) % {"degree": decided.get_degree_display(), "amount": yuan(decided.amount_yuan)}
    if benefit == Benefit.HOUSING:
        unit = (decided.assessment or {}).get("unit")
        return _("经审核并公示，同意列入人才公寓安排，户型标准：%(unit)s。房源安排另行通知。") % {
            "unit": UNITS.get(str(unit), _("另行核定"))
        }
    return _("经审核，同意列入子女入学协调名单，具体学校由教育部门安排，另行通知。")


def _appeal(last_day: dt.date) -> str:
    until = {"day": day(last_day)}
    return _("对不予通过的事项不服的，可以在%(day)s前（含当日）登录本平台申诉，由未参与原决定的人员办理。") % until


def _refused(open_ones: Sequence[ExplainedFinding]) -> str:
    if not open_ones:
        return _("经审核，本次申请不予通过。")
    labels = _("、").join(finding.label for finding in open_ones)
    return _("经审核，下列条件不符合或未能确认，本次申请不予通过：%(labels)s。") % {"labels": labels}


def _finding(finding: ExplainedFinding) -> dict[str, str]:
    results = {Result.MET: _("符合"), Result.UNMET: _("不符合"), Result.UNKNOWN: _("待确认")}
    return {
        "label": finding.label,
        "result": results[Result(finding.result)],
        "fact": finding.fact,
        "required": finding.required,
        "basis": finding.basis_label,
        "citation": finding.citation,
    }


def _contact() -> str:
    known = [settings.CONTACTS[name] for name in ("office", "phone", "address") if settings.CONTACTS[name]]
    return _("联系方式：%(contact)s。") % {"contact": _("，").join(known)} if known else ""


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
