"""After a consent was withdrawn with a case in progress: it can be read and ended, nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus as S
from talent.accounts.actions import withdraw_consent
from talent.accounts.consent import SENSITIVE_DATA
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/consent/sensitive_data/withdraw/"


def without_consent(application: Application, client: Client) -> Applicant:
    applicant = Applicant.signed_in(client, application.person.user)
    withdraw_consent(applicant.user, SENSITIVE_DATA, by=applicant.user)
    return applicant


@pytest.mark.parametrize(("status", "offered"), [(S.AWAITING_EMPLOYER, 1), (S.IN_NOTICE, 0)])
def test_the_case_in_progress_is_named_and_may_be_withdrawn_first(
    office: Office, client: Client, status: S, offered: int
):
    application = office.at(status)
    page = Applicant.signed_in(client, application.person.user).reads(CONFIRM)
    links = page.main.xpath(f".//a[@href='/me/cases/{application.pk}/withdraw/']")
    assert (application.number in page.text, len(links)) == (True, offered)


def test_a_case_that_is_over_is_not_named(office: Office, client: Client):
    application = office.at(S.CLOSED)
    assert application.number not in Applicant.signed_in(client, application.person.user).reads(CONFIRM).text


@pytest.mark.parametrize("page", ["/me/", "/me/profile/", "/me/cases/{}/", "/me/cases/{}/submitted/"])
def test_what_was_handed_in_can_still_be_read(office: Office, client: Client, page: str):
    application = office.at(S.AWAITING_EMPLOYER)
    assert without_consent(application, client).reads(page.format(application.pk)).status == 200


def test_the_case_can_still_be_withdrawn(office: Office, client: Client):
    application = office.at(S.AWAITING_EMPLOYER)
    without_consent(application, client).sends(f"/me/cases/{application.pk}/withdraw/", {"reason": ""})
    application.refresh_from_db()
    assert application.status == S.WITHDRAWN


@pytest.mark.parametrize(
    "page", ["/me/apply/", "/me/apply/check/", "/me/profile/identity/", "/me/profile/bank-account/"]
)
def test_nothing_more_can_be_entered(office: Office, client: Client, page: str):
    application = office.at(S.RETURNED)
    applicant = without_consent(application, client)
    assert applicant.client.get(page).headers["Location"].startswith("/accounts/consent/?next=")
