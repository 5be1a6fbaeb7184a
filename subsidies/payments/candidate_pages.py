"""What the pages on opening a recovery show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.models import Award
from subsidies.payments.models import Instalment, PaymentLine
from subsidies.payments.queries.paid_twice import lines_paid_twice_and_unclaimed
from subsidies.payments.queries.recoveries import Candidate, candidates
from subsidies.payments.recovery_words import reckoning_of
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.ui.formatting import day, yuan

MOST_ROWS = 200
"""Shown at once; who is dealt with makes room for the next."""


def candidate_page(user: User) -> dict[str, Any]:
    """Whom the rule concerns, with the reckoning of each payment and the sum of all; and what was paid twice."""
    found, twice = candidates(), list(lines_paid_twice_and_unclaimed()[:MOST_ROWS])
    rows = [{"candidate": each, "items": [(item, reckoning_of(item)) for item in each.items]} for each in found]
    return {
        "rows": rows[:MOST_ROWS],
        "count": len(found),
        "shown": min(len(found), MOST_ROWS),
        "amount_yuan": sum(each.amount_yuan for each in found),
        "may_open": user.has_role(Role.REVIEWER),
        "twice": twice,
        "twice_yuan": sum(line.amount_yuan for line in twice),
    }


def candidate_rows(award: Award, candidate: Candidate | None) -> list[tuple[str, Any]]:
    """What HR stated of somebody, and what would come back and stop."""
    if candidate is None:
        return [(_("姓名"), award.person.name)]
    left = candidate.departure.left_on
    sums = {"count": len(candidate.unpaid), "yuan": yuan(candidate.unpaid_yuan)}
    return [
        (_("反映单位"), candidate.departure.employer),
        (_("单位反映的离职日期"), day(left) if left else _("单位没有写明")),
        (_("反映日期"), day(candidate.departure.stated_on)),
        *((_("第 %(n)s 期") % {"n": item.instalment.sequence}, reckoning_of(item)) for item in candidate.items),
        (_("应追回（一般离职）"), yuan(candidate.amount_yuan)),
        (_("不再发放"), _("%(count)s 期，%(yuan)s") % sums if candidate.unpaid else _("没有未发放的分期")),
    ]


def twice_rows(line: PaymentLine) -> list[tuple[str, Any]]:
    """The payment that came on top of its replacement."""
    return [
        (_("期次"), _("第 %(n)s 期") % {"n": line.instalment.sequence}),
        (_("重复发放的明细"), line.reference),
        (_("登记日期"), day(line.answered_at)),
        (_("应追回"), yuan(line.amount_yuan)),
    ]


def overpayment_rows(instalment: Instalment) -> list[tuple[str, Any]]:
    """The payment of which a part comes back."""
    return [
        (_("期次"), _("第 %(n)s 期") % {"n": instalment.sequence}),
        (_("发放日期"), day(instalment.paid_on)),
        (_("发放金额"), yuan(instalment.amount_yuan)),
    ]
