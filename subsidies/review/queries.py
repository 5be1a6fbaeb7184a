"""What the talent office's desk shows."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.assessments import assess_benefits
from subsidies.applications.findings import explain_all
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application, Submission
from subsidies.applications.snapshots import changes, sections
from subsidies.applications.workflow import APPLICATION, ApplicationStatus
from subsidies.review.models import Review
from subsidies.verification.models import Verification
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.encryption.blind_index import blind_index
from talent.profiles.models import BankAccount

QUEUE_ORDER = ("promised_on", "id")
ROW = (
    "id",
    "number",
    "status",
    "person__name",
    "employer__name",
    "submitted_at",
    "promised_on",
    "living_requested",
    "housing_requested",
    "schooling_requested",
)
HISTORY_LENGTH = 100
EVENTS = {
    "application.start": gettext_lazy("开始填写"),
    "application.choose": gettext_lazy("选择申请事项"),
    "application.numbers_revealed": gettext_lazy("查看完整号码"),
}
"""What can happen to a case beside the transitions of its table."""


def queue(user: User, filters: dict[str, Any]) -> QuerySet[Application, dict[str, Any]]:
    """Cases by promised day, narrowed by the filter's status, employer and benefit."""
    cases = Application.objects.visible_to(user).submitted()
    if filters.get("status"):
        cases = cases.filter(status=filters["status"])
    if filters.get("employer"):
        cases = cases.filter(employer=filters["employer"])
    if filters.get("benefit"):
        cases = cases.filter(**{f"{filters['benefit']}_requested": True})
    return cases.values(*ROW)


def desk(user: User) -> dict[str, int]:
    """What waits: counts by stage, and how many are late."""
    cases = Application.objects.visible_to(user)
    today = clock.today()
    at_office = cases.filter(status__in=[ApplicationStatus.AWAITING_REVIEW, ApplicationStatus.AWAITING_RECHECK])
    return {
        "review": cases.awaiting_review().count(),
        "recheck": cases.awaiting_recheck().count(),
        "notice": cases.awaiting_notice().count(),
        "returned": cases.filter(status=ApplicationStatus.RETURNED).count(),
        "due_today": at_office.filter(promised_on=today).count(),
        "late": at_office.filter(promised_on__lt=today).count(),
    }


def case_page(application: Application, user: User, *, revealed: bool = False) -> dict[str, Any]:
    """Evidence beside data, findings, what HR said, what changed since the last submission, history."""
    submissions = list(application.submissions.all())
    latest = submissions[-1]
    review = application.reviews.select_related("reviewed_by").filter(outcome="proposed", recheck_outcome="").last()
    actions = {transition.action for transition in APPLICATION.actions_from(application.status, Role.REVIEWER)}
    may_act = user.has_role(Role.REVIEWER)
    return {
        "application": application,
        "submission": latest,
        "sections": sections(latest.entered, masked=not revealed),
        "revealed": revealed,
        "evidence": latest.evidence.all(),
        "changes": changes(submissions[-2].entered, latest.entered) if len(submissions) > 1 else [],
        "assessments": _assessments(latest),
        "decisions": _decisions(application),
        "verification": Verification.objects.select_related("answered_by").filter(submission=latest).first(),
        "warnings": warnings_of(latest),
        "review": review,
        "earlier_reviews": application.reviews.select_related("reviewed_by", "rechecked_by").order_by("-reviewed_at"),
        "history": history_of(application),
        "may_review": may_act and "review" in actions,
        "may_recheck": may_act and "confirm_grant" in actions and not _reviewed_by_same_person(review, user),
        "must_be_another": may_act and "confirm_grant" in actions and _reviewed_by_same_person(review, user),
    }


def first_proposal(assessments: list[dict[str, Any]]) -> dict[str, Any]:
    """What the rules suggest for each benefit and the amount that the reviewer reads: the form's first state."""
    suggestion = {"eligible": Outcome.GRANTED.value, "not_eligible": Outcome.REFUSED.value}
    outcomes = {f"{item['benefit']}_outcome": suggestion.get(item["result"], "") for item in assessments}
    return outcomes | {"amount_yuan": next((item["amount_yuan"] for item in assessments if item["amount_yuan"]), None)}


def warnings_of(submission: Submission) -> list[str]:
    """What a careful officer would look at twice, in words; nobody is accused."""
    account = submission.entered.get("bank_account")
    if account is None:
        return []
    found = []
    if account["holder_name"] != submission.entered["person"]["name"]:
        found.append(_("银行户名“%(holder)s”与申请人姓名不同。") % {"holder": account["holder_name"]})
    index = blind_index(account["account_number"], "bank_account")
    same_account = BankAccount.objects.current().filter(account_index=index)
    if same_account.exclude(person=submission.application.person_id).exists():
        found.append(_("另有申请人登记了同一银行账号。"))
    return found


def history_of(application: Application) -> list[dict[str, Any]]:
    """What happened to the case, the latest first, worded by the transition table."""
    events = AuditEvent.objects.filter(object_type="applications.application", object_id=str(application.pk))
    return [
        {
            "at": event.occurred_at,
            "who": event.actor_name or _("系统"),
            "what": EVENTS.get(event.verb) or APPLICATION.action_label(event.verb.removeprefix("application.")),
            "why": event.reason,
        }
        for event in events.order_by("-pk")[:HISTORY_LENGTH]
    ]


def _assessments(submission: Submission) -> list[dict[str, Any]]:
    return [
        {
            "benefit": benefit,
            "title": benefit.label,
            "result": answer.result,
            "amount_yuan": answer.amount_yuan,
            "policy_version": answer.policy_version,
            "findings": explain_all(answer.wire["findings"]),
        }
        for benefit, answer in assess_benefits(submission, on=clock.today()).items()
    ]


def _decisions(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "title": decision.get_benefit_display(),
            "proposed": decision.get_proposed_display(),
            "outcome": decision.get_outcome_display(),
            "amount_yuan": decision.amount_yuan,
            "reason": decision.reason,
            "findings": explain_all(decision.assessment["findings"]) if decision.assessment else [],
        }
        for decision in application.decisions.all()
        if decision.proposed != Outcome.PENDING
    ]


def _reviewed_by_same_person(review: Review | None, user: User) -> bool:
    return review is not None and review.reviewer_person_id == user.natural_person_id
