"""Letters: what they say, who reads them, and that they say it again years later."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client

from subsidies.applications.exports import letters
from subsidies.applications.models import Application
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.papers.models import IssuedPaper
from talent.profiles.models import Person
from talent.ui.pdf.fonts import UnprintableName
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, call, fresh, ready_person
from tests.subsidies.portal.me.applicant import Applicant
from tests.subsidies.review.stages import returned

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office.open()


def at(office: Office, stage: str) -> Application:
    """A case at a stage; a refused one lacks months of social insurance."""
    if stage == "returned":
        return returned(office, ("contract", "第 3 页缺失"))
    if stage == "granted":
        return office.at("closed")
    if stage == "refused":
        application = office.at("awaiting_review", lacking_insurance(office))
        for action, officer in (("review_to_refuse", office.reviewer), ("confirm_refusal", office.rechecker)):
            call(action, fresh(application), by=officer)
        return fresh(application)
    return office.at(stage)


def lacking_insurance(office: Office) -> Person:
    person = ready_person(office.employer)
    person.employment.insured_months = 1
    person.employment.save()
    return person


def kinds(application: Application) -> list[str]:
    return sorted(paper.kind for paper in IssuedPaper.objects.filed_under(application.pk))


def text_of(paper: IssuedPaper) -> str:
    pages = pypdfium2.PdfDocument(letters.draw([paper]))
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace("\n", "")


def the(kind: str, application: Application) -> IssuedPaper:
    return IssuedPaper.objects.get(kind=kind, dossier=application.pk)


@pytest.mark.parametrize(
    ("stage", "issued"),
    [
        ("awaiting_employer", ["receipt"]),
        ("returned", ["correction_letter", "receipt"]),
        ("awaiting_notice", ["receipt"]),
        ("refused", ["decision_letter", "receipt"]),
        ("granted", ["decision_letter", "receipt"]),
    ],
)
def test_each_step_that_the_applicant_must_know_of_issues_its_letter(office: Office, stage: str, issued: list[str]):
    assert kinds(at(office, stage)) == issued


def test_a_receipt_names_the_case_and_hides_the_identity_number(office: Office):
    application = at(office, "awaiting_employer")
    number = application.person.identity_number
    text = text_of(the("receipt", application))
    shown = [part in text for part in (application.number, application.person.name, "受理回执", number)]
    assert shown == [True, True, True, False]


def test_a_refusal_says_which_condition_failed_with_fact_rule_and_source(office: Office):
    application = at(office, "refused")
    paper = the("decision_letter", application)
    decision = application.decisions.get()
    unmet = [each for each in decision.assessment["findings"] if each["result"] != "met"]
    findings = paper.content["parts"][0]["findings"]
    told = [each for each in findings if each["result"] != "符合"]
    assert [each["citation"] for each in told] == [each["citation"] for each in unmet]
    assert [name for each in told for name in ("fact", "required", "basis") if not each[name]] == []
    assert decision.reason in text_of(paper)


def test_an_award_is_stated_with_its_amount(office: Office):
    application = at(office, "granted")
    amount = application.decisions.get().amount_yuan
    assert f"{amount:,}" in text_of(the("decision_letter", application))


def test_a_letter_is_drawn_to_the_same_bytes_whatever_became_of_the_person(office: Office):
    application = at(office, "refused")
    before = letters.draw([the("decision_letter", application)])
    type(application.person).objects.filter(pk=application.person_id).update(name="改名")
    assert letters.draw([the("decision_letter", application)]) == before


def test_a_name_that_the_font_lacks_is_not_printed(office: Office):
    paper = the("receipt", at(office, "awaiting_employer"))
    paper.content = paper.content | {"recipient": "李\U00032000"}
    with pytest.raises(UnprintableName) as refusal:
        letters.draw([paper])
    assert refusal.value.characters == ["\U00032000"]


def test_a_letter_opens_to_its_applicant_and_the_office_alone(office: Office, client: Client):
    application = at(office, "refused")
    paper = the("decision_letter", application)
    stranger, auditor = make_user(), make_user(Role.AUDITOR)
    answers = []
    for user in (application.person.user, office.reviewer, auditor, office.hr, stranger):
        client.force_login(user)
        answers.append(client.get(f"/papers/{paper.pk}/").status_code)
    assert (answers, Employer.objects.visible_to(office.hr).exists()) == ([200, 200, 200, 404, 404], True)


def test_an_old_case_gets_its_letters_when_they_are_asked_for(office: Office, client: Client):
    application = at(office, "refused")
    IssuedPaper.objects.all().delete()
    page = Applicant.signed_in(client, application.person.user).reads(f"/me/cases/{application.pk}/")
    missing = page.response.context["issuable"]
    for letter in missing:
        client.post(f"/papers/issue/{letter.code}/{application.pk}/")
    assert ([letter.code for letter in missing], kinds(application)) == (
        ["receipt", "decision_letter"],
        ["decision_letter", "receipt"],
    )


def test_no_letter_on_a_decision_that_was_not_made(office: Office, client: Client):
    application = at(office, "awaiting_recheck")
    client.force_login(application.person.user)
    client.post(f"/papers/issue/decision_letter/{application.pk}/", {"next": f"/me/cases/{application.pk}/"})
    assert kinds(application) == ["receipt"]
