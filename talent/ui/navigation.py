"""Who sees which link, in one place; a name that no URL answers to fails the tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """A link: the URL's name, its words, its icon, and the roles that see it (an empty set means everyone)."""

    url_name: str
    label: str | Promise
    icon: str
    roles: frozenset[str] = EVERYONE
    group: str | Promise = ""
    also_under: str = ""
    """The start of further addresses that belong to the item although they do not lie below its own."""


@dataclass(frozen=True, slots=True)
class Link:
    """An item ready to print; ``current`` is true on the page itself and on the pages below it."""

    url: str
    label: str | Promise
    icon: str
    group: str | Promise
    current: bool


def _roles(*names: str) -> frozenset[str]:
    return frozenset(names)


_EMPLOYER = _("用人单位")
_OFFICE = _("人才办")
_FINANCE = _("财政局")
_RECORDS = _("记录与管理")
_OWN = _("个人")
_OFFICE_ROLES = _roles("reviewer", "policy_officer")

PUBLIC = (
    Item("portal:start", _("首页"), "home"),
    Item("portal:check", _("补贴测算"), "calculator"),
    Item("portal:policy_list", _("政策指南"), "document"),
    Item("notices:list", _("公示公告"), "notice"),
)
APPLICANT = (
    Item("me:home", _("我的补贴"), "home"),
    Item("notifications:inbox", _("消息"), "inbox"),
    Item("portal:policy_list", _("政策指南"), "document"),
    Item("notices:list", _("公示公告"), "notice"),
)
STAFF = (
    Item("portal:policy_desk", _("政策工作台"), "home", _roles("policy_officer")),
    Item("portal:audit_desk", _("审计工作台"), "home", _roles("auditor")),
    Item("portal:administrator_desk", _("账号工作台"), "home", _roles("administrator")),
    Item("portal:employer_desk", _("工作台"), "home", _roles("hr_officer"), _EMPLOYER),
    Item("verification:queue", _("待核实"), "clipboard", _roles("hr_officer"), _EMPLOYER),
    Item("continued:list", _("在职确认"), "check-circle", _roles("hr_officer"), _EMPLOYER),
    Item("people:list", _("在册人员"), "briefcase", _roles("hr_officer"), _EMPLOYER),
    Item("employer:roster_list", _("花名册"), "users", _roles("hr_officer"), _EMPLOYER),
    Item("offers:candidates", _("主动邀请"), "mail", _roles("hr_officer"), _EMPLOYER),
    Item("verification:summary", _("汇总表"), "document", _roles("hr_officer"), _EMPLOYER),
    Item("acting:list", _("代办"), "edit", _roles("hr_officer"), _EMPLOYER),
    Item("portal:office_desk", _("人才办工作台"), "home", _roles("reviewer", "auditor"), _OFFICE),
    Item("review:queue", _("审核队列"), "clipboard", _roles("reviewer", "auditor"), _OFFICE, "/review/cases/"),
    Item("acting:list", _("代办"), "edit", _roles("reviewer", "auditor"), _OFFICE),
    Item("crosschecks:list", _("部门比对"), "search", _roles("reviewer", "auditor"), _OFFICE),
    Item("summaries:list", _("单位汇总表"), "document", _roles("reviewer", "auditor"), _OFFICE),
    Item("rounds:list", _("申报批次"), "calendar", _OFFICE_ROLES | _roles("auditor"), _OFFICE),
    Item("notices:manage", _("公示管理"), "notice", _roles("reviewer", "auditor"), _OFFICE),
    Item("objections:list", _("公示异议"), "flag", _roles("reviewer", "auditor"), _OFFICE),
    Item("appeals:list", _("申诉"), "help", _roles("reviewer", "auditor"), _OFFICE),
    Item("payments:batch_list", _("发放批次"), "list", _roles("reviewer", "auditor"), _OFFICE),
    Item("payments:exception_list", _("回盘异常"), "alert", _roles("reviewer", "auditor"), _OFFICE),
    Item("payments:hold_list", _("暂停发放"), "lock", _roles("reviewer", "auditor"), _OFFICE),
    Item(
        "payments:recovery_list",
        _("追回与撤销"),
        "refresh",
        _roles("reviewer", "auditor"),
        _OFFICE,
        "/payments/revocations/",
    ),
    Item("payments:template_list", _("银行模板"), "bank", _roles("reviewer", "auditor"), _OFFICE),
    Item("papers:list", _("公文"), "document", _roles("reviewer", "auditor"), _OFFICE),
    Item("budget:line_list", _("预算指标"), "money", _OFFICE_ROLES | _roles("auditor"), _OFFICE),
    Item("finance:home", _("财政工作台"), "home", _roles("finance_officer"), _FINANCE),
    Item("finance:batch_list", _("发放批次"), "bank", _roles("finance_officer"), _FINANCE, "/finance/"),
    Item("budget:line_list", _("预算指标"), "money", _roles("finance_officer"), _FINANCE, "/finance/budget/"),
    Item("finance:recovery_list", _("追回款"), "refresh", _roles("finance_officer"), _FINANCE),
    Item("finance:exception_list", _("回盘异常"), "alert", _roles("finance_officer"), _FINANCE),
    Item("audit:event_list", _("操作日志"), "history", _roles("auditor", "administrator"), _RECORDS),
    Item(
        "accounts:staff_list",
        _("账号与角色"),
        "key",
        _roles("auditor", "administrator"),
        _RECORDS,
        "/accounts/invitations/",
    ),
    Item(
        "employer:employer_list",
        _("用人单位名单"),
        "building",
        _OFFICE_ROLES | _roles("auditor", "administrator"),
        _RECORDS,
    ),
    Item("calendars:calendar", _("工作日历"), "calendar", _OFFICE_ROLES | _roles("auditor", "administrator"), _RECORDS),
    Item(
        "notifications:templates", _("消息模板"), "mail", _roles("policy_officer", "administrator", "auditor"), _RECORDS
    ),
    Item("notifications:outbox", _("后台任务"), "settings", _roles("auditor", "administrator"), _RECORDS),
    Item("notifications:inbox", _("消息"), "inbox", EVERYONE, _OWN),
)
ACCOUNT = (
    Item("accounts:settings", _("基本设置"), "settings"),
    Item("account_change_phone", _("手机号码"), "phone"),
    Item("account_email", _("电子邮箱"), "mail"),
    Item("mfa_index", _("两步验证"), "shield"),
    Item("usersessions_list", _("登录设备"), "lock"),
)
FOOTER = (
    Item("portal:help", _("帮助与联系方式"), "help"),
    Item("portal:privacy", _("隐私说明"), "shield"),
    Item("portal:accessibility", pgettext_lazy("网站声明", "无障碍"), "eye"),
)
FRAME_NAMES = (
    "portal:start",
    "portal:home",
    "account_login",
    "account_logout",
    "accounts:settings",
    "usersessions_list",
    "calendars:demo_clock",
    "portal:help",
)


@cache
def address(url_name: str) -> str:
    """Return the address behind ``url_name``, or an empty text if the site has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def links(items: Iterable[Item], roles: Iterable[str], path: str) -> list[Link]:
    """Return the links that holders of ``roles`` see; at most one is current: the deepest that ``path`` lies under."""
    held = frozenset(roles)
    visible = [(item, address(item.url_name)) for item in items if not item.roles or item.roles & held]
    visible = [(item, url) for item, url in visible if url]
    depths = [_depth(item, url, path) for item, url in visible]
    nearest = depths.index(max(depths)) if any(depths) else None
    return [
        Link(url, item.label, item.icon, item.group, position == nearest)
        for position, (item, url) in enumerate(visible)
    ]


def _depth(item: Item, url: str, path: str) -> int:
    """How far down ``path`` lies under the item; 0 where it does not. What is named beats what merely contains it."""
    if path == url:
        return len(path) + 2
    if item.also_under and path.startswith(item.also_under):
        return len(item.also_under) + 1
    return len(url) if url != "/" and path.startswith(url) else 0
