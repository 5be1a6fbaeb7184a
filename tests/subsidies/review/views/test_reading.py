"""Reading a case: what is logged, and how its evidence stands beside what it proves."""

from __future__ import annotations

import pytest

from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import somebody
from tests.subsidies.review.views.test_case import as_, url

pytestmark = pytest.mark.django_db


def test_each_finding_stands_with_the_fact_the_rule_and_the_citation(office: Office):
    response = as_(office.reviewer).get(url("case", office.at("awaiting_review")))
    page, (assessed,) = response.content.decode(), response.context["assessments"]
    citations = {finding.citation for finding in assessed.findings}
    assert (page.count("申请人情况："), page.count("您的情况："), all(each in page for each in citations)) == (
        len(assessed.findings),
        0,
        True,
    )


def test_opening_the_page_is_logged_as_a_reading(office: Office):
    application, auditor = office.at("awaiting_review"), make_user("auditor")
    for _ in range(2):
        as_(auditor).get(url("case", application))
    event = AuditEvent.objects.get(verb="application.opened")
    assert (event.actor, event.object_id, event.detail) == (
        auditor,
        str(application.pk),
        {"number": application.number},
    )


def test_a_page_that_does_not_open_is_no_reading(office: Office):
    as_(make_user("hr_officer")).get(url("case", office.at("awaiting_review")))
    assert AuditEvent.objects.filter(verb="application.opened").count() == 0


def test_without_scripts_every_file_is_a_link_and_stands_beside_what_it_proves(office: Office):
    application = office.at("awaiting_review")
    page = as_(office.reviewer).get(url("case", application)).content.decode()
    files = application.person.evidence.all()
    shown = [
        (f'href="/me/profile/evidence/{file.pk}/file/?inline=1"' in page, f'href="#evidence-{file.pk}"' in page)
        for file in files
    ]
    assert shown == [(True, True)] * 3


def test_a_pdf_is_not_asked_for_as_a_picture(office: Office):
    person = somebody(office)
    person.evidence.filter(kind="contract").update(content_type="application/pdf", pages=3)
    page = as_(office.reviewer).get(url("case", office.at("awaiting_review", person))).content.decode()
    assert (page.count('class="evidence__image"'), "（PDF，3 页）" in page) == (2, True)
