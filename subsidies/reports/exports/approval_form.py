"""申请审批表: one form per case, with the boxes of employer, first review, recheck and final approval.

It carries no account and no whole identity number: who signs it compares the person, not digits, and the case number
leads to the rest for those who may see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from subsidies.applications.findings import explain_all
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Decision
from subsidies.applications.snapshot_labels import shown
from subsidies.applications.wording import UNITS
from subsidies.policy.findings import Result
from subsidies.reports.queries import CaseFile
from subsidies.review.kinds import RecheckOutcome
from talent.papers.sheets import Fact, Opinion, Sheet
from talent.ui.formatting import day, moment
from talent.ui.pdf.capitals import capitals

TITLE = "人才补贴申请审批表"
LANGUAGE = "zh-hans"
NO_BREAK = "\u00a0"
DAY_TO_FILL_IN = f"{NO_BREAK * 8}年{NO_BREAK * 4}月{NO_BREAK * 4}日"
STAMPED = f"负责人签字：{NO_BREAK * 20}（盖章）{NO_BREAK * 10}{DAY_TO_FILL_IN}"
SIGNED = f"签字：{NO_BREAK * 36}{DAY_TO_FILL_IN}"
OPEN = "（待办）"
VERDICTS = {Outcome.GRANTED: "同意", Outcome.REFUSED: "不予通过", Outcome.PENDING: "尚未提出意见"}


def approval_form(file: CaseFile) -> Sheet:
    """What the form of a case says today."""
    with override(LANGUAGE):
        return Sheet(
            title=TITLE,
            subtitle=f"受理编号：{file.application.number}",
            facts=[*_person(file), *_employment(file)],
            long_facts=[*_degrees(file), *_asked(file)],
            opinions=[_employer(file), _review(file), _recheck(file), _approval(file)],
            names=[file.submission.entered["person"]["name"]],
            # Not today: the same state of a case makes the same form, whichever day it is asked for.
            day=day(timezone.localtime(file.application.status_changed_at).date()),
        )


def _person(file: CaseFile) -> Iterator[Fact]:
    person: dict[str, Any] = file.submission.entered["person"]
    yield "姓名", person["name"]
    yield shown("document_type", person["document_type"]), shown("identity_number", person["identity_number"])
    yield "申请日期", day(file.application.applied_on)
    yield "政策版本", file.submission.policy_version


def _employment(file: CaseFile) -> Iterator[Fact]:
    employment: dict[str, Any] = file.submission.entered["employment"]
    yield "用人单位", employment["employer_name"]
    yield "岗位", shown("position", employment["position"])
    yield "入职日期", shown("hired_on", employment["hired_on"])
    open_ended = employment["open_ended"]
    yield "合同期限", "无固定期限" if open_ended else shown("contract_months", employment["contract_months"])


def _degrees(file: CaseFile) -> Iterator[Fact]:
    words = (
        f"{shown('level', degree['level'])}，{degree['institution_name']}"
        f"{'，' + degree['major'] if degree['major'] else ''}，{shown('awarded_on', degree['awarded_on'])}授予"
        f"{'' if degree['full_time'] is None else '，全日制' if degree['full_time'] else '，非全日制'}"
        for degree in file.submission.entered["degrees"]
    )
    yield "学历学位", "\n".join(words)


def _asked(file: CaseFile) -> Iterator[Fact]:
    proposed = {decision.benefit: decision for decision in file.decisions}
    for benefit in file.application.benefits:
        decision = proposed.get(benefit.value)
        yield str(benefit.label), _proposal(decision) if decision else OPEN
    yield "条件核对", _checked(file)


def _proposal(decision: Decision) -> str:
    outcome = Outcome(decision.outcome if decision.outcome != Outcome.PENDING else decision.proposed)
    words = VERDICTS[outcome] if decision.outcome != Outcome.PENDING else f"拟{VERDICTS[outcome]}"
    if outcome == Outcome.PENDING:
        return OPEN
    if outcome == Outcome.GRANTED and decision.benefit == Benefit.LIVING:
        amount = decision.amount_yuan or 0
        words += f"，{decision.get_degree_display()}，{amount:,} 元（{capitals(amount)}）"
    if outcome == Outcome.GRANTED and decision.benefit == Benefit.HOUSING:
        words += f"，户型标准：{UNITS.get(str((decision.assessment or {}).get('unit')), '另行核定')}"
    return f"{words}。{decision.reason}" if decision.reason else words


def _checked(file: CaseFile) -> str:
    """How many conditions are met, and each that is not."""
    assessed = [decision.assessment for decision in file.decisions if decision.assessment]
    schemes = assessed or [file.submission.assessment.get(benefit.value) or {} for benefit in file.application.benefits]
    findings = explain_all(finding for answer in schemes for finding in answer.get("findings", []))
    met = [finding for finding in findings if finding.result == Result.MET]
    words = {Result.UNMET: "不符合", Result.UNKNOWN: "待确认"}
    others = [f"{each.label}{words[Result(each.result)]}（{each.fact}）" for each in findings if each not in met]
    return f"共 {len(findings)} 项，{len(met)} 项符合。" + ("；".join(others) + "。" if others else "")


def _employer(file: CaseFile) -> Opinion:
    answer = file.verification
    if answer is None:
        return Opinion("用人单位意见", [OPEN], STAMPED)
    if answer.answered_by is not None:
        how = f"任职信息核实无误。经办人：{answer.answered_by}，{moment(answer.answered_at)}。"
    else:
        how = f"任职信息与本单位花名册一致，{moment(answer.answered_at)} 由系统核实。"
    return Opinion("用人单位意见", [how], STAMPED)


def _review(file: CaseFile) -> Opinion:
    if file.review is None:
        return Opinion("初审意见", [OPEN], SIGNED)
    return Opinion("初审意见", [f"{file.review.reviewed_by}，{moment(file.review.reviewed_at)} 提出以上意见。"], SIGNED)


def _recheck(file: CaseFile) -> Opinion:
    review = file.review
    if review is None or review.recheck_outcome != RecheckOutcome.CONFIRMED:
        return Opinion("复核意见", [OPEN], SIGNED)
    note = f"说明：{review.recheck_note}" if review.recheck_note else ""
    return Opinion("复核意见", [f"{review.rechecked_by}，{moment(review.rechecked_at)} 复核同意。{note}"], SIGNED)


def _approval(file: CaseFile) -> Opinion:
    notice = file.notice
    if notice is None:
        return Opinion("审定意见", [f"审定会议纪要文号：{OPEN}"], STAMPED)
    shown_on = f"，{day(notice.published_on)}至{day(notice.ends_on)}公示" if notice.published_on else ""
    text = f"审定会议纪要文号：{notice.minutes_text or OPEN}。公示编号：{notice.number}{shown_on}。"
    return Opinion("审定意见", [text], STAMPED)
