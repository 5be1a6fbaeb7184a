"""Keeping a person from being paid, and letting go again."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from subsidies.payments import actions, tasks
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.verification.models import Departure
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.outbox import run_outbox
from talent.profiles import actions as profile
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, change_account, confirm, make_award, make_due, make_payee

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return make_user("reviewer", name="另一位")


def place(person: Person, by, *, kind: str = HoldKind.BY_HAND, reason: str = "来信反映，待核实", pk=None) -> Hold:
    return actions.place_hold(person, by=by, pk=pk or uuid.uuid4(), kind=kind, reason=reason)


def leave(person: Person, *, days_ago: int = 0) -> Departure:
    """The employer says that the person left, and takes back what it confirmed."""
    person.employment_confirmations.update(withdrawn_at=clock.now())
    day = clock.today() - dt.timedelta(days=days_ago)
    return Departure.objects.create(
        person=person, employer=person.employment.employer, left_on=day, stated_on=clock.today(), stated_by=person.user
    )


def drawable() -> list[Instalment]:
    return list(Instalment.objects.drawable(clock.today()))


def kinds(person: Person) -> list[tuple[str, str]]:
    return list(person.payment_holds.order_by("placed_at", "kind").values_list("kind", "status"))


def test_a_person_on_hold_is_neither_listed_as_drawable_nor_drawn(desk: Desk, colleague):
    due = make_due(make_payee(name="钱暂停"))
    place(due.award.person, colleague)
    with pytest.raises(ActionRefused) as refused:
        desk.drawn(due)
    assert (drawable(), PaymentBatch.objects.count()) == ([], 0)
    assert str(refused.value) == "有 1 笔暂不能发放：钱暂停（暂停发放：人才办暂停）。请移出后再办理。"


def test_a_hold_keeps_what_falls_due_or_is_granted_later_too(desk: Desk, colleague):
    first = make_due()
    place(first.award.person, colleague)
    make_due(first.award.person, degree="master", amount_yuan=20_000)
    Instalment.objects.update(status="due")
    assert (Instalment.objects.due().count(), drawable()) == (6, [])


def test_a_hold_that_came_after_the_draft_keeps_the_batch_from_being_sealed_and_says_on_how_many_lines(
    desk: Desk, colleague
):
    batch = desk.drawn()
    people = [line.instalment.award.person for line in batch.lines.order_by("sequence")]
    for person in people[:2]:
        place(person, colleague)
    with pytest.raises(ActionRefused) as refused:
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch))
    batch.refresh_from_db()
    assert (batch.status, str(refused.value).startswith("有 2 笔暂不能发放：")) == ("draft", True)
    held = [line.pk for line in batch.lines.filter(instalment__award__person__in=people[:2])]
    actions.remove_lines(batch, by=desk.clerk, line_ids=held)
    assert actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch)).status == "sealed"


def test_the_refusal_counts_the_lines_of_every_piece_of_a_large_batch(desk: Desk, colleague):
    award = make_due(make_payee(name="多期")).award
    Instalment.objects.bulk_create(
        Instalment(
            award=award, sequence=n, due_on=clock.today(), amount_yuan=1, status="due", budget_line=award.budget_line
        )
        for n in range(4, 1004)
    )
    batch = desk.drawn(*Instalment.objects.filter(status="due"))
    place(award.person, colleague)
    with pytest.raises(ActionRefused) as refused:
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch))
    assert str(refused.value).startswith("有 1001 笔暂不能发放：")


def test_another_person_of_the_office_lifts_what_a_reviewer_placed(desk: Desk, colleague):
    due = make_due()
    hold = place(due.award.person, desk.clerk)
    with pytest.raises(DutiesNotSeparated):
        actions.lift_hold(hold, by=desk.clerk, reason="查清了")
    with pytest.raises(ActionRefused):
        actions.lift_hold(hold, by=colleague, reason="  ")
    actions.lift_hold(hold, by=colleague, reason="已核实，反映不属实")
    with pytest.raises(TransitionRefused):
        actions.lift_hold(hold, by=colleague, reason="再来一次")
    assert (kinds(due.award.person), drawable()) == ([("by_hand", "lifted")], [due])


def test_the_database_itself_keeps_the_placer_from_lifting_and_a_second_live_hold_away(desk: Desk, colleague):
    due = make_due()
    hold = place(due.award.person, desk.clerk)
    same = {"placed_by": colleague, "placed_person": colleague.natural_person, "placed_at": clock.now()}
    lifted = {"status": "lifted", "lifted_at": clock.now(), "lift_reason": "好", "lifted_by": desk.clerk}
    for wrong in (
        lambda: Hold.objects.create(person=hold.person, kind="by_hand", reason="又一个", **same),
        lambda: Hold.objects.create(person=hold.person, kind="dispute_open", reason="", **same),
        lambda: Hold.objects.create(person=hold.person, kind="account_changed", placed_at=clock.now()),
        lambda: Hold.objects.create(person=hold.person, kind="left_employer", placed_at=clock.now()),
        lambda: Hold.objects.filter(pk=hold.pk).update(lifted_person=desk.clerk.natural_person, **lifted),
        lambda: Hold.objects.filter(pk=hold.pk).update(**(lifted | {"lift_reason": ""})),
        lambda: Hold.objects.filter(pk=hold.pk).update(status="lifted"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    assert kinds(due.award.person) == [("by_hand", "live")]


def test_one_form_sent_twice_places_one_hold_and_another_of_the_kind_is_refused(desk: Desk, colleague):
    person, key = make_due().award.person, uuid.uuid4()
    first, second = (place(person, desk.clerk, pk=key) for _ in range(2))
    with pytest.raises(ActionRefused):
        place(person, colleague)
    assert (first.pk, second.pk, Hold.objects.count()) == (key, key, 1)


@pytest.mark.parametrize("kind", ["account_changed", "left_employer", "nonsense", ""])
def test_what_the_portal_places_itself_is_not_placed_by_hand(desk: Desk, kind: str):
    with pytest.raises(ActionRefused):
        place(make_due().award.person, desk.clerk, kind=kind)
    assert Hold.objects.count() == 0


def test_nobody_but_a_reviewer_holds_nobody_holds_or_lifts_their_own_and_nothing_unpaid_is_no_matter(desk: Desk):
    own = make_payee(identity_number=desk.clerk.natural_person.identity_number)
    make_due(own)
    for person, by in ((make_due().award.person, desk.approver), (own, desk.clerk), (make_payee(), desk.clerk)):
        with pytest.raises(ActionRefused):
            place(person, by)
    change_account(own)
    actions.hold_changed_accounts()
    hold = own.payment_holds.get()
    with pytest.raises(DutiesNotSeparated):
        actions.lift_hold(hold, by=desk.clerk, reason="没问题", seen=hold.account_id)
    assert kinds(own) == [("account_changed", "live")]


def test_an_account_changed_after_approval_holds_until_a_reviewer_has_looked(desk: Desk):
    due = make_due()
    person = due.award.person
    before = person.bank_accounts.get()
    account = change_account(person)
    unexamined = drawable()
    run_outbox()
    hold = person.payment_holds.get()
    assert (unexamined, hold.kind, hold.account_before, hold.account) == ([], "account_changed", before, account)
    actions.lift_hold(hold, by=desk.clerk, reason="已当面核对", seen=account.pk)
    assert (actions.hold_changed_accounts(), drawable()) == (0, [due])


def test_an_account_that_says_the_same_again_holds_nothing(desk: Desk):
    due = make_due()
    person = due.award.person
    account = person.bank_accounts.get()
    profile.confirm_bank_account(person, by=person.user, account=account)
    run_outbox()
    assert (person.bank_accounts.count(), kinds(person), drawable()) == (2, [], [due])


def test_an_account_changed_before_approval_holds_nothing(desk: Desk):
    person = make_payee()
    change_account(person)
    due = make_due(person)
    assert (actions.hold_changed_accounts(), drawable()) == (0, [due])


def test_an_account_changed_between_approval_and_the_first_instalment_holds_it(desk: Desk):
    award = make_award()
    change_account(award.person)
    run_outbox()
    before = kinds(award.person)
    actions.schedule_instalments()
    tasks.settle_holds.func()
    assert (before, kinds(award.person)) == ([], [("account_changed", "live")])


def test_who_changes_back_before_anyone_looked_is_not_held(desk: Desk):
    due = make_due()
    person = due.award.person
    first = person.bank_accounts.get()
    change_account(person)
    change_account(person, first.account_number, bank_name=first.bank_name)
    run_outbox()
    assert (kinds(person), drawable()) == ([], [due])


def test_what_the_reviewer_did_not_see_is_not_let_pass(desk: Desk):
    person = make_due().award.person
    seen = change_account(person)
    run_outbox()
    hold = person.payment_holds.get()
    later = change_account(person, "0333000000000000002")
    with pytest.raises(ActionRefused):
        actions.lift_hold(hold, by=desk.clerk, reason="已核对", seen=seen.pk)
    run_outbox()
    with pytest.raises(ActionRefused):
        actions.lift_hold(hold, by=desk.clerk, reason="已核对", seen=seen.pk)
    hold.refresh_from_db()
    assert (hold.account, kinds(person)) == (later, [("account_changed", "live")])
    assert actions.lift_hold(hold, by=desk.clerk, reason="已核对", seen=later.pk).status == "lifted"


def test_a_change_after_the_look_is_held_anew(desk: Desk):
    person = make_due().award.person
    change_account(person)
    desk.lets_the_account_pass(person)
    change_account(person, "0333000000000000002")
    run_outbox()
    assert (kinds(person), drawable()) == ([("account_changed", "lifted"), ("account_changed", "live")], [])


def test_who_has_nothing_unpaid_is_not_held(desk: Desk):
    due = make_due()
    Instalment.objects.filter(award=due.award).update(status="paid", paid_on=clock.today())
    change_account(due.award.person)
    leave(due.award.person)
    assert (tasks.settle_holds.func(), Hold.objects.count()) == (0, 0)


def test_a_leaver_is_held_until_employment_is_confirmed_again(desk: Desk):
    due = make_due()
    person = due.award.person
    leave(person, days_ago=20)
    assert (actions.settle_departures(), actions.settle_departures(), kinds(person)) == (
        1, 0, [("left_employer", "live")],
    )  # fmt: skip
    confirm(person, days_ago=21)
    assert (actions.settle_departures(), drawable()) == (0, [])
    confirm(person, days_ago=20)
    assert (actions.settle_departures(), kinds(person), drawable()) == (1, [("left_employer", "lifted")], [due])
    assert AuditEvent.objects.get(verb="hold.lifted").reason == "用人单位重新确认在职，自动解除。"


def test_a_leaver_is_let_go_when_the_employer_takes_its_word_back(desk: Desk):
    due = make_due()
    departure = leave(due.award.person)
    confirm(due.award.person, days_ago=20)
    held = actions.settle_departures(), drawable()
    Departure.objects.filter(pk=departure.pk).update(withdrawn_at=clock.now())
    assert (held, actions.settle_departures(), actions.settle_departures(), drawable()) == ((1, []), 1, 0, [due])
    assert AuditEvent.objects.get(verb="hold.lifted").reason == "用人单位撤回了离职反映，自动解除。"


def test_who_went_to_another_unit_is_no_leaver(desk: Desk):
    due = make_due()
    leave(due.award.person, days_ago=20)
    confirm(due.award.person, days_ago=10)
    assert (actions.settle_departures(), drawable()) == (0, [due])


def test_what_the_office_lifted_knowing_of_the_departure_is_not_held_for_it_again(desk: Desk):
    person = make_due().award.person
    leave(person)
    actions.settle_departures()
    actions.lift_hold(person.payment_holds.get(), by=desk.clerk, reason="因工伤离职，按规定继续发放")
    assert (actions.settle_departures(), kinds(person)) == (0, [("left_employer", "lifted")])


def test_every_step_of_a_hold_leaves_an_event(desk: Desk, colleague):
    hold = place(make_due().award.person, desk.clerk, kind=HoldKind.DISPUTE_OPEN)
    actions.lift_hold(hold, by=colleague, reason="已核实")
    events = AuditEvent.objects.about(hold).order_by("id")
    assert [(e.verb, e.from_status, e.to_status, e.reason, e.actor_id) for e in events] == [
        ("hold.placed", "", "live", "来信反映，待核实", desk.clerk.pk),
        ("hold.lifted", "live", "lifted", "已核实", colleague.pk),
    ]
