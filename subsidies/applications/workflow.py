"""The one table of what may happen to an application, by whom, and what follows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from talent.accounts.roles import SYSTEM, Role
from talent.workflow.table import Transition, WorkflowTable


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("填写中")
    AWAITING_EMPLOYER = "awaiting_employer", _("待单位核实")
    DISPUTED = "disputed", _("单位有异议")
    AWAITING_REVIEW = "awaiting_review", _("待初审")
    RETURNED = "returned", _("待补正")
    AWAITING_RECHECK = "awaiting_recheck", _("待复核")
    AWAITING_NOTICE = "awaiting_notice", _("待公示")
    IN_NOTICE = "in_notice", _("公示中")
    OBJECTED = "objected", _("异议核查中")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期未补正")


S = ApplicationStatus
ENDED = (S.CLOSED, S.WITHDRAWN, S.LAPSED)
"""Statuses in which a case is over: its person may start another."""

WITH_THE_OFFICE = (S.AWAITING_REVIEW, S.AWAITING_RECHECK, S.AWAITING_NOTICE, S.IN_NOTICE, S.OBJECTED, S.CLOSED)
"""Statuses in which the employer has verified and nothing is waited for from the applicant."""

APPLICATION = WorkflowTable(
    name="application",
    statuses=ApplicationStatus,
    initial=S.DRAFT,
    transitions=[
        Transition("submit", (S.DRAFT,), S.AWAITING_EMPLOYER, (Role.APPLICANT,), _("提交申请")),
        Transition("verify", (S.AWAITING_EMPLOYER,), S.AWAITING_REVIEW, (Role.HR_OFFICER, SYSTEM), _("核实无误")),
        Transition("dispute", (S.AWAITING_EMPLOYER,), S.DISPUTED, (Role.HR_OFFICER,), _("提出异议")),
        Transition("settle_dispute", (S.DISPUTED,), S.AWAITING_REVIEW, (SYSTEM,), _("花名册证明，异议消除")),
        Transition(
            "take_back", (S.AWAITING_REVIEW, S.DISPUTED), S.AWAITING_EMPLOYER, (Role.HR_OFFICER,), _("撤销答复")
        ),
        Transition("answer_dispute", (S.DISPUTED,), S.AWAITING_EMPLOYER, (Role.APPLICANT,), _("更正后重新提交")),
        Transition("return", (S.AWAITING_REVIEW,), S.RETURNED, (Role.REVIEWER,), _("退回补正")),
        Transition("correct", (S.RETURNED,), S.AWAITING_REVIEW, (Role.APPLICANT,), _("提交补正")),
        Transition(
            "correct_employment", (S.RETURNED,), S.AWAITING_EMPLOYER, (Role.APPLICANT,), _("提交补正（任职信息有变）")
        ),
        Transition("lapse", (S.RETURNED,), S.LAPSED, (SYSTEM,), _("逾期终止")),
        Transition("review", (S.AWAITING_REVIEW,), S.AWAITING_RECHECK, (Role.REVIEWER,), _("提交复核")),
        Transition("send_back", (S.AWAITING_RECHECK,), S.AWAITING_REVIEW, (Role.REVIEWER,), _("退回初审")),
        Transition("confirm_grant", (S.AWAITING_RECHECK,), S.AWAITING_NOTICE, (Role.REVIEWER,), _("复核通过")),
        Transition("confirm_refusal", (S.AWAITING_RECHECK,), S.CLOSED, (Role.REVIEWER,), _("复核同意不予通过")),
        Transition("publish", (S.AWAITING_NOTICE,), S.IN_NOTICE, (Role.REVIEWER,), _("列入公示")),
        Transition("grant", (S.IN_NOTICE,), S.CLOSED, (SYSTEM,), _("公示期满授予")),
        Transition("object", (S.IN_NOTICE,), S.OBJECTED, (Role.REVIEWER,), _("受理异议")),
        Transition("dismiss_objection", (S.OBJECTED,), S.IN_NOTICE, (Role.REVIEWER,), _("异议不成立")),
        Transition(
            "uphold_objection",
            (S.OBJECTED, S.IN_NOTICE, S.AWAITING_NOTICE),
            S.AWAITING_REVIEW,
            (Role.REVIEWER,),
            _("异议成立，重新审核"),
        ),
        Transition(
            "recall",
            (S.AWAITING_NOTICE, S.IN_NOTICE),
            S.AWAITING_REVIEW,
            (Role.REVIEWER,),
            _("部门答复不同，退回初审"),
        ),
        Transition("reopen", (S.CLOSED,), S.AWAITING_REVIEW, (Role.REVIEWER,), _("申诉成立，重新审核")),
        Transition(
            "withdraw",
            (S.DRAFT, S.AWAITING_EMPLOYER, S.DISPUTED, S.AWAITING_REVIEW, S.RETURNED),
            S.WITHDRAWN,
            (Role.APPLICANT,),
            _("撤回申请"),
        ),
    ],
)
