"""The pages of recoveries and revocations, at the office, at the finance bureau and at home."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Recovery, RecoveryProposal, RecoveryReceipt, Revocation
from talent.calendars import clock
from talent.papers.models import IssuedPaper
from tests.factories import make_user
from tests.subsidies.payments.debts import Office, leave, make_paid
from tests.subsidies.payments.stages import confirm, make_award, make_payee
from tests.subsidies.portal.acting.officer import filed_for

DAY = dt.timedelta(days=1)
QUERIES_OF_THE_LIST = 10


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def leaver(name: str = "李离职") -> Award:
    award = make_paid(make_payee(name=name), paid_on=clock.today() - 100 * DAY)
    leave(award.person, left_on=clock.today() - 50 * DAY)
    return award


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, address: str, **fields: object) -> str:
    """Send the form of a page with its own hidden key; the address of the page that follows, or the errors."""
    shown = client.get(address)
    form = shown.context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    response = client.post(address, {**hidden, **fields})
    return response.headers["Location"] if response.status_code == 302 else str(response.context["form"].errors)


def test_a_leaver_goes_all_the_way_from_the_list_to_nought(office: Office, sign_in):
    award, drafter, confirmer = leaver(), sign_in(office.drafter), sign_in(office.confirmer)
    assert "李离职" in text(drafter, "/payments/recoveries/candidates/")
    opening = f"/payments/recoveries/open/{award.pk}/"
    said = {"left_on": clock.today() - 50 * DAY, "leaving_cause": "resignation", "note": "单位离职证明"}
    page = post(drafter, opening, **said)
    recovery = Recovery.objects.get()
    assert page == f"/payments/recoveries/{recovery.pk}/"
    assert "须由人才办另一名人员确认" in text(drafter, page)
    assert post(confirmer, f"{page}confirm/") == page
    assert post(drafter, f"{page}notify/") == page
    desk = f"/finance/recoveries/{recovery.pk}/"
    received = {"voucher_number": "吉财A0001", "received_on": clock.today(), "amount_yuan": 10_000}
    assert post(sign_in(office.cashier), f"{desk}receipts/enter/", **received) == desk
    recovery.refresh_from_db()
    assert (recovery.status, list(differences())) == ("settled", [])


def test_who_filed_for_the_person_is_offered_no_step(office: Office, sign_in):
    recovery = office.drafted(leaver())
    filed_for(recovery.person, office.confirmer)
    buttons = sign_in(office.confirmer).get(f"/payments/recoveries/{recovery.pk}/").context["buttons"]
    assert [button.why_not[:10] for button in buttons] == ["您为申请人代办过申请"] * 2


def test_nothing_is_made_by_looking(office: Office, sign_in):
    award, browser = leaver(), sign_in(office.drafter)
    text(browser, "/payments/recoveries/candidates/"), text(browser, f"/payments/recoveries/open/{award.pk}/")
    assert Recovery.objects.count() == 0


def test_who_is_no_leaver_has_no_page_to_open_a_recovery(office: Office, sign_in):
    award = make_paid(paid_on=clock.today())
    text(sign_in(office.drafter), f"/payments/recoveries/open/{award.pk}/", status=404)


def test_each_step_needs_a_fresh_proof_of_who_one_is(office: Office, sign_in):
    recovery = office.notified(leaver())
    stale = sign_in(office.cashier, recently=False)
    response = stale.get(f"/finance/recoveries/{recovery.pk}/receipts/enter/")
    assert (response.status_code, "reauthenticate" in response.headers["Location"]) == (302, True)


def test_a_refusal_keeps_what_was_typed(office: Office, sign_in):
    recovery = office.notified(leaver())
    received = {"voucher_number": "吉财A0001", "received_on": clock.today(), "amount_yuan": 10_001}
    errors = post(sign_in(office.cashier), f"/finance/recoveries/{recovery.pk}/receipts/enter/", **received)
    assert "不超过尚欠的 10,000 元" in errors


def test_finance_sees_what_was_confirmed_and_no_draft(office: Office, sign_in):
    drafted, confirmed = office.drafted(leaver("甲")), office.confirmed(leaver("乙"))
    browser = sign_in(office.cashier)
    assert [each.number for each in browser.get("/finance/recoveries/").context["page"]] == [confirmed.number]
    text(browser, f"/finance/recoveries/{drafted.pk}/", status=404)


def test_the_list_can_be_narrowed_and_says_what_it_comes_to(office: Office, sign_in):
    office.drafted(leaver("甲")), office.receives(office.notified(leaver("乙")), 10_000)
    browser = sign_in(make_user("auditor"))
    names = {
        query: [each.person.name for each in browser.get(f"/payments/recoveries/?{query}").context["page"]]
        for query in ("", "status=settled", "status=all", "status=overdue", "status=all&reason=award_revoked")
    }
    assert names == {
        "": ["甲"],
        "status=settled": ["乙"],
        "status=all": ["乙", "甲"],
        "status=overdue": [],
        "status=all&reason=award_revoked": [],
    }
    totals = browser.get("/payments/recoveries/?status=all").context["totals"]
    assert (totals["owed"], totals["received"], totals["left"]) == (20_000, 10_000, 10_000)


def test_however_many_recoveries_there_are_the_list_takes_the_same_queries(
    office: Office, sign_in, django_assert_num_queries
):
    browser = sign_in(office.drafter)
    for name in "甲乙丙":
        office.drafted(leaver(name))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        browser.get("/payments/recoveries/")


def test_two_reviewers_set_an_instalment_off(office: Office, sign_in):
    recovery = office.notified(leaver())
    confirm(recovery.person)
    award = make_award(recovery.person, degree="master", amount_yuan=20_000)
    actions.schedule_instalments(), actions.mark_due(on=clock.today())
    page = f"/payments/recoveries/{recovery.pk}/"
    chosen = {"instalment": award.instalments.get(sequence=1).pk, "reason": "本人书面申请"}
    assert post(sign_in(office.drafter), f"{page}propose-set-off/", **chosen) == page
    proposal = RecoveryProposal.objects.get()
    agreeing = f"/payments/recoveries/proposals/{proposal.pk}/confirm/"
    assert "须由另一名人员确认" in text(sign_in(office.drafter), agreeing)
    assert post(sign_in(office.confirmer), agreeing) == page
    recovery.refresh_from_db()
    assert (recovery.set_off_yuan, recovery.left_yuan) == (8_000, 2_000)


def test_two_finance_officers_write_off_what_is_left(office: Office, sign_in):
    recovery = office.notified(leaver())
    page = f"/finance/recoveries/{recovery.pk}/"
    said = {"document_number": "长财核〔2026〕7号", "reason": "失联"}
    assert post(sign_in(office.cashier), f"{page}write-off/", **said) == page
    proposal = RecoveryProposal.objects.get()
    assert post(sign_in(office.second_cashier), f"/finance/recoveries/proposals/{proposal.pk}/confirm/") == page
    recovery.refresh_from_db()
    assert (recovery.status, recovery.written_off_yuan) == ("written_off", 10_000)


def test_one_reviewer_proposes_to_cancel_and_another_may_not_agree(office: Office, sign_in):
    recovery = office.notified(leaver())
    page = f"/payments/recoveries/{recovery.pk}/"
    assert post(sign_in(office.drafter), f"{page}propose-cancel/", reason="算错了") == page
    proposal = RecoveryProposal.objects.get()
    dropping = f"/payments/recoveries/proposals/{proposal.pk}/drop/"
    assert post(sign_in(office.confirmer), dropping, reason="计算无误") == page
    proposal.refresh_from_db()
    assert (proposal.status, proposal.drop_reason) == ("dropped", "计算无误")


def test_a_wrong_entry_is_reversed_on_its_page(office: Office, sign_in):
    receipt = office.receives(office.notified(leaver()), 4_000)
    address = f"/finance/recoveries/receipts/{receipt.pk}/reverse/"
    post(sign_in(office.cashier), address, reason="录错")
    assert RecoveryReceipt.objects.filter(reverses=receipt).count() == 1


def test_a_draft_is_cancelled_on_its_page(office: Office, sign_in):
    recovery = office.drafted(leaver())
    post(sign_in(office.drafter), f"/payments/recoveries/{recovery.pk}/cancel/", reason="重新拟定")
    recovery.refresh_from_db()
    assert recovery.status == "cancelled"


def test_a_part_of_an_instalment_that_was_too_much_is_taken_back_on_its_page(office: Office, sign_in):
    instalment = make_paid(paid_on=clock.today()).instalments.get(sequence=1)
    said = {"amount_yuan": 2_000, "note": "学位层次录入有误"}
    page = post(sign_in(office.drafter), f"/payments/recoveries/overpaid/{instalment.pk}/", **said)
    assert page == f"/payments/recoveries/{Recovery.objects.get().pk}/"


def test_an_award_is_revoked_from_the_page_of_its_case(office: Office, sign_in):
    award = make_paid(paid_on=clock.today())
    case = f"/review/cases/{award.decision.application_id}/"
    proposing = f"/payments/revocations/propose/{award.pk}/"
    assert proposing in text(sign_in(office.drafter), case)
    said = {"reason": "false_statement", "explanation": "劳动合同系伪造，单位已书面确认。"}
    page = post(sign_in(office.drafter), proposing, **said)
    revocation = Revocation.objects.get()
    assert page == f"/payments/revocations/{revocation.pk}/"
    assert "您提出的" in text(sign_in(office.drafter), page)
    assert post(sign_in(office.confirmer), f"{page}confirm/") == page
    assert "已撤销" in text(sign_in(office.drafter), case)
    assert "李明" in text(sign_in(make_user("auditor")), "/payments/revocations/")


def test_a_proposal_to_revoke_is_dropped_on_its_page(office: Office, sign_in):
    revocation = office.proposes_revocation(make_award())
    post(sign_in(office.confirmer), f"/payments/revocations/{revocation.pk}/drop/", reason="材料属实")
    revocation.refresh_from_db()
    assert revocation.status == "dropped"


def test_the_person_reads_why_how_much_and_how_to_pay(office: Office, client: Client):
    recovery = office.notified(leaver())
    office.receives(recovery, 4_000, voucher_number="吉财A0001")
    client.force_login(recovery.person.user)
    page = text(client, f"/me/recoveries/{recovery.pk}/")
    for words in ("6,000 元", "10/12", "吉财A0001", "非税收入一般缴款书", "60 日内申请行政复议"):
        assert words in page
    assert f"/me/recoveries/{recovery.pk}/" in text(client, "/me/")
    assert f"/me/recoveries/{recovery.pk}/" in text(client, f"/me/cases/{recovery.award.decision.application_id}/")


def test_the_person_sees_nothing_before_they_are_told_and_never_what_is_somebody_elses(office: Office, client: Client):
    confirmed, other = office.confirmed(leaver("甲")), office.notified(leaver("乙"))
    client.force_login(confirmed.person.user)
    text(client, f"/me/recoveries/{confirmed.pk}/", status=404)
    text(client, f"/me/recoveries/{other.pk}/", status=404)
    paper = IssuedPaper.objects.get(kind="recovery_notice")
    text(client, f"/papers/{paper.pk}/", status=404)


def test_the_person_reads_the_letters(office: Office, client: Client):
    recovery = office.notified(leaver("赵㛃"))
    Recovery.objects.update(pay_until=clock.today() - DAY)
    actions.remind_overdue()
    client.force_login(recovery.person.user)
    for paper in IssuedPaper.objects.filter(dossier=recovery.pk):
        response = client.get(f"/papers/{paper.pk}/")
        assert (response.status_code, response.content[:5]) == (200, b"%PDF-")


def test_the_person_sees_that_an_award_was_revoked_and_reads_the_letter(office: Office, client: Client):
    award = make_paid(paid_on=clock.today())
    office.revokes(award)
    client.force_login(award.person.user)
    page = text(client, f"/me/cases/{award.decision.application_id}/")
    assert ("撤销这项授予" in page, "撤销决定书" in page, "不再发放" in page) == (True, True, True)
    assert "已撤销" in text(client, "/me/")
    response = client.get(f"/papers/{IssuedPaper.objects.get(kind='revocation_letter').pk}/")
    assert response.content[:5] == b"%PDF-"


def test_an_auditor_reads_and_is_offered_no_step(office: Office, sign_in):
    recovery = office.drafted(leaver())
    browser = sign_in(make_user("auditor"))
    response = browser.get(f"/payments/recoveries/{recovery.pk}/")
    assert (response.status_code, response.context["buttons"]) == (200, [])
    assert browser.get(f"/payments/recoveries/{recovery.pk}/confirm/").status_code == 403


def test_an_unknown_recovery_is_not_found(office: Office, sign_in):
    text(sign_in(office.drafter), f"/payments/recoveries/{uuid.uuid4()}/", status=404)
