"""One account per persona of the demo; all of them made up."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role

DEMO_PASSWORD = "jilin-FAW-2026"  # noqa: S105 - printed by `make demo`; demo accounts are refused in production
HR_EMPLOYER = "一汽解放集团股份有限公司"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A persona: its address to sign in with, what it is, the person behind it, and for HR its employer."""

    email: str
    title: str | Promise
    name: str
    role: Role
    employer: str = ""


DEMO_ACCOUNTS = (
    DemoAccount("applicant@demo.invalid", _("申请人（资料已填好，可以直接提交）"), "林晓雨", Role.APPLICANT),
    DemoAccount("hr@demo.invalid", _("用人单位人事（一汽解放）"), "孙丽华", Role.HR_OFFICER, HR_EMPLOYER),
    DemoAccount("reviewer@demo.invalid", _("人才办初审"), "赵志强", Role.REVIEWER),
    DemoAccount("recheck@demo.invalid", _("人才办复核"), "周慧敏", Role.REVIEWER),
    DemoAccount("finance@demo.invalid", _("财政局审核"), "吴建平", Role.FINANCE_OFFICER),
    DemoAccount("release@demo.invalid", _("财政局放行"), "郑文静", Role.FINANCE_OFFICER),
    DemoAccount("policy@demo.invalid", _("政策管理"), "钱立新", Role.POLICY_OFFICER),
    DemoAccount("auditor@demo.invalid", _("审计"), "冯国栋", Role.AUDITOR),
    DemoAccount("admin@demo.invalid", _("账号管理"), "陈思远", Role.ADMINISTRATOR),
)
