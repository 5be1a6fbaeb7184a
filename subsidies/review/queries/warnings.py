"""What a careful officer would look at twice, in words; nobody is accused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from subsidies.applications.assessments import BenefitAssessment
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Decision, Submission
from subsidies.applications.refusals import SubmissionAltered
from subsidies.applications.snapshots import is_intact
from talent.encryption.blind_index import blind_index
from talent.identifiers.characters import without_blanks
from talent.profiles.models import BankAccount

PURPOSE = "bank_account"


def warnings_of(submissions: Sequence[Submission]) -> dict[UUID, list[str]]:
    """The warnings on each submission, by its key (two queries for any number).

    Accounts are compared with those that are current now: a payment goes to these.
    """
    indexes = {
        submission.pk: blind_index(account["account_number"], PURPOSE)
        for submission in submissions
        if (account := submission.entered.get("bank_account"))
    }
    shared = _shared(set(indexes.values()))
    current = dict(
        BankAccount.objects.current()
        .filter(person__applications__in={submission.application_id for submission in submissions})
        .values_list("person__applications", "account_index")
    )
    return {
        submission.pk: _warnings(submission, indexes.get(submission.pk), shared, current.get(submission.application_id))
        for submission in submissions
    }


def integrity(submission: Submission) -> list[str]:
    """Where a submission is not what was handed in; its evidence may be at hand."""
    return [] if is_intact(submission) else [str(SubmissionAltered())]


def drift(decisions: Iterable[Decision], today: Mapping[Benefit, BenefitAssessment]) -> list[str]:
    """Where the rules answer otherwise today than on the day of review, the second person should know."""
    changed = [
        answer.benefit.label
        for decision in decisions
        if (answer := today.get(Benefit(decision.benefit)))
        and (kept := decision.assessment)
        and (kept["result"], kept.get("amount_yuan")) != (answer.result, answer.wire.get("amount_yuan"))
    ]
    if not changed:
        return []
    return [
        _("%(benefits)s：今天的测算结果与初审时不同，请退回初审重新办理。")
        % {"benefits": _("、").join(str(label) for label in changed)}
    ]


def _warnings(submission: Submission, index: str | None, shared: set[str], current: str | None) -> list[str]:
    if index is None:
        return []
    found = []
    holder, name = submission.entered["bank_account"]["holder_name"], submission.entered["person"]["name"]
    if without_blanks(holder) != without_blanks(name):
        found.append(_("银行户名“%(holder)s”与申请人姓名不同。") % {"holder": holder})
    if index in shared:
        found.append(_("另有申请人登记了同一银行账号。"))
    if current != index:
        found.append(_("申请人在提交之后更换了银行账户。"))
    return found


def _shared(indexes: set[str]) -> set[str]:
    """Those that are the current account of more than one person."""
    same = BankAccount.objects.current().filter(account_index__in=indexes).order_by().values("account_index")
    return set(same.annotate(people=Count("person")).filter(people__gt=1).values_list("account_index", flat=True))
