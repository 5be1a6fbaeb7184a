"""The accounts of the demo's staff and of its first applicant; all of them made up."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import Role

DEMO_PASSWORD = "jilin-FAW-2026"  # noqa: S105 - printed by `make demo`; demo accounts are refused in production
GROUP = "中国第一汽车集团有限公司"
HR_EMPLOYER = "一汽解放集团股份有限公司"
SECOND_HR_EMPLOYER = "一汽-大众汽车有限公司"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account: its address to sign in with, what it is, the person behind it, and for HR its employer."""

    email: str
    title: str | Promise
    name: str
    role: Role
    employer: str = ""


DEMO_ACCOUNTS = (
    DemoAccount("applicant@demo.invalid", _("申请人（资料已填好，可以直接提交）"), "林晓雨", Role.APPLICANT),
    DemoAccount("hr@demo.invalid", _("用人单位人事（一汽解放）"), "孙丽华", Role.HR_OFFICER, HR_EMPLOYER),
    DemoAccount("hr2@demo.invalid", _("用人单位人事（一汽-大众）"), "马振东", Role.HR_OFFICER, SECOND_HR_EMPLOYER),
    DemoAccount("group@demo.invalid", _("集团人事（中国一汽及所属企业）"), "董凤英", Role.HR_OFFICER, GROUP),
    DemoAccount("reviewer@demo.invalid", _("人才办初审"), "赵志强", Role.REVIEWER),
    DemoAccount("recheck@demo.invalid", _("人才办复核"), "周慧敏", Role.REVIEWER),
    DemoAccount("finance@demo.invalid", _("财政局审核"), "吴建平", Role.FINANCE_OFFICER),
    DemoAccount("release@demo.invalid", _("财政局放行"), "郑文静", Role.FINANCE_OFFICER),
    DemoAccount("policy@demo.invalid", _("政策管理"), "钱立新", Role.POLICY_OFFICER),
    DemoAccount("auditor@demo.invalid", _("审计"), "冯国栋", Role.AUDITOR),
    DemoAccount("admin@demo.invalid", _("账号管理"), "陈思远", Role.ADMINISTRATOR),
)
"""One for each persona, as `make demo` prints them."""

COLLEAGUES = (
    DemoAccount("reviewer3@demo.invalid", "", "高立群", Role.REVIEWER),
    DemoAccount("reviewer4@demo.invalid", "", "姜雨田", Role.REVIEWER),
    DemoAccount("reviewer5@demo.invalid", "", "逯春明", Role.REVIEWER),
    DemoAccount("finance3@demo.invalid", "", "贾秀兰", Role.FINANCE_OFFICER),
    DemoAccount("finance4@demo.invalid", "", "隋永刚", Role.FINANCE_OFFICER),
)
"""Others at the same desks, who share the work; the employers' officers are in ``fixtures/demo/employers.csv``."""
