"""Keeping a person from being paid, and letting go again.

Whoever places a hold locks the person's unpaid instalments first, as drawing up and sealing do: so a hold either
comes before a payment list and keeps the person out of it, or after the list was sealed.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import next_status
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment
from subsidies.payments.queries.leavers import answered_leavers, departures_of, departures_to_hold
from subsidies.payments.workflow import HOLD, HoldStatus
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import refuse_own_case, refuse_same_person
from talent.audit import events as audit
from talent.bulk.keys import among
from talent.calendars import clock
from talent.profiles.models import BankAccount, Person
from talent.workflow.refusals import ActionRefused

PLACED_BY_HAND = (HoldKind.BY_HAND, HoldKind.DISPUTE_OPEN)


@transaction.atomic
def place_hold(person: Person, *, by: User, pk: UUID, kind: str, reason: str) -> Hold:
    """A reviewer keeps a person from being paid; somebody else of the office lifts it.

    Args:
        pk: the key of the hold, made with the form: the same key again gives the same hold.

    Raises:
        ActionRefused: the role, the kind or the reason is wrong, it is the reviewer's own case, nothing is unpaid, or
            such a hold is there already.
    """
    made = Hold.objects.filter(pk=pk).first()
    if made is not None and (made.placed_by_id, made.person_id) == (by.pk, person.pk):
        return made
    if made is not None or not by.has_role(Role.REVIEWER) or kind not in PLACED_BY_HAND:
        raise ActionRefused(_("您不能办理这项暂停，请刷新页面后再试。"))
    if not reason.strip():
        raise ActionRefused(_("请写明暂停发放的原因。"))
    refuse_own_case(by, person.identity_index)
    if not lock_unpaid([person.pk]):
        raise ActionRefused(_("此人没有尚未发放的分期，不需要暂停。"))
    if _live(person.pk, kind) is not None:
        raise ActionRefused(_("已有同样原因的暂停，不用重复办理。"))
    words = {"reason": reason.strip(), "placed_by": by, "placed_person": by.natural_person}
    return _placed(Hold(pk=pk, person=person, kind=kind, **words), by=by)


@transaction.atomic
def lift_hold(hold: Hold, *, by: User, reason: str, seen: UUID | None = None) -> Hold:
    """A reviewer lets the person be paid again.

    Args:
        seen: the account that the reviewer looked at, where the hold is for a change of account.

    Raises:
        TransitionRefused: it was lifted already.
        ActionRefused: no reason is given, it is the reviewer's own case or own hold, or the account changed meanwhile.
    """
    hold = Hold.objects.select_for_update(of=("self",)).select_related("person", "placed_person").get(pk=hold.pk)
    next_status(HOLD, "lift", hold.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明核查的结果。"))
    refuse_own_case(by, hold.person.identity_index)
    words = _("这项暂停是您办理的，须由人才办另一名人员解除。")
    lifter = refuse_same_person(by, hold.placed_person, message=words)
    current = BankAccount.objects.current().filter(person=hold.person_id).values_list("pk", flat=True).first()
    if hold.kind == HoldKind.ACCOUNT_CHANGED and not current == hold.account_id == seen:
        raise ActionRefused(_("收款账户在您查看之后又有变更，请稍后刷新页面，重新核对。"))
    return _lifted(hold, by=by, person=lifter, reason=reason.strip())


def hold_changed_accounts(*, person_id: UUID | None = None) -> int:
    """Hold the payments of people whose account was changed after approval; returns how many holds were placed or
    turned to a later account. An account that was only confirmed once more holds nothing."""
    unpaid = Instalment.objects.unpaid().filter(award__revoked_at=None).with_unexamined_account()
    if person_id is not None:
        unpaid = unpaid.filter(award__person=person_id)
    people = unpaid.order_by("award__person").values_list("award__person", flat=True).distinct()
    return sum(_hold_account(key) for key in list(people))


def settle_departures() -> int:
    """Let go who was confirmed to be employed since, and hold the payments of who left; returns how many changed.

    What the office lifted knowing of a departure is not placed for it again.
    """
    answered = answered_leavers().order_by("placed_at", "pk").values_list("pk", flat=True)
    changed = sum(_let_go(key) for key in list(answered))
    departed = departures_to_hold().order_by("stated_on", "pk").values_list("pk", "person")
    return changed + sum(_hold_leaver(departure, person) for departure, person in list(departed))


@transaction.atomic
def _hold_account(person_id: UUID) -> int:
    keys = lock_unpaid([person_id])
    found = Instalment.objects.filter(pk__in=keys).with_unexamined_account().order_by("due_on").first()
    if found is None:
        return 0
    account = BankAccount.objects.current().get(person=person_id)
    hold = _live(person_id, HoldKind.ACCOUNT_CHANGED)
    if hold is not None:
        hold.account = account
        hold.save(update_fields=["account"])
        audit.record("hold.account_changed_again", hold, by=None, detail={"version": account.version})
        return 1
    before = found.known_account  # type: ignore[attr-defined]  # annotated by with_unexamined_account
    kind = HoldKind.ACCOUNT_CHANGED
    _placed(Hold(person_id=person_id, kind=kind, account_before_id=before, account=account), by=None)
    return 1


@transaction.atomic
def _hold_leaver(departure_id: UUID, person_id: UUID) -> int:
    if not lock_unpaid([person_id]) or _live(person_id, HoldKind.LEFT_EMPLOYER) is not None:
        return 0
    _placed(Hold(person_id=person_id, kind=HoldKind.LEFT_EMPLOYER, departure_id=departure_id), by=None)
    return 1


@transaction.atomic
def _let_go(hold_id: UUID) -> int:
    hold = Hold.objects.select_for_update(of=("self",)).select_related("departure").get(pk=hold_id)
    if hold.status != HoldStatus.LIVE:
        return 0
    withdrawn = hold.departure is not None and hold.departure.withdrawn_at is not None
    if withdrawn and (other := departures_of(hold.person_id).first()) is not None:
        hold.departure = other
        hold.save(update_fields=["departure"])
        audit.record("hold.departure_corrected", hold, by=None, detail={"left_on": other.left_on})
        return 1
    reason = _("用人单位撤回了离职反映，自动解除。") if withdrawn else _("用人单位重新确认在职，自动解除。")
    _lifted(hold, by=None, person=None, reason=reason)
    return 1


def lock_unpaid(people: Collection[UUID]) -> list[UUID]:
    """Lock what is still to be paid to these people in key order, as drawing up and sealing do; returns the keys."""
    unpaid = Instalment.objects.unpaid().filter(award__person__in=among(people))
    return list(unpaid.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _live(person_id: UUID, kind: str) -> Hold | None:
    return Hold.objects.live().select_for_update().filter(person=person_id, kind=kind).first()


def _placed(hold: Hold, *, by: User | None) -> Hold:
    hold.placed_at = clock.now()
    hold.save(force_insert=True)
    audit.record("hold.placed", hold, by=by, to_status=hold.status, reason=hold.reason, detail={"kind": str(hold.kind)})
    return hold


def _lifted(hold: Hold, *, by: User | None, person: NaturalPerson | None, reason: str) -> Hold:
    before, hold.status = hold.status, next_status(HOLD, "lift", hold.status, by=by)
    hold.lifted_by, hold.lifted_person, hold.lifted_at, hold.lift_reason = by, person, clock.now(), reason
    hold.save(update_fields=["status", "lifted_by", "lifted_person", "lifted_at", "lift_reason"])
    audit.record(
        "hold.lifted",
        hold,
        by=by,
        from_status=before,
        to_status=hold.status,
        reason=reason,
        detail={"kind": str(hold.kind)},
    )
    return hold
