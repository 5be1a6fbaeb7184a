"""What officers do on a case beside deciding it."""

from __future__ import annotations

import datetime as dt
import uuid
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.applications.refusals import CaseOutOfReach, SubmissionChanged
from subsidies.review import case_actions
from subsidies.review.kinds import CodeKind, CodeResult
from subsidies.review.models import CaseNote, CodeCheck
from subsidies.review.queries.case import history_of
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, latest, ready_person
from tests.subsidies.review.stages import returned, somebody

pytestmark = pytest.mark.django_db


def openings() -> int:
    return AuditEvent.objects.filter(verb="application.opened").count()


def officer_who_applied(application: Application) -> User:
    officer = make_user("reviewer")
    officer.natural_person.identity_number = application.person.identity_number
    officer.natural_person.save()
    return officer


def degree_of(application: Application) -> UUID:
    return UUID(latest(application).entered["degrees"][0]["id"])


def check(application: Application, by: User, result: CodeResult = CodeResult.MATCHES, comment: str = "") -> CodeCheck:
    return case_actions.record_check(
        application,
        CodeKind.CHSI,
        degree_of(application),
        result,
        pk=uuid.uuid4(),
        by=by,
        submission=latest(application),
        comment=comment,
    )


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (599, 1), (601, 2)])
def test_opening_a_case_again_within_ten_minutes_is_the_same_reading(
    office: Office, clock_at_noon: time_machine.Traveller, seconds: int, count: int
):
    application = office.at("awaiting_review")
    case_actions.record_opened(application, by=office.reviewer)
    clock_at_noon.shift(dt.timedelta(seconds=seconds))
    case_actions.record_opened(application, by=office.reviewer)
    assert openings() == count


def test_each_officer_and_each_case_is_a_reading_of_its_own(office: Office):
    cases = [office.at("awaiting_review") for _ in range(2)]
    for application in cases:
        for officer in (office.reviewer, make_user("auditor")):
            case_actions.record_opened(application, by=officer)
    assert openings() == 4


def test_a_note_names_its_writer_in_the_history_but_not_its_words(office: Office):
    application = office.at("awaiting_review")
    case_actions.add_note(application, " 电话问过单位 ", pk=uuid.uuid4(), by=office.reviewer)
    note, newest = application.office_notes.get(), history_of(application)[0]
    assert (note.text, note.written_by, newest["what"], newest["who"], newest["why"]) == (
        "电话问过单位",
        office.reviewer,
        "写内部记事",
        str(office.reviewer),
        "",
    )


def test_the_same_form_sent_twice_writes_one_note(office: Office):
    application, key = office.at("awaiting_review"), uuid.uuid4()
    for _ in range(2):
        case_actions.add_note(application, "电话问过单位", pk=key, by=office.reviewer)
    written = AuditEvent.objects.filter(verb="application.note_added").count()
    assert (application.office_notes.count(), written) == (1, 1)


@pytest.mark.parametrize("text", ["", "  ", "身份证 220102200005010014"])
def test_a_note_without_words_or_with_a_number_of_a_person_is_refused(office: Office, text: str):
    with pytest.raises(ActionRefused):
        case_actions.add_note(office.at("awaiting_review"), text, pk=uuid.uuid4(), by=office.reviewer)
    assert CaseNote.objects.count() == 0


@pytest.mark.parametrize("change", [{"text": "改过"}, None])
def test_the_database_lets_no_note_be_changed_or_taken_away(office: Office, change: dict[str, str] | None):
    application = office.at("awaiting_review")
    case_actions.add_note(application, "电话问过单位", pk=uuid.uuid4(), by=office.reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseNote.objects.update(**change) if change else application.office_notes.get().delete()
    assert application.office_notes.get().text == "电话问过单位"


@pytest.mark.parametrize("role", ["auditor", "hr_officer", "applicant", "finance_officer"])
def test_nobody_but_the_office_writes_on_a_case(office: Office, role: str):
    application = office.at("awaiting_review")
    with pytest.raises(CaseOutOfReach):
        case_actions.add_note(application, "看过", pk=uuid.uuid4(), by=make_user(role))
    assert CaseNote.objects.count() == 0


def test_nobody_writes_on_their_own_case(office: Office):
    application = office.at("awaiting_review", ready_person(office.employer))
    with pytest.raises(DutiesNotSeparated):
        case_actions.add_note(application, "很好", pk=uuid.uuid4(), by=officer_who_applied(application))
    assert CaseNote.objects.count() == 0


def test_a_check_keeps_the_code_as_it_was_and_stands_in_the_history(office: Office):
    person = somebody(office)
    person.degrees.update(chsi_code="AB12CD34EF56")
    application = office.at("awaiting_review", person)
    made = check(application, office.reviewer)
    newest = history_of(application)[0]
    assert (made.code, made.checked_by, made.submission, newest["what"], newest["why"]) == (
        "AB12CD34EF56",
        office.reviewer,
        latest(application),
        "登记验证码核验结果",
        "学信网在线验证码：与填报一致",
    )


def test_a_difference_says_what_differs(office: Office):
    application = office.at("awaiting_review")
    with pytest.raises(ActionRefused, match="请写明哪里不一致"):
        check(application, office.reviewer, CodeResult.DIFFERS)
    check(application, office.reviewer, CodeResult.DIFFERS, "官网为非全日制")
    assert [each.comment for each in CodeCheck.objects.all()] == ["官网为非全日制"]


def test_a_check_of_an_older_submission_is_not_recorded(office: Office):
    application = returned(office)
    read, degree = latest(application), degree_of(application)
    cases.correct(application, by=application.person.user)
    with pytest.raises(SubmissionChanged):
        case_actions.record_check(
            application, CodeKind.CHSI, degree, CodeResult.MATCHES, pk=uuid.uuid4(), by=office.reviewer, submission=read
        )
    assert CodeCheck.objects.count() == 0


def test_a_degree_of_another_case_cannot_be_checked(office: Office):
    application, other = (office.at("awaiting_review", somebody(office)) for _ in range(2))
    with pytest.raises(ActionRefused):
        case_actions.record_check(
            application,
            CodeKind.CHSI,
            degree_of(other),
            CodeResult.MATCHES,
            pk=uuid.uuid4(),
            by=office.reviewer,
            submission=latest(application),
        )
    assert CodeCheck.objects.count() == 0


def test_the_same_form_sent_twice_records_one_check(office: Office):
    application, key = office.at("awaiting_review"), uuid.uuid4()
    for _ in range(2):
        case_actions.record_check(
            application,
            CodeKind.SOCIAL_INSURANCE,
            None,
            CodeResult.MATCHES,
            pk=key,
            by=office.reviewer,
            submission=latest(application),
        )
    assert (CodeCheck.objects.count(), AuditEvent.objects.filter(verb="application.code_checked").count()) == (1, 1)
