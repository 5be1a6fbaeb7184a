"""The desks that someone works at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk: where it is and what is done there."""

    url: str
    title: str | Promise
    text: str | Promise
    icon: str


_DESKS: tuple[tuple[Role, str, str | Promise, str | Promise, str], ...] = (
    (Role.APPLICANT, "me:home", _("我的补贴"), _("申请、查看进度和发放情况。"), "user"),
    (
        Role.HR_OFFICER,
        "portal:employer_desk",
        _("用人单位工作台"),
        _("导入花名册，核实本单位职工的任职信息。"),
        "building",
    ),
    (Role.REVIEWER, "portal:office_desk", _("人才办工作台"), _("审核申请，安排公示，拟定发放批次。"), "clipboard"),
    (Role.FINANCE_OFFICER, "finance:home", _("财政局工作台"), _("审核和放行批次，登记银行回盘。"), "bank"),
    (Role.POLICY_OFFICER, "portal:policy_desk", _("政策与日历"), _("维护工作日历，查看各项标准的依据。"), "calendar"),
    (Role.AUDITOR, "portal:audit_desk", _("审计工作台"), _("查阅操作日志，核对记录是否完整。"), "history"),
    (Role.ADMINISTRATOR, "portal:administrator_desk", _("账号管理"), _("邀请工作人员，授予和收回角色。"), "key"),
)


def desks_of(roles: Collection[str]) -> list[Desk]:
    """The desks of these roles, in the order in which a case passes them."""
    return [Desk(reverse(name), title, text, icon) for role, name, title, text, icon in _DESKS if role in roles]
