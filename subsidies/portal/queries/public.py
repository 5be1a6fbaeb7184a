"""What the start page and the help page show: drawn from the figures, so that they cannot say otherwise."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.intake import intake_words
from subsidies.applications.kinds import Benefit
from subsidies.applications.promises import procedure_on
from subsidies.policy.figure_reading import Figure
from subsidies.portal.guides import Clause, Guide, amounts, guides, total_by_degree
from subsidies.rounds.queries import intake_on
from talent.ui import navigation

INSTALMENTS = 2
"""The place of the instalments among the clauses of what the living subsidy pays."""


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step of the way to a payment, and how long it takes at most."""

    title: str
    who: str
    time: str
    basis: str
    """What the time rests on (a value of ``subsidies.policy.findings.Basis``); empty where nothing is promised."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a visitor may have come for: where it is, its words, and a hint below them."""

    url: str
    icon: str
    label: str
    hint: str


def start_page(*, on: dt.date) -> dict[str, Any]:
    """Amounts, schemes and steps as of a day."""
    every = guides(on=on)
    living = next(each for each in every if each.scheme == Benefit.LIVING)
    return {
        "totals": total_by_degree(on=on),
        "amounts": amounts(on=on),
        "errands": errands(),
        "offers": [(guide, _headline(guide)) for guide in every],
        "conditions": living.conditions,
        "bases": Counter(clause.basis for clause in living.conditions).most_common(),
        "steps": process_steps(on=on),
        "intake": intake_words(intake_on(on)),
    }


def errands() -> list[Errand]:
    """The ways on from the start page; one to a page that this site does not have is left out."""
    ways = (
        ("portal:check", "calculator", _("补贴测算"), _("能领多少、差什么条件")),
        ("portal:home", "edit", _("申请补贴、查进度"), _("用手机号码登录，随时查看")),
        ("notices:list", "notice", _("公示公告"), _("查看名单，反映问题")),
        ("verify:form", "shield", _("公文验证"), _("核对编号，辨别真伪")),
        ("portal:policy_list", "document", _("政策指南"), _("每项标准和它的依据")),
        ("portal:help", "help", _("帮助与联系方式"), _("常见问题、咨询电话")),
    )
    return [Errand(url, *words) for name, *words in ways if (url := navigation.address(name))]


def _headline(guide: Guide) -> Clause:
    """What a scheme's card says besides the summary: the share of the living subsidy that stands above it already."""
    _heading, clauses = guide.parts[0]
    return clauses[INSTALMENTS] if guide.scheme == Benefit.LIVING else clauses[0]


def help_page(contacts: Mapping[str, str], *, on: dt.date) -> dict[str, Any]:
    """Contacts as configured, and the steps that the answers quote."""
    labels = {
        "office": _("受理单位"),
        "phone": _("咨询电话"),
        "hours": _("服务时间"),
        "address": _("办公地址"),
        "email": _("电子邮箱"),
    }
    rows = [{"label": label, "value": contacts[key]} for key, label in labels.items() if contacts.get(key)]
    return {"contacts": rows, "steps": process_steps(on=on)}


def process_steps(*, on: dt.date) -> list[ProcessStep]:
    """The steps from application to payment with the promised times and what each rests on."""
    times = procedure_on(on)
    within = _("%(count)s 个工作日内")
    return [
        ProcessStep(_("网上申请"), _("您本人"), _("填写约 15 分钟，可随时保存"), ""),
        _step(_("单位核实"), _("用人单位人事"), within, times.employer_verifies_within_working_days),
        _step(_("审核与复核"), _("人才办两名工作人员"), within, times.office_decides_within_working_days),
        _step(_("公示"), _("人才办"), _("%(count)s 个工作日"), times.public_notice_working_days),
        _step(
            _("首期发放"),
            _("财政局、代发银行"),
            _("公示结束后 %(count)s 个工作日内"),
            times.paid_within_working_days,
        ),
    ]


def _step(title: str, who: str, wording: str, days: Figure[int]) -> ProcessStep:
    return ProcessStep(title, who, wording % {"count": days.value}, days.basis.value)
