"""What the pages of holds show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.models import Award
from subsidies.payments.forms import LiftHoldForm
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment, PaymentLine
from subsidies.payments.permissions import why_not_lift
from subsidies.payments.queries.recoveries import candidate_for
from subsidies.payments.queries.timeline import KINDS
from subsidies.payments.querysets import HoldQuerySet
from subsidies.payments.workflow import UNPAID, HoldStatus, InstalmentStatus, LineStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.profiles.models import BankAccount
from talent.ui import formatting
from talent.ui.pages import Page, page_of

HOW_IT_ENDS: dict[HoldKind, str | Promise] = {
    HoldKind.ACCOUNT_CHANGED: gettext_lazy("由任何一名审核人员与本人核对新账户后解除；审核人员不能办理自己的款项。"),
    HoldKind.LEFT_EMPLOYER: gettext_lazy(
        "用人单位重新确认在职的，自动解除。因病、因工等按规定继续发放的，由人才办写明情况后解除；"
        "解除后其余分期照常发放，已发放的也不再列为可能需要追回。"
    ),
    HoldKind.DISPUTE_OPEN: gettext_lazy("查清之后，由办理暂停以外的另一名审核人员解除。"),
    HoldKind.BY_HAND: gettext_lazy("查清之后，由办理暂停以外的另一名审核人员解除。"),
}


def holds_page(holds: HoldQuerySet, request: SignedInRequest) -> Page:
    """A page of holds, the oldest first, each with the unit, the days that it stands, and what it keeps back."""
    unpaid = Q(person__awards__revoked_at=None, person__awards__instalments__status__in=UNPAID)
    rows = holds.select_related("person", "placed_by", "lifted_by", "departure__employer").annotate(
        unit=F("person__employment__employer__name"),
        unpaid_count=Count("person__awards__instalments", filter=unpaid),
        unpaid_yuan=Sum("person__awards__instalments__amount_yuan", filter=unpaid, default=0),
    )
    page = page_of(rows, request, order=("placed_at", "pk"))
    now = clock.now()
    for hold in page.rows:
        hold.days = _days(hold, now)
        hold.how_it_ends = HOW_IT_ENDS[HoldKind(hold.kind)]
    return page


def hold_page(hold: Hold, user: User) -> dict[str, Any]:
    """Everything on the page of a hold."""
    is_live = hold.status == HoldStatus.LIVE
    may_lift = is_live and user.has_role(Role.REVIEWER)
    return {
        "hold": hold,
        "is_live": is_live,
        "days": _days(hold, clock.now()),
        "how_it_ends": HOW_IT_ENDS[HoldKind(hold.kind)],
        "said": _said(hold),
        "refused": _refusal_of(hold.account_before),
        "instalments": _unpaid(hold),
        "may_lift": may_lift,
        "claimable": _claimable(hold) if hold.lifted_by_id and user.has_role(Role.REVIEWER) else [],
        "why_not": why_not_lift(hold, user) if may_lift else "",
        "form": LiftHoldForm(initial={"seen": hold.account_id}),
    }


def _claimable(hold: Hold) -> list[Award]:
    """Awards of a leaver whom the office lets be paid on that could still be taken back, should that prove wrong."""
    if hold.kind != HoldKind.LEFT_EMPLOYER:
        return []
    awards = Award.objects.live().filter(person=hold.person_id).order_by("granted_on", "pk")
    return [award for award in awards if candidate_for(award) is not None]


def _days(hold: Hold, now: dt.datetime) -> int:
    return ((hold.lifted_at or now) - hold.placed_at).days


def _said(hold: Hold) -> list[tuple[str, str, str]]:
    """What the accounts say, before and now, line by line."""
    before, now = hold.account_before, hold.account
    if before is None or now is None:
        return []
    pairs = (("holder_name", _("户名")), ("account_number", _("银行账号")), ("bank_name", _("开户银行")))
    return [(label, _shown(before, name), _shown(now, name)) for name, label in pairs]


def _shown(account: BankAccount, name: str) -> str:
    value = str(getattr(account, name))
    return formatting.mask_account(value) if name == "account_number" else value


def _refusal_of(account: BankAccount | None) -> str:
    """What the bank said when it did not pay to the account before."""
    failed = PaymentLine.objects.filter(bank_account=account, status=LineStatus.FAILED).order_by("-answered_at")
    return failed.values_list("bank_reason", flat=True).first() or "" if account else ""


def _unpaid(hold: Hold) -> list[Instalment]:
    unpaid = Instalment.objects.unpaid().filter(award__person=hold.person_id, award__revoked_at=None)
    instalments = list(unpaid.order_by("due_on", "sequence"))
    for instalment in instalments:
        instalment.status_kind = KINDS[InstalmentStatus(instalment.status)]  # type: ignore[attr-defined]
    return instalments
