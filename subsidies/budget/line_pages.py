"""What the pages of budget lines show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from subsidies.budget.kinds import BY_HAND, PLACES, Account
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.budget.workflow import BUDGET_LINE, LineState
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.ui.pages import Page, page_of

STATE_KINDS = {LineState.OPEN: "info", LineState.CLOSED: "neutral"}
ALWAYS_SHOWN = (Account.AVAILABLE, Account.RESERVED, Account.COMMITTED, Account.RELEASED, Account.PAID)


@dataclass(frozen=True, slots=True)
class Balance:
    """An account with what stands on it, in whole yuan and hundredths of what came in."""

    account: str
    label: str
    yuan: int
    percent: float


def lines_page(lines: Any, request: HttpRequest) -> Page:
    """A page of lines, the latest year first."""
    page = page_of(lines, request, order=("-fiscal_year", "opened_at", "pk"))
    for line in page.rows:
        line.status_kind = STATE_KINDS[LineState(line.status)]
        line.used = _percent(line.appropriated_yuan - line.available_yuan - line.lapsed_yuan, line)
    return page


def line_page(line: BudgetLine, request: HttpRequest, user: User) -> dict[str, Any]:
    """Everything on a line's page: balances, the journal, what this person may do."""
    enters = user.has_role(Role.FINANCE_OFFICER) and line.status == LineState.OPEN
    page = page_of(
        BudgetEntry.objects.filter(line=line).select_related("entered_by", "reversal"),
        request,
        order=("-entered_at", "-pk"),
    )
    for entry in page.rows:
        entry.may_reverse = (
            enters and entry.kind in BY_HAND and entry.reverses_id is None and not hasattr(entry, "reversal")
        )
    closes = any(row.action == "close" and user.has_role(*row.roles) for row in BUDGET_LINE.actions_from(line.status))
    return {
        "line": line,
        "status_kind": STATE_KINDS[LineState(line.status)],
        "balances": balances_of(line),
        "page": page,
        "may_enter": enters,
        "may_close": closes,
    }


def balances_of(line: BudgetLine) -> list[Balance]:
    """The accounts of a line that hold something, and those that people look for."""
    return [
        Balance(account.value, str(account.label), line.balance(account), _percent(line.balance(account), line))
        for account in PLACES
        if account in ALWAYS_SHOWN or line.balance(account)
    ]


def _percent(yuan: int, line: BudgetLine) -> float:
    whole = line.appropriated_yuan + line.overpaid_yuan
    return round(100 * yuan / whole, 1) if whole else 0.0
