"""What the pages of recoveries and revocations show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from subsidies.payments.kinds import ProposalKind, RecoveryPaper
from subsidies.payments.models import Recovery, RecoveryItem, RecoveryProposal, RecoveryReceipt, Revocation
from subsidies.payments.permissions import (
    why_not_as_person,
    why_not_confirm_proposal,
    why_not_confirm_recovery,
    why_not_revoke,
)
from subsidies.payments.recovery_forms import settable
from subsidies.payments.recovery_querysets import RecoveryQuerySet
from subsidies.payments.recovery_words import fraction_of, reckoning_of, served_of, sources_of
from subsidies.payments.workflow import RecoveryStatus, RevocationStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.audit.wording import verb_label
from talent.calendars import clock
from talent.papers.queries import papers_section
from talent.ui.formatting import day, yuan
from talent.ui.pages import page_of

KINDS = {
    RecoveryStatus.DRAFTED: "warning",
    RecoveryStatus.CONFIRMED: "warning",
    RecoveryStatus.NOTIFIED: "info",
    RecoveryStatus.SETTLED: "success",
    RecoveryStatus.WRITTEN_OFF: "neutral",
    RecoveryStatus.CANCELLED: "neutral",
}
REVOCATION_KINDS = {
    RevocationStatus.PROPOSED: "warning",
    RevocationStatus.CONFIRMED: "danger",
    RevocationStatus.DROPPED: "neutral",
}
MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the page offers, and why this person may not take it."""

    url: str
    label: str
    danger: bool = False
    why_not: str = ""


def list_page(recoveries: RecoveryQuerySet, request: SignedInRequest) -> dict[str, Any]:
    """A page of recoveries, the latest first, with the totals of all that fit."""
    page = page_of(recoveries.with_unit(), request, order=("-number", "pk"))
    for recovery in page.rows:
        decorate(recovery)
    return {"page": page, "totals": recoveries.totals(), "space": space_of(request)}


def decorate(recovery: Recovery) -> Recovery:
    """A recovery with the kind of its status tag, and whether it is overdue."""
    until = recovery.pay_until
    late = recovery.status == RecoveryStatus.NOTIFIED and until is not None and until < clock.today()
    recovery.kind, recovery.late = KINDS[RecoveryStatus(recovery.status)], late  # type: ignore[attr-defined]
    return recovery


def recovery_page(recovery: Recovery, request: SignedInRequest) -> dict[str, Any]:
    """Everything on the page of a recovery; finance and the office see the same with other buttons."""
    user = request.user
    told = recovery.notified_at is not None and recovery.status != RecoveryStatus.CANCELLED
    receipts = list(recovery.receipts.select_related("entered_by"))
    proposals = list(recovery.proposals.select_related("proposed_by", "decided_by", "instalment", "recovery__person"))
    may_reverse = user.has_role(Role.FINANCE_OFFICER) and recovery.status in (
        RecoveryStatus.NOTIFIED,
        RecoveryStatus.SETTLED,
    )
    return {
        "recovery": decorate(recovery),
        "space": space_of(request),
        **reckoning(recovery),
        "receipts": receipts,
        "may_reverse": may_reverse,
        "proposals": proposals,
        "stopped": list(recovery.stopped.order_by("due_on", "sequence")),
        "buttons": _buttons(recovery, proposals, user, space_of(request)),
        "history": history_of(recovery),
        "case_id": recovery.award.decision.application_id,
        **papers_section(recovery.pk, user=user, expected=[RecoveryPaper.NOTICE.value] if told else []),
    }


def reckoning(recovery: Recovery) -> dict[str, Any]:
    """The items with how each was computed, and what the amounts rest on."""
    items: list[RecoveryItem] = list(recovery.items.select_related("instalment"))
    rows = [
        {"item": item, "served": served_of(item), "fraction": fraction_of(item), "words": reckoning_of(item)}
        for item in items
    ]
    return {"items": rows, "sources": sources_of(items)}


def history_of(subject: models.Model) -> list[dict[str, Any]]:
    """What happened to it, the latest first."""
    events = AuditEvent.objects.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk))
    return [
        {
            "at": event.occurred_at,
            "who": event.actor_name or _("系统"),
            "what": verb_label(event.verb),
            "why": event.reason,
        }
        for event in events.order_by("-pk")[:MOST_EVENTS]
    ]


def revocation_page(revocation: Revocation, user: User) -> dict[str, Any]:
    """Everything on the page of a revocation."""
    waiting = revocation.status == RevocationStatus.PROPOSED and user.has_role(Role.REVIEWER)
    own = why_not_as_person(revocation.award.person, user)
    buttons = [
        Button(
            _url("payments", "confirm_revocation", revocation.pk), _("确认撤销"), True, why_not_revoke(revocation, user)
        ),
        Button(_url("payments", "drop_revocation", revocation.pk), _("不予撤销"), why_not=own),
    ]
    return {
        "revocation": revocation,
        "kind": REVOCATION_KINDS[RevocationStatus(revocation.status)],
        "instalments": list(revocation.award.instalments.order_by("sequence")),
        "buttons": buttons if waiting else [],
        "case_id": revocation.award.decision.application_id,
        "history": history_of(revocation),
    }


