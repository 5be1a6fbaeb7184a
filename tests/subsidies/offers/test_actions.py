"""An invitation is sent once, opened by its person alone, and settled by what they do."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.offers import actions, queries
from subsidies.offers.models import Offer
from subsidies.offers.tasks import settle_offers
from subsidies.offers.workflow import OfferStatus as S
from talent.audit.models import AuditEvent
from talent.employers.models import RosterEntry
from talent.notifications import outbox, sms
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant, make_application, make_employer, make_person, make_user
from tests.subsidies.offers.conftest import GRADUATE, PHONE, statuses

pytestmark = pytest.mark.django_db
QUERIES_TO_INVITE = 16
"""Whatever the number: a savepoint, whom to invite, the rows, the invitations, the events, and the messages to send."""


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, str]]:
    """What went out by SMS."""
    out: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: out.append((phone, text)))
    return out


@pytest.fixture
def offer(officer, listed) -> Offer:
    actions.invite([listed(**GRADUATE).pk], by=officer)
    return Offer.objects.get()


def invitee(offer: Offer, **account):
    """The account of the person, with their number entered."""
    return make_person(make_user(**account), identity_number=offer.identity_number).user


def test_the_message_brings_the_link_and_no_personal_data(officer, listed, sent):
    entry = listed(**GRADUATE)
    actions.invite([entry.pk], by=officer)
    outbox.run_outbox()
    offer = Offer.objects.get()
    ((phone, text),) = sent
    told = [entry.name, entry.identity_number, "解放", PHONE]
    assert (phone, f"/invitation/{offer.code}/" in text, [word for word in told if word in text]) == (PHONE, True, [])
    assert offer.sent_at is not None


def test_who_left_no_phone_is_sent_nothing(officer, listed, sent):
    actions.invite([listed().pk], by=officer)
    outbox.run_outbox()
    assert (sent, Offer.objects.get().sent_at) == ([], None)


def test_a_double_click_invites_once(officer, listed, sent):
    entry = listed(**GRADUATE)
    assert [actions.invite([entry.pk], by=officer) for _ in range(2)] == [1, 0]
    outbox.run_outbox()
    assert (len(sent), AuditEvent.objects.filter(verb="offer.invited").count()) == (1, 1)


def test_rows_of_other_units_are_passed_over(listed):
    stranger = make_user("hr_officer", employer=make_employer())
    assert (actions.invite([listed().pk], by=stranger), Offer.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["reviewer", "auditor", "applicant"])
def test_only_hr_invites(listed, role):
    with pytest.raises(ActionRefused):
        actions.invite([listed().pk], by=make_user(role))


@pytest.mark.parametrize("number", [2, 24])
def test_inviting_takes_the_same_statements_for_any_number(officer, listed, number, django_assert_num_queries):
    keys = [listed(phone=PHONE).pk for _ in range(number)]
    with django_assert_num_queries(QUERIES_TO_INVITE):
        actions.invite(keys, by=officer)


def test_the_number_alone_opens_nothing(offer):
    user = invitee(offer)
    assert queries.offer_for(user) is None
    with pytest.raises(ActionRefused):
        actions.open_offer(offer, by=user)


@pytest.mark.parametrize("code", ["", "0" * 28, "中文", "A" * 5000])
def test_a_wrong_code_proves_nothing(offer, code):
    assert queries.offer_for(invitee(offer), code=code) is None


def test_the_link_and_the_number_together_do(offer):
    user = invitee(offer)
    actions.open_offer(offer, by=user, code=offer.code.lower())
    assert (statuses(), queries.offer_for(user)) == ({"李明": S.OPENED}, offer)


def test_the_link_without_the_number_opens_nothing(offer):
    with pytest.raises(ActionRefused):
        actions.open_offer(offer, by=make_person().user, code=offer.code)


@pytest.mark.parametrize(("verified", "own"), [(True, True), (False, False)])
def test_the_confirmed_phone_that_the_unit_knows_proves_it_too(offer, verified, own):
    user = invitee(offer, phone=PHONE, phone_verified=verified)
    assert (queries.offer_for(user) == offer) is own


def test_declining_by_the_link_needs_no_account_and_stops_the_reminder(offer, sent, clock_at_noon):
    outbox.run_outbox()
    actions.decline_by_code(offer.code)
    clock_at_noon.shift(dt.timedelta(days=20))
    settle_offers.func()
    outbox.run_outbox()
    assert (statuses(), len(sent)) == ({"李明": S.DECLINED}, 1)


@pytest.mark.parametrize("code", ["", "x", "0" * 28])
def test_a_code_that_is_none_changes_nothing(offer, code):
    actions.decline_by_code(code)
    assert statuses() == {"李明": S.INVITED}


def test_whoever_does_not_look_is_reminded_once(offer, sent, clock_at_noon):
    outbox.run_outbox()
    for days in (13, 2, 20):
        clock_at_noon.shift(dt.timedelta(days=days))
        settle_offers.func()
        outbox.run_outbox()
    assert [("提醒一次" in text) for _phone, text in sent] == [False, True]


def test_who_has_looked_is_not_reminded(offer, sent, clock_at_noon):
    outbox.run_outbox()
    actions.open_offer(offer, by=invitee(offer), code=offer.code)
    clock_at_noon.shift(dt.timedelta(days=20))
    settle_offers.func()
    outbox.run_outbox()
    assert len(sent) == 1


def test_a_withdrawn_invitation_opens_no_more_and_may_be_made_anew(officer, offer):
    actions.withdraw(offer, by=officer)
    assert queries.offer_for(invitee(offer), code=offer.code) is None
    again = actions.invite(list(RosterEntry.objects.values_list("pk", flat=True)), by=officer)
    assert (again, sorted(Offer.objects.values_list("status", flat=True))) == (1, [S.INVITED, S.WITHDRAWN])


def test_what_was_declined_is_not_withdrawn(officer, offer):
    actions.decline_by_code(offer.code)
    with pytest.raises(ActionRefused):
        actions.withdraw(offer, by=officer)


def test_an_officer_of_another_unit_withdraws_nothing(offer):
    with pytest.raises(ActionRefused):
        actions.withdraw(offer, by=make_user("hr_officer", employer=make_employer()))


def test_a_leaver_s_invitation_is_withdrawn_by_itself(offer):
    RosterEntry.objects.update(left_on=dt.date(2026, 11, 1))
    assert (settle_offers.func(), statuses()) == (1, {"李明": S.WITHDRAWN})


@pytest.mark.parametrize("declined", [False, True])
def test_who_has_applied_all_the_same_is_settled(employer, offer, declined):
    if declined:
        actions.decline_by_code(offer.code)
    make_application(make_applicant(employer, identity_number=offer.identity_number), status="awaiting_employer")
    assert (settle_offers.func(), statuses()) == (1, {"李明": S.APPLIED})
