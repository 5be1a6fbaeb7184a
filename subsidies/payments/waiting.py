"""What waits beside the batches: rows of returns, work that was not done, recoveries, revocations.

Everything that waits is counted; the note says how much of it this person may not do, because they began it. Those
who read and do not act are told the numbers alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from subsidies.payments.filters import OVERDUE, PROPOSED, UNDONE, UNREAD
from subsidies.payments.kinds import ProposalKind, ReturnStatus
from subsidies.payments.models import BankReturn, PaymentBatch, Recovery, RecoveryProposal, ReturnException, Revocation
from subsidies.payments.queries.paid_twice import lines_paid_twice_and_unclaimed
from subsidies.payments.queries.undone import with_undone_work
from subsidies.payments.workflow import ExceptionStatus, RecoveryStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.stats import Stat, stat

S = RecoveryStatus
BY_OFFICE = (ProposalKind.SET_OFF, ProposalKind.CANCEL)
BY_FINANCE = (ProposalKind.WRITE_OFF,)


def returns_waiting(user: User, space: str) -> list[Stat]:
    """Returns and their rows that somebody has to look at, and what the worker did not do (three queries)."""
    page = f"{space}:batch_list"
    unread = BankReturn.objects.visible_to(user).aggregate(
        preview=Count("pk", filter=Q(status=ReturnStatus.PREVIEW)),
        quarantined=Count("pk", filter=Q(status=ReturnStatus.QUARANTINED)),
    )
    mine = Q(status=ExceptionStatus.PROPOSED, proposed_person=user.natural_person_id)
    apart = _counted(ReturnException.objects.visible_to(user).unresolved(), mine)
    undone = with_undone_work(PaymentBatch.objects.visible_to(user)).count()
    enter, accept, look = _("核对后入账"), _("核实后由另一人认可"), _("请查看原因后重新办理")
    return [
        _stat(user, _("回盘待确认"), unread["preview"], _("份"), page, note=enter, status=UNREAD),
        _stat(user, _("回盘合计不符"), unread["quarantined"], _("份"), page, note=accept, kind="danger", status=UNREAD),
        _shared(user, _("回盘异常"), apart, _("行"), f"{space}:exception_list", note=_("核实后两人处理")),
        _stat(user, _("后台办理未成功"), undone, _("批"), page, note=look, kind="danger", status=UNDONE),
    ]


def claims_waiting(user: User) -> list[Stat]:
    """Recoveries and revocations at each point where the office has to act (four queries and the day)."""
    page, unit = "payments:recovery_list", _("项")
    found = _recoveries(user)
    proposals = _proposals(user, BY_OFFICE if _acts(user) else (*BY_OFFICE, *BY_FINANCE))
    revocations = _counted(Revocation.objects.visible_to(user).waiting(), Q(proposed_person=user.natural_person_id))
    twice = lines_paid_twice_and_unclaimed().visible_to(user).order_by().count()
    drafted = (found["drafted"], found["mine"])
    confirm, decide, letter, ask = _("另一人确认"), _("另一人决定"), _("发出追回通知书"), _("请联系本人或所在单位")
    return [
        _stat(user, _("重复发放待追回"), twice, _("笔"), "payments:candidate_list", note=_("拟定追回")),
        _shared(user, _("追回待确认"), drafted, unit, page, note=confirm, status=S.DRAFTED.value),
        _stat(user, _("待发追回通知书"), found["confirmed"], unit, page, note=letter, status=S.CONFIRMED.value),
        _stat(user, _("追回逾期未缴"), found["overdue"], unit, page, note=ask, kind="danger", status=OVERDUE),
        _shared(user, _("处理意见待确认"), proposals, unit, page, note=confirm, status=PROPOSED),
        _shared(user, _("撤销授予待决定"), revocations, unit, "payments:revocation_list", note=decide),
    ]


def receipts_waiting(user: User) -> list[Stat]:
    """Recoveries for which the finance bureau expects money or has to agree (two queries and the day)."""
    page, unit = "finance:recovery_list", _("项")
    found = _recoveries(user)
    notified, late = S.NOTIFIED.value, _("人才办催缴")
    proposals = _proposals(user, BY_FINANCE)
    return [
        _stat(user, _("追回待缴款"), found["notified"], unit, page, note=_("到账后登记"), kind="info", status=notified),
        _stat(user, _("追回逾期未缴"), found["overdue"], unit, page, note=late, status=OVERDUE),
        _shared(user, _("核销待确认"), proposals, unit, page, note=_("另一人确认"), status=PROPOSED),
    ]


def _acts(user: User) -> bool:
    return user.has_role(Role.REVIEWER, Role.FINANCE_OFFICER)


def _recoveries(user: User) -> dict[str, int]:
    drafted, notified = Q(status=S.DRAFTED), Q(status=S.NOTIFIED)
    return Recovery.objects.visible_to(user).aggregate(
        drafted=Count("pk", filter=drafted),
        mine=Count("pk", filter=drafted & Q(drafted_person=user.natural_person_id)),
        confirmed=Count("pk", filter=Q(status=S.CONFIRMED)),
        notified=Count("pk", filter=notified),
        overdue=Count("pk", filter=notified & Q(pay_until__lt=clock.today())),
    )


def _proposals(user: User, kinds: tuple[ProposalKind, ...]) -> tuple[int, int]:
    waiting = RecoveryProposal.objects.visible_to(user).waiting().filter(kind__in=kinds)
    return _counted(waiting, Q(proposed_person=user.natural_person_id))


def _counted(found: QuerySet[Any], mine: Q) -> tuple[int, int]:
    """How many, and how many of them this person began."""
    sums = found.order_by().aggregate(count=Count("pk"), mine=Count("pk", filter=mine))
    return sums["count"], sums["mine"]


def _stat(
    user: User, label: str, count: int, unit: str, page: str, *, note: str, kind: str = "warning", **query: str
) -> Stat:
    """A number; what is to be done stands below it for those who may."""
    acts = _acts(user)
    return stat(label, count, unit, page, note=note if acts else "", kind=kind if acts else "", **query)


def _shared(user: User, label: str, counts: tuple[int, int], unit: str, page: str, *, note: str, **query: str) -> Stat:
    """A number of things of which another person has to do those that this one began."""
    count, mine = counts
    words = _("%(count)s 项须由他人办理") % {"count": mine} if mine else note
    return _stat(user, label, count, unit, page, note=words, kind="warning" if count > mine else "", **query)
