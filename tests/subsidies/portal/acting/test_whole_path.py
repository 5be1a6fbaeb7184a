"""Filing for somebody, from the counter to the handed-in case: by code, and by signed sheet."""

from __future__ import annotations

from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.mandates.models import Confirmation
from talent.mandates.queries import filings_of
from talent.mandates.workflow import MandateStatus
from talent.notifications.models import Message
from talent.profiles.models import Person
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.acting.officer import PHONE, Officer, code_sent, in_force, let_a_minute_pass


def test_the_office_files_for_somebody_who_confirms_by_the_code_on_their_phone(officer: Officer, office: Office):
    mandate = officer.opens()
    officer.uploads_the_signed(mandate.pk)
    officer.sends("mandate_code", mandate.pk)
    officer.sends("mandate_effect", mandate.pk, code=code_sent())
    let_a_minute_pass(mandate)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    page = officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    application.refresh_from_db()
    assert (application.status, page.messages) == (
        ApplicationStatus.AWAITING_EMPLOYER,
        [f"申请 {application.number} 已按本人的确认提交，并已通知本人。"],
    )


def test_the_account_that_was_made_is_the_phone_holders_alone(officer: Officer):
    mandate = in_force(officer.user)
    user = User.objects.get(person=mandate.person_id)
    assert (user.phone, user.phone_verified, user.email, user.has_usable_password(), str(user)) == (
        PHONE,
        True,
        None,
        False,
        "沈若溪",
    )


def test_the_case_is_handed_in_by_the_officers_hand_under_the_mandate(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    event = AuditEvent.objects.get(verb="application.submit", object_id=str(application.pk))
    submission = application.submissions.get()
    filed = [(filing.mandate.number, filing.proof) for filing in filings_of(application.pk)]
    assert (event.actor, event.detail["mandate"], submission.submitted_by, filed) == (
        officer.user,
        mandate.number,
        officer.user,
        [(mandate.number, "code")],
    )


def test_the_person_is_told_of_the_mandate_and_of_the_submission(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    told = Message.objects.filter(recipient=mandate.person.user, template__startswith="mandate")
    assert sorted(told.values_list("template", "channel")) == [
        ("mandate_filed", "portal"),
        ("mandate_filed", "sms"),
        ("mandate_in_force", "portal"),
        ("mandate_in_force", "sms"),
    ]


def test_a_person_without_a_phone_at_hand_signs_both_papers_and_a_colleague_looks(
    officer: Officer, colleague: Officer, office: Office
):
    mandate = officer.opens()
    officer.uploads_the_signed(mandate.pk)
    colleague.sends("mandate_accept", mandate.pk)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_sheet", mandate.pk, seen=seen)
    sheet = Confirmation.objects.get(matter=application.pk)
    officer.uploads_the_signed(sheet.pk)
    colleague.sends("sheet_accept", sheet.pk)
    officer.sends("submit", mandate.pk, seen=seen)
    application.refresh_from_db()
    sheet.refresh_from_db()
    assert (application.status, sheet.proof, sheet.confirmed_by) == (
        ApplicationStatus.AWAITING_EMPLOYER,
        "paper",
        colleague.user,
    )


def test_a_person_who_has_an_account_keeps_it(officer: Officer, office: Office):
    known = in_force(officer.user).person
    mandate = in_force(Officer.of(office.reviewer).user, identity_number=_identity_number_after_ending(officer, known))
    assert mandate.person == known


def _identity_number_after_ending(officer: Officer, person: Person) -> str:
    held = person.mandates.get(status=MandateStatus.IN_FORCE)
    officer.sends("mandate_end", held.pk)
    return str(person.identity_number)
