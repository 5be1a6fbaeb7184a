"""How much of a payment comes back, in a sentence: the same on the pages and in the letter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.payments.kinds import RecoveryClause
from subsidies.payments.models import RecoveryItem
from subsidies.payments.queries.recoveries import ItemDraft
from subsidies.policy.findings import Basis
from talent.ui.formatting import yuan


def fraction_of(item: RecoveryItem | ItemDraft) -> str:
    """The share that comes back: ``7/12``, all or nothing."""
    if item.clause == RecoveryClause.PRO_RATA:
        assert item.months_bound is not None
        assert item.months_served is not None
        return f"{item.months_bound - item.months_served}/{item.months_bound}"
    nothing = (RecoveryClause.EXEMPT, RecoveryClause.PERIOD_OVER)
    return "0" if item.clause in nothing else _("核定") if item.clause == RecoveryClause.AS_FOUND else _("全额")


def served_of(item: RecoveryItem | ItemDraft) -> str:
    """The months that count as served, where the amount follows from them."""
    return _("%(n)s 个月") % {"n": item.months_served} if item.months_served is not None else "—"


def reckoning_of(item: RecoveryItem | ItemDraft) -> str:
    """How the amount was computed."""
    words = {"paid": yuan(item.paid_yuan), "amount": yuan(item.amount_yuan)}
    match item.clause:
        case RecoveryClause.PRO_RATA:
            share = words | {"share": fraction_of(item), "served": item.months_served, "bound": item.months_bound}
            said = (
                _("发放后任职按 %(served)s 个月计，未满约定的 %(bound)s 个月：%(paid)s × %(share)s，元以下舍去") % share
            )
        case RecoveryClause.LEFT_BY_PAYMENT:
            said = _("离职不晚于发放日，全额追回：%(paid)s") % words
        case RecoveryClause.EXEMPT:
            said = _("离职原因属于政策规定不予追回的情形")
        case RecoveryClause.PERIOD_OVER:
            said = _("离职时已超过追回期限")
        case RecoveryClause.AS_FOUND:
            said = _("核定多发 %(amount)s") % words
        case _:
            said = _("发放没有依据，全额追回：%(paid)s") % words
    if item.earlier_yuan:
        said += _("，减去此前已追回 %(earlier)s") % {"earlier": yuan(item.earlier_yuan)}
    return said


def sources_of(items: list[RecoveryItem]) -> list[str]:
    """What the amounts rest on, each once, with how sure that is."""
    return list(dict.fromkeys(f"{_basis(item.basis)}{_('：')}{item.citation}" for item in items if item.citation))


def _basis(basis: str) -> str:
    words = {Basis.STATED: _("正式文本"), Basis.REPORTED: _("据公开报道"), Basis.ASSUMED: _("暂定口径")}
    return words[Basis(basis)]
