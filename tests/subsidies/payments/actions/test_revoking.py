"""Revoking a wrong award: two people without a part in it, and what follows."""

from __future__ import annotations

import uuid

import pytest

from subsidies.applications import actions as applications
from subsidies.applications.models import Award, LivingTotal
from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Recovery
from subsidies.review.models import Review
from talent.accounts.separation import DutiesNotSeparated
from talent.calendars import clock
from talent.notifications.models import Message
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.debts import Office, leave, make_paid
from tests.subsidies.payments.stages import Desk, confirm, make_award, make_due, statuses


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    yield
    assert list(differences()) == []


def make_review(award: Award, *, reviewer, rechecker) -> Review:
    """The review that decided the award."""
    application = award.decision.application
    return Review.objects.create(
        application=application,
        submission=application.submissions.last(),
        outcome="proposed",
        reviewed_by=reviewer,
        reviewer_person=reviewer.natural_person,
        reviewed_at=clock.now(),
        recheck_outcome="confirmed",
        rechecked_by=rechecker,
        rechecker_person=rechecker.natural_person,
        rechecked_at=clock.now(),
    )


def test_a_proposal_alone_changes_nothing(office: Office):
    award = make_due().award
    revocation = office.proposes_revocation(award)
    assert (revocation.status, Award.objects.live().get()) == ("proposed", award)
    assert statuses(award.instalments) == ["due", "scheduled", "scheduled"]


def test_what_was_paid_is_owed_in_full_and_the_rest_is_not_paid(office: Office):
    award = make_paid(paid_on=clock.today())
    recovery = office.revokes(award).recovery
    assert (recovery.status, recovery.reason, recovery.owed_yuan) == ("confirmed", "award_revoked", 12_000)
    assert statuses(award.instalments) == ["cancelled", "cancelled", "paid"]
    assert set(award.instalments.exclude(stop_cause="").values_list("stop_cause", flat=True)) == {"award_revoked"}


def test_of_an_award_of_which_nothing_was_paid_nothing_is_owed(office: Office):
    award = make_due().award
    assert office.revokes(award).recovery is None
    assert (Recovery.objects.count(), statuses(award.instalments)) == (0, ["cancelled"] * 3)


def test_the_person_and_their_total_are_free_for_a_right_award(office: Office):
    award = make_paid(paid_on=clock.today(), degree="master")
    office.revokes(award)
    total = LivingTotal.objects.get(person=award.person)
    assert (total.granted_yuan, total.ceiling_yuan) == (0, 0)
    assert make_award(award.person, degree="bachelor").amount_yuan == 30_000


def test_revoking_the_higher_degree_leaves_the_lower_with_its_own_ceiling(office: Office):
    first = make_due().award
    upgrade = make_award(first.person, degree="master", amount_yuan=20_000)
    office.revokes(upgrade)
    total = LivingTotal.objects.get(person=first.person)
    assert (total.granted_yuan, total.ceiling_yuan) == (30_000, 30_000)


def test_the_letter_is_filed_with_the_case_and_the_person_is_told(office: Office):
    award = make_due().award
    revocation = office.revokes(award)
    paper = IssuedPaper.objects.get(kind="revocation_letter")
    number = award.decision.application.number
    assert (paper.number, paper.about, paper.dossier) == (f"{number}-CX1", revocation.pk, award.decision.application_id)
    assert Message.objects.filter(channel="portal", template="award_revoked").count() == 1


def test_whoever_proposed_never_confirms(office: Office):
    revocation = office.proposes_revocation(make_due().award)
    with pytest.raises(DutiesNotSeparated, match="您提出的"):
        actions.confirm_revocation(revocation, by=office.drafter)


@pytest.mark.parametrize("part", ["reviewer", "rechecker"])
def test_whoever_reviewed_or_rechecked_the_case_never_confirms(office: Office, part: str):
    award = make_due().award
    parts = {"reviewer": make_user("reviewer"), "rechecker": make_user("reviewer")} | {part: office.confirmer}
    make_review(award, **parts)
    with pytest.raises(DutiesNotSeparated, match="未参与审核的人员"):
        office.revokes(award)


def test_a_second_log_in_of_the_reviewer_does_not_confirm_either(office: Office):
    award = make_due().award
    make_review(award, reviewer=office.confirmer, rechecker=make_user("reviewer"))
    office.confirmer = make_user("reviewer", natural_person=office.confirmer.natural_person)
    with pytest.raises(DutiesNotSeparated, match="未参与审核的人员"):
        office.revokes(award)


