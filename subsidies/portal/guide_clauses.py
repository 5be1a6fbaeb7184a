"""What each figure of a scheme says in plain words: tables of (label, figure, wording), nothing else.

A row's label and wording are asked for anew for each page, in its language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.wording import DEGREE_CONDITIONS, DEGREES, STAGES, UNITS
from subsidies.policy.figure_reading import Figure
from talent.ui.formatting import day, yuan

Row = tuple[str, Callable[[Any], Figure[Any]], Callable[[Any], str]]


def by_degree(wording: Callable[[Any], str], *, gap: str = "") -> Callable[[Mapping[Any, Any]], str]:
    """Word a figure that differs by degree: each degree, the gap, and the wording of its value."""
    return lambda values: _("，").join(f"{DEGREES[level]}{gap}{wording(value)}" for level, value in values.items())


yuan_by_degree = by_degree(yuan, gap=" ")


def _months(count: int) -> str:
    return _("%(count)s 个月") % {"count": count}


def _working_days(count: int) -> str:
    return _("%(count)s 个工作日内") % {"count": count}


def _period(period: tuple[dt.date, dt.date | None]) -> str:
    first, last = period
    if last is None:
        return _("%(first)s起入职的人员适用，未设终止日") % {"first": day(first)}
    return _("%(first)s至%(last)s入职的人员适用") % {"first": day(first), "last": day(last)}


def _in_force() -> Row:
    return _("适用时间"), lambda version: version.in_force, _period


def _degree() -> Row:
    return (
        _("学历学位"),
        lambda version: version.degree_conditions,
        lambda names: _("；").join(str(DEGREE_CONDITIONS[name]) for name in names),
    )


def _employer() -> Row:
    return (
        _("用人单位"),
        lambda version: version.employer_listed,
        lambda _value: _("入职时单位在人才办公布的中国一汽及所属企业名单内"),
    )


def _contract() -> Row:
    return (
        _("劳动合同"),
        lambda version: version.contract_months_at_least,
        lambda count: _("期限不少于 %(count)s 个月，或无固定期限") % {"count": count},
    )


def _still_employed() -> Row:
    return _("在职"), lambda version: version.still_employed, lambda _value: _("申请时仍在职")


def _living_amounts() -> list[Row]:
    return [
        (_("补贴总额"), lambda version: version.total_yuan, yuan_by_degree),
        (_("怎么计算"), lambda version: version.total_not_yearly, lambda _value: _("按每人总额计算，不是每年一次")),
        (
            _("分期发放"),
            lambda version: version.instalment_shares_percent,
            lambda shares: (
                _("分 %(count)s 期，依次发放 %(shares)s")
                % {"count": len(shares), "shares": _("、").join(f"{share}%" for share in shares)}
            ),
        ),
        (
            _("发放间隔"),
            lambda version: version.instalment_months_apart,
            lambda count: _("每期间隔 %(count)s 个月，发放时须仍在职") % {"count": count},
        ),
        (
            _("取得更高学位后"),
            lambda version: version.higher_degree_pays_difference,
            lambda _value: _("每人享受一次；在职取得更高学位的，补发差额"),
        ),
    ]


def _living_conditions() -> list[Row]:
    return [
        _in_force(),
        _degree(),
        _employer(),
        (
            _("入职时间"),
            lambda version: version.hired_within_months,
            lambda count: _("取得学位后 %(count)s 个月内入职；先入职、后取得学位的也算") % {"count": count},
        ),
        _contract(),
        (_("工作地点"), lambda version: version.works_in_city, lambda _value: _("在长春市内工作")),
        (
            _("社会保险"),
            lambda version: version.insured_months_at_least,
            lambda count: _("在长春连续缴纳不少于 %(count)s 个月") % {"count": count},
        ),
        (
            _("入职时年龄"),
            lambda version: version.age_at_hire_at_most,
            by_degree(lambda age: _("不超过 %(age)s 周岁") % {"age": age}),
        ),
        (
            _("申请期限"),
            lambda version: version.apply_within_months,
            lambda count: _("入职或取得学位（以较晚的为准）后 %(count)s 个月内申请") % {"count": count},
        ),
        _still_employed(),
        (
            _("不重复享受"),
            lambda version: version.claimed_elsewhere,
            lambda _value: _("没有在省、市其他渠道或外地享受同类补贴"),
        ),
    ]


def _living_leaving() -> list[Row]:
    return [
        (
            _("领取后离职"),
            lambda version: version.recover_within_months,
            lambda count: (
                _("领取一期后 %(count)s 个月内离职的，后面各期停发，并按未满的月数退回该期的一部分") % {"count": count}
            ),
        ),
        (
            _("不用退回的情形"),
            lambda version: version.no_recovery_after,
            lambda reasons: _("、").join(_LEAVING[reason]() for reason in reasons),
        ),
    ]


def _housing_offer() -> list[Row]:
    return [
        (_("租金减免"), lambda version: version.rent_discount_percent, by_degree(lambda share: f"{share}%", gap=" ")),
        (_("租住期限"), lambda version: version.tenancy_months, _months),
        (
            _("年度复核"),
            lambda version: version.checked_every_months,
            lambda count: _("每 %(count)s 个月复核一次租住资格") % {"count": count},
        ),
        (_("按学位的户型"), lambda version: version.unit_by_degree, by_degree(lambda unit: str(UNITS[unit]))),
        (
            _("已婚"),
            lambda version: version.unit_when_married,
            lambda unit: _("不低于%(unit)s") % {"unit": UNITS[unit]},
        ),
        (
            _("已婚并有未成年子女"),
            lambda version: version.unit_when_married_with_child,
            lambda unit: str(UNITS[unit]),
        ),
        (
            _("计入户型的子女"),
            lambda version: version.child_counts_under_age,
            lambda age: _("未满 %(age)s 周岁") % {"age": age},
        ),
        (_("外国专家"), lambda version: version.unit_for_foreign_expert, lambda unit: str(UNITS[unit])),
    ]


def _housing_conditions() -> list[Row]:
    return [
        _in_force(),
        _degree(),
        _employer(),
        _contract(),
        _still_employed(),
        (
            _("住房情况"),
            lambda version: version.owns_home,
            lambda _value: _("本人和配偶在长春都没有住房，每户限一套"),
        ),
    ]


def _schooling_offer() -> list[Row]:
    return [
        (
            _("适龄子女"),
            lambda version: version.stage_ages,
            lambda ages: (
                _("，").join(
                    _("%(stage)s %(lowest)s 至 %(highest)s 周岁")
                    % {"stage": STAGES[stage], "lowest": lowest, "highest": highest}
                    for stage, (lowest, highest) in ages.items()
                )
                + _("（按学年 8 月 31 日计算）")
            ),
        ),
        (
            _("统筹学位选择次序"),
            lambda version: version.order_of_choice,
            lambda order: (
                _("、").join(str(DEGREES[level]) for level in sorted(order, key=order.__getitem__))
                + _("；次序相同的，按申请时间先后")
            ),
        ),
    ]


def _schooling_conditions() -> list[Row]:
    return [_in_force(), _degree(), _employer(), _still_employed()]


def times(*, with_payment: bool) -> list[Row]:
    rows: list[Row] = [
        (_("单位核实"), lambda version: version.employer_verifies_within_working_days, _working_days),
        (_("人才办审核与复核"), lambda version: version.office_decides_within_working_days, _working_days),
        (
            _("公示"),
            lambda version: version.public_notice_working_days,
            lambda count: _("%(count)s 个工作日") % {"count": count},
        ),
    ]
    payment: Row = (_("公示结束后发放"), lambda version: version.paid_within_working_days, _working_days)
    return [*rows, payment] if with_payment else rows


_LEAVING = {
    "death": lambda: _("去世"),
    "serious_illness": lambda: _("患重大疾病"),
    "dismissal_without_fault": lambda: _("非本人过错被解除合同"),
    "resignation": lambda: _("本人辞职"),
    "dismissal_for_fault": lambda: _("因本人过错被解除合同"),
    "other": lambda: _("其他原因"),
}
SUMMARIES = {
    Benefit.LIVING: lambda: _(
        "到中国一汽及所属企业工作的高校毕业生，可按学位领取一笔生活补贴，分期发到本人社保卡金融账户。"
    ),
    Benefit.HOUSING: lambda: _(
        "在长春没有住房的人才，可按学位和家庭情况租住人才公寓并享受租金减免；外国专家入住专家公寓。"
    ),
    Benefit.SCHOOLING: lambda: _("子女到入园、入学年龄的，由相关部门协调安排，可参加统筹学位的选择。"),
}
PARTS: Mapping[str, list[tuple[Callable[[], str], Callable[[], list[Row]]]]] = {
    Benefit.LIVING: [
        (lambda: _("能领多少"), _living_amounts),
        (lambda: _("谁可以申请"), _living_conditions),
        (lambda: _("离职怎么办"), _living_leaving),
    ],
    Benefit.HOUSING: [(lambda: _("能享受什么"), _housing_offer), (lambda: _("谁可以申请"), _housing_conditions)],
    Benefit.SCHOOLING: [(lambda: _("能享受什么"), _schooling_offer), (lambda: _("谁可以申请"), _schooling_conditions)],
}
CONDITIONS = {
    Benefit.LIVING: _living_conditions,
    Benefit.HOUSING: _housing_conditions,
    Benefit.SCHOOLING: _schooling_conditions,
}
