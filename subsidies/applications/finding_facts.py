"""The fact and the requirement of a finding, in words.

The values are those of ``subsidies.policy.findings.Finding``; its docstring says what each reason carries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from subsidies.applications.wording import DEGREE_CONDITIONS
from subsidies.policy.findings import Plain, Reason
from talent.ui.formatting import day, yuan

Wording = Callable[[Plain], str]


def unsaid(_value: Plain = None) -> str:
    """What stands where nobody has said."""
    return _("尚未填写")


def _or_unsaid(wording: Wording) -> Wording:
    return lambda value: unsaid() if value is None else wording(value)


def _yes_or_no(yes: Callable[[], str], no: Callable[[], str]) -> Wording:
    return _or_unsaid(lambda value: yes() if value else no())


def _date(value: Plain) -> str:
    return day(dt.date.fromisoformat(str(value)))


def _conditions_shown(value: Plain) -> str:
    if value is None:
        return _("没有填写学位")
    shown = str(value).split(",") if value else []
    open_ones = [name for name in DEGREE_CONDITIONS if name not in shown]
    if not open_ones:
        return _("各项均符合")
    return _("不符合或未填写：%(conditions)s") % {"conditions": _listed(open_ones)}


def conditions_unsaid(value: Plain) -> str:
    """The conditions of a degree that nobody has said anything of, where none is known to be missed."""
    shown = str(value).split(",")
    unsaid_ones = [name for name in DEGREE_CONDITIONS if name not in shown]
    return _("未填写：%(conditions)s") % {"conditions": _listed(unsaid_ones)}


def _listed(names: list[str]) -> str:
    return _("；").join(str(DEGREE_CONDITIONS[name]) for name in names)


def _period(value: Plain) -> str:
    first, _separator, last = str(value).partition("/")
    if last == "..":
        return _("%(first)s及以后入职") % {"first": _date(first)}
    return _("%(first)s至%(last)s期间入职") % {"first": _date(first), "last": _date(last)}


def _contract(value: Plain) -> str:
    return _("无固定期限") if value == "open_ended" else _("%(count)s 个月") % {"count": value}


FACTS: Mapping[str, Wording] = {
    Reason.DEGREE_QUALIFIES: _conditions_shown,
    Reason.EMPLOYER_LISTED: _yes_or_no(lambda: _("单位在名单内"), lambda: _("单位不在名单内")),
    Reason.HIRED_IN_FORCE: _or_unsaid(lambda value: _("%(day)s入职") % {"day": _date(value)}),
    Reason.HIRED_IN_TIME: _or_unsaid(lambda value: _("%(day)s入职") % {"day": _date(value)}),
    Reason.CONTRACT_TERM: _or_unsaid(_contract),
    Reason.WORKS_IN_CITY: _yes_or_no(lambda: _("在长春工作"), lambda: _("不在长春工作")),
    Reason.INSURED_MONTHS: _or_unsaid(lambda value: _("已连续缴纳 %(count)s 个月") % {"count": value}),
    Reason.AGE_AT_HIRE: _or_unsaid(lambda value: _("入职时 %(age)s 周岁") % {"age": value}),
    Reason.APPLIED_IN_TIME: _or_unsaid(lambda value: _("%(day)s申请") % {"day": _date(value)}),
    Reason.STILL_EMPLOYED: lambda value: _("在职") if value is None else _("%(day)s离职") % {"day": _date(value)},
    Reason.NOT_CLAIMED_ELSEWHERE: _yes_or_no(lambda: _("已在其他地方享受"), lambda: _("未在其他地方享受")),
    Reason.NOT_ALREADY_GRANTED: _or_unsaid(
        lambda value: _("此前已获得 %(amount)s") % {"amount": yuan(int(value or 0))}
    ),
    Reason.NO_HOME_OWNED: _yes_or_no(lambda: _("家庭在长春有住房"), lambda: _("家庭在长春没有住房")),
    Reason.CHILD_OF_SCHOOL_AGE: _or_unsaid(lambda value: _("%(count)s 名子女适龄") % {"count": value}),
}

REQUIREMENTS: Mapping[str, Wording] = {
    Reason.DEGREE_QUALIFIES: lambda value: _listed(str(value).split(",")),
    Reason.EMPLOYER_LISTED: lambda _value: _("入职时单位在人才办的名单内"),
    Reason.HIRED_IN_FORCE: _period,
    Reason.HIRED_IN_TIME: _or_unsaid(lambda value: _("不晚于%(day)s入职") % {"day": _date(value)}),
    Reason.CONTRACT_TERM: lambda value: _("不少于 %(count)s 个月，或无固定期限") % {"count": value},
    Reason.WORKS_IN_CITY: lambda _value: _("在长春市内工作"),
    Reason.INSURED_MONTHS: lambda value: _("在长春连续缴纳不少于 %(count)s 个月") % {"count": value},
    Reason.AGE_AT_HIRE: _or_unsaid(lambda value: _("入职时不超过 %(age)s 周岁") % {"age": value}),
    Reason.APPLIED_IN_TIME: _or_unsaid(lambda value: _("不晚于%(day)s申请") % {"day": _date(value)}),
    Reason.STILL_EMPLOYED: lambda value: _("%(day)s仍在职") % {"day": _date(value)},
    Reason.NOT_CLAIMED_ELSEWHERE: lambda _value: _("未在省、市其他渠道或外地享受同类补贴"),
    Reason.NOT_ALREADY_GRANTED: _or_unsaid(
        lambda value: _("低于该学位的补贴总额 %(amount)s") % {"amount": yuan(int(value or 0))}
    ),
    Reason.NO_HOME_OWNED: lambda _value: _("本人和配偶在长春都没有住房"),
    Reason.CHILD_OF_SCHOOL_AGE: lambda value: _("至少 %(count)s 名适龄子女") % {"count": value},
}
