"""Files: all on one page, the good ones kept, seen by their owner, the office and auditors."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.review import actions as review
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from tests.factories import make_applicant, make_degree, make_person, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant
from tests.talent.profiles.forms.scans import fake, photo

pytestmark = pytest.mark.django_db
EVIDENCE = "/me/profile/evidence/"
REQUIRED = ("graduation_certificate", "degree_certificate", "contract")


@pytest.fixture
def applying(office: Office, client: Client) -> Applicant:
    """Somebody whose application lacks the files alone."""
    return Applicant.signed_in(client, office.draft(make_applicant(office.employer)).person.user)


def kinds(person: Applicant) -> list[str]:
    return list(person.user.person.evidence.in_use().values_list("kind", flat=True))


def test_three_files_on_one_page_are_enough(applying: Applicant):
    assert applying.reads(EVIDENCE).files() == set(REQUIRED)
    assert (applying.sends(EVIDENCE, fill.scans(*REQUIRED)).address, sorted(kinds(applying))) == (
        "/me/apply/check/",
        sorted(REQUIRED),
    )


def test_a_bad_file_stops_nobody_from_keeping_the_good_ones(applying: Applicant):
    files = fill.scans("graduation_certificate", "degree_certificate") | {"contract": fake("合同.pdf")}
    page = applying.sends(EVIDENCE, files)
    assert (page.messages, len(page.errors), sorted(kinds(applying))) == (
        ["已保存 2 个文件。"],
        1,
        ["degree_certificate", "graduation_certificate"],
    )
    assert page.files() == {"contract"}
    assert applying.sends(EVIDENCE, fill.scans("contract")).address == "/me/apply/check/"


def test_files_sent_twice_are_kept_once(applying: Applicant):
    for _ in range(2):
        applying.sends(EVIDENCE, fill.scans(*REQUIRED))
    assert len(kinds(applying)) == 3


def test_missing_files_are_named(applying: Applicant):
    assert applying.sends(EVIDENCE, {"sent": "1"}).errors == [
        "请选择学历证书的照片或文件。",
        "请选择学位证书的照片或文件。",
        "请选择劳动合同的照片或文件。",
    ]


def test_several_photos_make_one_contract(applying: Applicant):
    pages = [photo(f"{number}.jpg", colour=f"#0000{number}0") for number in range(3)]
    applying.sends(EVIDENCE, fill.scans(*REQUIRED[:2]) | {"contract": pages})
    assert kinds(applying).count("contract") == 3


def test_what_is_asked_for_follows_document_and_degrees(client: Client):
    person = make_person(document_type="passport", identity_number="E1234567")
    make_degree(person, overseas=True, certification_number="1")
    page = Applicant.signed_in(client, person.user).reads(EVIDENCE)
    assert page.files() == {"identity", "overseas_certification", "degree_certificate", "contract"}


def test_a_file_is_taken_out_by_its_owner_alone(applying: Applicant, client: Client):
    applying.sends(EVIDENCE, fill.scans("contract"))
    file = applying.user.person.evidence.get()
    stranger = Applicant.signed_in(Client(), make_person().user)
    removal = f"{EVIDENCE}{file.pk}/withdraw/"
    assert (stranger.client.post(removal).status_code, kinds(applying)) == (404, ["contract"])
    assert (applying.sends(removal, {}).messages, kinds(applying)) == (["材料已移除。"], [])
    assert client.post(removal).status_code == 404


@pytest.mark.parametrize(
    ("role", "status", "logged"),
    [(Role.REVIEWER, 200, 1), (Role.AUDITOR, 200, 1), (Role.HR_OFFICER, 403, 0), (Role.FINANCE_OFFICER, 403, 0)],
)
def test_staff_who_look_at_a_file_are_logged(applying: Applicant, role: str, status: int, logged: int):
    applying.sends(EVIDENCE, fill.scans("contract"))
    file = applying.user.person.evidence.get()
    staff = Client()
    staff.force_login(make_user(role))
    answer = staff.get(f"{EVIDENCE}{file.pk}/file/")
    reads = AuditEvent.objects.filter(verb="evidence.read", object_id=str(file.pk)).count()
    assert (answer.status_code, reads) == (status, logged)


def test_another_applicant_does_not_find_the_file(applying: Applicant):
    applying.sends(EVIDENCE, fill.scans("contract"))
    file = applying.user.person.evidence.get()
    stranger = Applicant.signed_in(Client(), make_person().user)
    answers = [person.client.get(f"{EVIDENCE}{file.pk}/file/") for person in (stranger, applying)]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert answers[1].headers["Content-Disposition"].startswith("attachment")


def test_a_returned_case_asks_for_what_the_office_named(office: Office, client: Client):
    application = office.at(S.AWAITING_REVIEW)
    returned(office, application, [("social_insurance", "请上传近三个月的记录")])
    page = Applicant.signed_in(client, application.person.user).reads(EVIDENCE)
    assert ("社会保险记录缺失或不清晰：请上传近三个月的记录" in page.text, page.files()) == (
        True,
        {"social_insurance"},
    )


def returned(office: Office, application, items) -> None:
    review.return_for_correction(application, items, by=office.reviewer, submission=application.submissions.last())