def rows_of(recovery: Recovery) -> list[tuple[str, Any]]:
    """What a step on a recovery is about."""
    return [
        (_("姓名"), recovery.person.name),
        (_("追回原因"), recovery.get_reason_display()),
        (_("应追回"), yuan(recovery.owed_yuan)),
        (_("尚欠"), yuan(recovery.left_yuan)),
    ]


def proposal_rows(proposal: RecoveryProposal) -> list[tuple[str, Any]]:
    """What the second person agrees to."""
    rows = [
        *rows_of(proposal.recovery),
        (pgettext("处理意见", "事项"), proposal.get_kind_display()),
        (_("理由"), proposal.reason),
    ]
    if proposal.amount_yuan is not None:
        rows.append((_("金额"), yuan(proposal.amount_yuan)))
    if proposal.instalment is not None:
        words = {"sequence": proposal.instalment.sequence, "day": day(proposal.instalment.due_on)}
        rows.append((_("分期"), _("第 %(sequence)s 期，%(day)s到期") % words))
    if proposal.document_number:
        rows.append((_("批准文号"), proposal.document_number))
    return [*rows, (_("提出人"), str(proposal.proposed_by))]


def receipt_rows(receipt: RecoveryReceipt) -> list[tuple[str, Any]]:
    """An entry that is to be taken back."""
    return [
        (_("姓名"), receipt.recovery.person.name),
        (_("缴款书编号"), receipt.voucher_number),
        (_("缴款日期"), day(receipt.received_on)),
        (_("金额"), yuan(receipt.amount_yuan)),
    ]


def space_of(request: SignedInRequest) -> str:
    """The namespace of the page: ``payments`` or ``finance``."""
    return request.resolver_match.namespace if request.resolver_match else "payments"


def back_to(recovery: Recovery, request: SignedInRequest) -> str:
    """The address of a recovery's page on the same side."""
    return _url(space_of(request), "recovery", recovery.pk)


def _url(space: str, name: str, key: UUID) -> str:
    return reverse(f"{space}:{name}", args=[key])


def _buttons(recovery: Recovery, proposals: list[RecoveryProposal], user: User, space: str) -> list[Button]:
    own = why_not_as_person(recovery.person, user)
    office, finance = user.has_role(Role.REVIEWER), user.has_role(Role.FINANCE_OFFICER)
    if (office, finance) == (False, False):
        return []
    waiting = next((each for each in proposals if each.decided_at is None), None)
    found: list[Button] = []
    if waiting is not None and (waiting.kind == ProposalKind.WRITE_OFF) == (space == "finance"):
        label = _("确认%(kind)s") % {"kind": waiting.get_kind_display()}
        why = why_not_confirm_proposal(waiting, user)
        found += [
            Button(_url(space, "confirm_proposal", waiting.pk), label, why_not=why),
            Button(_url(space, "drop_proposal", waiting.pk), _("不同意"), True, own),
        ]
    busy = own or (_("已有一项处理意见待另一人确认，请先办完。") if waiting else "")
    steps = _office_steps(recovery, user, own, busy) if space == "payments" else _finance_steps(recovery, own, busy)
    return found + steps


def _office_steps(recovery: Recovery, user: User, own: str, busy: str) -> list[Button]:
    match recovery.status:
        case RecoveryStatus.DRAFTED:
            why = why_not_confirm_recovery(recovery, user)
            first = Button(_url("payments", "confirm_recovery", recovery.pk), _("确认追回"), why_not=why)
        case RecoveryStatus.CONFIRMED:
            first = Button(_url("payments", "notify_recovery", recovery.pk), _("发出追回通知书"), why_not=own)
        case RecoveryStatus.NOTIFIED:
            none = busy or ("" if settable(recovery).exists() else _("此人没有已到期、不超过尚欠金额的分期可以抵扣。"))
            return [
                Button(_url("payments", "propose_set_off", recovery.pk), _("提出抵扣"), why_not=none),
                Button(_url("payments", "propose_cancel", recovery.pk), _("提出取消"), True, busy),
            ]
        case _:
            return []
    return [first, Button(_url("payments", "cancel_recovery", recovery.pk), _("取消追回"), True, own)]


def _finance_steps(recovery: Recovery, own: str, busy: str) -> list[Button]:
    if recovery.status != RecoveryStatus.NOTIFIED:
        return []
    return [
        Button(_url("finance", "enter_receipt", recovery.pk), _("登记缴款"), why_not=own),
        Button(_url("finance", "propose_write_off", recovery.pk), _("提出核销"), True, busy),
    ]
