"""What a careful officer would look at twice, in words; nobody is accused."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from subsidies.applications.models import Submission
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
