"""Setting money aside for what is granted: nothing is promised that no appropriation covers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Model, Sum
from django.utils.translation import gettext as _

from subsidies.budget.actions.posting import BudgetExceeded, post
from subsidies.budget.kinds import EntryKind, Programme
from subsidies.budget.models import BudgetLine
from talent.accounts.models import User
from talent.ui.formatting import yuan as in_yuan


@transaction.atomic
def reserve(
    programme: Programme,
    yuan: int,
    *,
    on: dt.date,
    subject: Model,
    words: str = "",
    by: User | None = None,
    kind: EntryKind = EntryKind.RESERVE,
) -> BudgetLine:
    """Set whole yuan aside on the first line that serves the programme in that year and has so much; gives the line.

    The lines are locked in one order, so two that reserve at once wait for each other instead of overspending.

    Raises:
        BudgetExceeded: no line has so much; says what is available.
    """
    lines = list(BudgetLine.objects.of(programme, year=on.year).select_for_update())
    line = next((line for line in lines if line.available_yuan >= yuan), None)
    if line is None:
        raise BudgetExceeded(
            _("%(year)s 年%(programme)s的预算指标可用余额不足 %(needs)s，请财政局追加指标。")
            % {"year": on.year, "programme": programme.label, "needs": in_yuan(yuan)}
        )
    post(kind, line.pk, yuan, subject=subject, words=words, by=by)
    return line


def available_yuan(programme: Programme, *, year: int) -> int:
    """What may still be granted in a year, over all lines of the programme."""
    return int(BudgetLine.objects.of(programme, year=year).aggregate(yuan=Sum("available_yuan", default=0))["yuan"])