def test_an_instalment_in_a_batch_must_be_taken_out_first(office: Office):
    instalment = make_due()
    batch = Desk().sealed(instalment)
    with pytest.raises(ActionRefused, match=f"批次 {batch.number}"):
        office.revokes(instalment.award)
    assert Award.objects.live().count() == 1


def test_a_recovery_under_way_comes_first(office: Office):
    recovery = office.drafted()
    with pytest.raises(ActionRefused, match=f"{recovery.number}（待确认）正在追回"):
        office.proposes_revocation(recovery.award)


def test_what_a_leaver_has_paid_back_is_not_owed_again(office: Office):
    recovery = office.notified()
    office.receives(recovery, 10_000)
    second = office.revokes(recovery.award).recovery
    item = second.items.get()
    assert (item.earlier_yuan, second.owed_yuan, second.paid_yuan) == (10_000, 2_000, 12_000)
    assert statuses(recovery.award.instalments) == ["cancelled", "cancelled", "paid"]


def test_a_receipt_is_not_reversed_once_a_later_recovery_counts_on_it(office: Office):
    recovery = office.notified()
    receipt = office.receives(recovery, 10_000)
    office.revokes(recovery.award)
    with pytest.raises(ActionRefused, match="之后又有追回"):
        actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="录错")


def test_its_recovery_is_not_cancelled(office: Office):
    recovery = office.revokes(make_paid(paid_on=clock.today())).recovery
    with pytest.raises(ActionRefused, match="授予已经撤销"):
        actions.cancel_recovery(recovery, by=office.drafter, reason="弄错了")


def test_a_leavers_recovery_is_not_cancelled_once_the_award_is_revoked(office: Office):
    """Cancelling it would have its stopped instalments paid after all."""
    recovery = office.confirmed()
    Award.objects.filter(pk=recovery.award_id).update(revoked_at=clock.now())
    with pytest.raises(ActionRefused, match="授予已经撤销"):
        actions.cancel_recovery(recovery, by=office.drafter, reason="弄错了")
    assert set(recovery.stopped.values_list("status", flat=True)) == {"cancelled"}
    Award.objects.filter(pk=recovery.award_id).update(revoked_at=None)


def test_a_dropped_proposal_leaves_the_award_and_makes_room_for_another(office: Office):
    award = make_due().award
    revocation = actions.drop_revocation(office.proposes_revocation(award), by=office.confirmer, reason="材料属实")
    assert (revocation.status, revocation.drop_reason) == ("dropped", "材料属实")
    assert office.proposes_revocation(award).status == "proposed"


def test_a_revoked_award_is_not_revoked_again(office: Office):
    award = make_due().award
    office.revokes(award)
    with pytest.raises(ActionRefused, match="已经撤销"):
        office.proposes_revocation(award)


def test_housing_is_revoked_without_any_money(office: Office):
    award = make_award()
    budget.post(EntryKind.FREE, award.budget_line_id, award.amount_yuan, subject=award)
    Award.objects.filter(pk=award.pk).update(benefit="housing", amount_yuan=None, budget_line=None)
    LivingTotal.objects.all().delete()
    revocation = office.revokes(award)
    assert (revocation.status, revocation.recovery) == ("confirmed", None)
    assert IssuedPaper.objects.get(kind="revocation_letter").number.endswith("-CX2")


def test_a_revoked_award_gets_no_instalments(office: Office):
    award = make_award()
    office.revokes(award)
    assert (actions.schedule_instalments(), award.instalments.count()) == (0, 0)


def test_a_revoked_leaver_is_no_candidate_any_more(office: Office):
    award = make_paid(paid_on=clock.today())
    office.revokes(award)
    leave(award.person, left_on=clock.today())
    with pytest.raises(ActionRefused, match="没有需要追回的情形"):
        office.drafted(award)


def test_an_award_is_revoked_once(office: Office):
    award = make_award()
    office.revokes(award)
    with pytest.raises(ActionRefused, match="已经撤销"):
        applications.revoke(award, by=office.confirmer, reason="再撤")


def test_what_was_set_off_against_a_debt_is_owed_again_when_its_award_is_revoked(office: Office):
    recovery = office.notified()
    confirm(recovery.person)
    award = make_award(recovery.person, degree="master", amount_yuan=20_000)
    actions.schedule_instalments(), actions.mark_due(on=clock.today())
    words = {"instalment": award.instalments.get(sequence=1), "reason": "本人书面申请"}
    proposal = actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), **words)
    actions.confirm_proposal(proposal, by=office.confirmer)
    second = office.revokes(award).recovery
    assert (second.owed_yuan, second.items.get().paid_on) == (8_000, clock.today())
    assert statuses(award.instalments) == ["cancelled", "cancelled", "set_off"]
