"""Findings in words: what is asked, what the facts are, what the rule wants, what can be done, and on what it rests.

The rules answer with identities and plain values; pages, letters and messages word them from here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from subsidies.applications.finding_facts import FACTS, REQUIREMENTS, conditions_unsaid, unsaid
from subsidies.applications.wording import BASES, Words
from subsidies.policy.findings import Plain, Reason, Result

LABELS: Mapping[str, Words] = {
    Reason.DEGREE_QUALIFIES: _("学历学位"),
    Reason.EMPLOYER_LISTED: _("用人单位"),
    Reason.HIRED_IN_FORCE: _("入职时政策已施行"),
    Reason.HIRED_IN_TIME: _("毕业后及时入职"),
    Reason.CONTRACT_TERM: _("劳动合同期限"),
    Reason.WORKS_IN_CITY: _("工作地点"),
    Reason.INSURED_MONTHS: _("社会保险"),
    Reason.AGE_AT_HIRE: _("入职年龄"),
    Reason.APPLIED_IN_TIME: _("在期限内申请"),
    Reason.STILL_EMPLOYED: _("仍在职"),
    Reason.NOT_CLAIMED_ELSEWHERE: _("未重复享受"),
    Reason.NOT_ALREADY_GRANTED: _("尚未领满"),
    Reason.NO_HOME_OWNED: _("在长春无住房"),
    Reason.CHILD_OF_SCHOOL_AGE: _("有适龄子女"),
}

_WHEN_UNMET: Mapping[str, Words] = {
    Reason.DEGREE_QUALIFIES: _(
        "请核对学位信息；证书编号漏填的，补填即可。国（境）外学位请先在教育部留学服务中心办理认证。取得新的学位后可以再次申请。"
    ),
    Reason.EMPLOYER_LISTED: _(
        "请确认单位全称是否选对；单位属于中国一汽及所属企业但不在名单内的，请由单位人事与人才办联系。"
    ),
    Reason.HIRED_IN_FORCE: _(
        "请核对入职日期。入职日早于政策施行日的，不在本政策范围内，可咨询人才办是否适用其他政策。"
    ),
    Reason.HIRED_IN_TIME: _("请核对入职日期和学位授予日期。在职期间取得更高学位的，可以按新学位申请。"),
    Reason.CONTRACT_TERM: _("续签或改签满足期限的合同后可以再申请；合同期限填错的，更正即可。"),
    Reason.WORKS_IN_CITY: _("调回长春工作后可以再申请；工作地点填错的，更正即可。"),
    Reason.INSURED_MONTHS: _("连续缴费满规定月数后即可申请，请留意申请期限。"),
    Reason.AGE_AT_HIRE: _("请核对出生日期和入职日期。不同学位的年龄上限不同，取得更高学位后可以再次申请。"),
    Reason.APPLIED_IN_TIME: _("期限已过，不能按此学位申请。之后取得更高学位的，申请期限重新计算。"),
    Reason.STILL_EMPLOYED: _(
        "在中国一汽及所属企业重新入职后可以再申请；在所属企业之间调动的，请按现单位更新任职信息。"
    ),
    Reason.NOT_CLAIMED_ELSEWHERE: _("同类补贴不重复发放。如果勾选有误，请更正；不清楚是否属于同类的，请咨询人才办。"),
    Reason.NOT_ALREADY_GRANTED: _("该学位的补贴已全部获得。取得更高学位后可以申请补差额。"),
    Reason.NO_HOME_OWNED: _("请核对住房信息。住房已出售、过户完成的，更正后可以再申请。"),
    Reason.CHILD_OF_SCHOOL_AGE: _("子女到入园、入学年龄的那一学年即可申请；请核对子女的出生日期。"),
}
_WHEN_UNKNOWN: Mapping[str, Words] = {
    Reason.DEGREE_QUALIFIES: _("请补充学位层次、授予日期、是否全日制和两个证书的情况。"),
    Reason.EMPLOYER_LISTED: _("请补充用人单位。"),
    Reason.HIRED_IN_FORCE: _("请补充入职日期。"),
    Reason.HIRED_IN_TIME: _("请补充入职日期和学位授予日期。"),
    Reason.CONTRACT_TERM: _("请补充合同期限，或注明是无固定期限合同。"),
    Reason.WORKS_IN_CITY: _("请补充工作地点。"),
    Reason.INSURED_MONTHS: _("请补充在长春连续缴纳社会保险的月数，可在社保记录中查到。"),
    Reason.AGE_AT_HIRE: _("请补充出生日期、入职日期和学位层次。"),
    Reason.APPLIED_IN_TIME: _("请补充入职日期和学位授予日期。"),
    Reason.STILL_EMPLOYED: _("请补充是否在职。"),
    Reason.NOT_CLAIMED_ELSEWHERE: _("请说明是否在其他地方享受过同类补贴。"),
    Reason.NOT_ALREADY_GRANTED: _("请补充学位层次；此前是否获得过补贴由人才办核对。"),
    Reason.NO_HOME_OWNED: _("请补充婚姻状况以及本人、配偶在长春的住房情况。"),
    Reason.CHILD_OF_SCHOOL_AGE: _("请补充子女的出生日期。"),
}


@dataclass(frozen=True, slots=True)
class ExplainedFinding:
    """A finding ready to be read. ``advice`` is empty when the finding is met."""

    reason: str
    result: str
    label: str
    fact: str
    required: str
    advice: str
    basis: str
    basis_label: str
    citation: str

    @property
    def title(self) -> str:
        """The label, by the name that the ``findings`` component reads."""
        return self.label


def explain(finding: Mapping[str, Any]) -> ExplainedFinding:
    """Word one finding of the wire form, in the language of the page."""
    reason, result = str(finding["reason"]), str(finding["result"])
    fact = finding["fact"]
    unknown = result == Result.UNKNOWN
    return ExplainedFinding(
        reason=reason,
        result=result,
        label=str(LABELS[reason]),
        fact=_unsaid(reason, fact) if unknown else FACTS[reason](fact),
        required=REQUIREMENTS[reason](finding["required"]),
        advice=_advice(reason, result),
        basis=str(finding["basis"]),
        basis_label=str(BASES[finding["basis"]]),
        citation=str(finding["citation"]),
    )


def explain_all(findings: Iterable[Mapping[str, Any]]) -> list[ExplainedFinding]:
    """Word findings with those first that need something: unmet, then unknown, then met."""
    urgency = {Result.UNMET: 0, Result.UNKNOWN: 1, Result.MET: 2}
    return sorted((explain(finding) for finding in findings), key=lambda item: urgency[Result(item.result)])


def _unsaid(reason: str, fact: Plain) -> str:
    if fact in (None, ""):
        return unsaid()
    return conditions_unsaid(fact) if reason == Reason.DEGREE_QUALIFIES else FACTS[reason](fact)


def _advice(reason: str, result: str) -> str:
    if result == Result.MET:
        return ""
    return str((_WHEN_UNMET if result == Result.UNMET else _WHEN_UNKNOWN)[reason])
