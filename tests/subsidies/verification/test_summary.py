"""汇总表 and 花名册: whom a unit verified in a period, for its stamp."""

from __future__ import annotations

import datetime as dt
import io
import urllib.parse
from dataclasses import replace
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review.actions import return_for_correction
from subsidies.verification import actions
from subsidies.verification.actions.summaries import issue_summary
from subsidies.verification.summaries import Period, by_unit, only_unit, rows_of
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer
from talent.papers.exports.sheets import draw_sheets
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import somebody

PAGE, ISSUE, LIST = "/employer/summary/", "/employer/summary/issue/", "/employer/summary/list/"


def month(employer: Employer) -> Period:
    return Period(employer, dt.date(2026, 11, 1), dt.date(2026, 11, 30))


def verified(office: Office, **fields: Any) -> Application:
    """A case that the unit's officer verified."""
    application = office.submitted(somebody(office, **fields))
    actions.verify(application, by=office.hr, submission=latest(application))
    return fresh(application)


def asked(employer: Employer) -> dict[str, str]:
    return {"employer": str(employer.pk), "first_on": "2026-11-01", "last_on": "2026-11-30"}


def test_the_summary_counts_and_sums_whom_the_unit_verified(office: Office):
    for _ in range(2):
        verified(office)
    office.at("awaiting_employer")
    content = issue_summary(month(office.employer), by=office.hr).content
    people, units = content["parts"][3]["rows"], content["parts"][1]["rows"]
    assert (len(people), units, [row[7] for row in people]) == (
        2,
        [[office.employer.name, 2, 60_000]],
        [30_000, 30_000],
    )


def test_whoever_gave_their_application_up_is_not_handed_in(office: Office):
    kept, given_up = verified(office), verified(office)
    cases.withdraw(given_up, by=given_up.person.user)
    assert [answer.submission.application for answer in month(office.employer).answers()] == [kept]


def test_whoever_waits_to_be_verified_anew_is_not_handed_in_before(office: Office):
    changed, unchanged = verified(office), verified(office)
    for application in (changed, unchanged):
        return_for_correction(application, [("contract", "")], by=office.reviewer, submission=latest(application))
    kept = {answer.submission.application for answer in month(office.employer).answers()}
    changed.person.employment.position = "工艺工程师"
    changed.person.employment.save()
    for application in (changed, unchanged):
        cases.correct(fresh(application), by=application.person.user)
    waiting = [answer.submission.application for answer in month(office.employer).answers()]
    actions.verify(fresh(changed), by=office.hr, submission=latest(changed))
    again = {answer.submission.application for answer in month(office.employer).answers()}
    assert (kept, waiting, again) == ({changed, unchanged}, [unchanged], {changed, unchanged})


def test_the_group_sums_up_its_units(office: Office):
    group = make_employer()
    office.employer.parent = group
    office.employer.save()
    verified(office)
    assert by_unit(rows_of(month(group).answers())) == [(office.employer.name, 1, 30_000)]


def test_the_unit_that_every_row_names_is_said_once(office: Office, client: Client):
    verified(office)
    verified(office)
    client.force_login(office.hr)
    text = client.get(PAGE, asked(office.employer)).content.decode()
    assert (f"用人单位：{office.employer.name}" in text, 'data-label="用人单位"' in text) == (True, False)


def test_rows_of_several_units_name_each_its_own(office: Office):
    verified(office)
    (row,) = rows_of(month(office.employer).answers())
    assert [only_unit([]), only_unit([row, row]), only_unit([row, replace(row, unit="别处")])] == ["", row.unit, ""]


def test_nobody_sums_up_another_unit(office: Office, client: Client):
    verified(office)
    client.force_login(make_user(Role.HR_OFFICER, employer=make_employer()))
    answers = [client.get(PAGE, asked(office.employer)), client.post(ISSUE, asked(office.employer))]
    answers.append(client.post(LIST, asked(office.employer)))
    assert (
        [answer.status_code for answer in answers],
        IssuedPaper.objects.filter(kind="employer_summary").count(),
    ) == (
        [422, 302, 302],
        0,
    )


def test_a_period_without_anybody_has_no_summary(office: Office):
    with pytest.raises(ActionRefused, match="没有核实无误的人员"):
        issue_summary(month(office.employer), by=office.hr)


def test_the_summary_is_the_units_own_paper(office: Office):
    verified(office)
    paper = issue_summary(month(office.employer), by=office.hr)
    assert (paper.issuer, paper.holder, paper.dossier) == (
        office.employer.name,
        office.employer.name,
        office.employer.pk,
    )


def test_a_rare_name_keeps_nobody_else_from_being_handed_in(office: Office):
    rare = verified(office, name="李\U000312f0")
    verified(office)
    paper = issue_summary(month(office.employer), by=office.hr)
    said = paper.content["parts"][0]["paragraphs"][1]
    text = pypdfium2.PdfDocument(draw_sheets([paper]))[0].get_textpage().get_text_range()
    assert (len(paper.content["names"]), rare.number in said, "人数" in text) == (1, True, True)


def test_the_same_period_keeps_its_summary_until_it_says_something_else(office: Office):
    verified(office)
    first = issue_summary(month(office.employer), by=office.hr)
    again = issue_summary(month(office.employer), by=office.hr)
    verified(office)
    renewed = issue_summary(month(office.employer), by=office.hr)
    assert (again.pk == first.pk, renewed.pk == first.pk, renewed.number == first.number) == (True, False, True)


def test_the_list_opens_elsewhere_and_is_on_record(office: Office, client: Client):
    application = verified(office)
    client.force_login(office.hr)
    response = client.post(LIST, asked(office.employer))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert (rows[0][:3], rows[1][1], rows[1][7], rows[1][10]) == (
        ["序号", "姓名", "证件号码"],
        application.person.name,
        30_000,
        application.number,
    )
    event = AuditEvent.objects.get(verb="verification.list_downloaded")
    assert (event.actor, event.detail["people"]) == (office.hr, 1)


def test_the_page_shows_the_present_month_of_ones_unit(
    office: Office, client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    people = [verified(office).person.name for _ in range(3)]
    client.force_login(office.hr)
    client.get(PAGE)
    with django_assert_num_queries(18):
        response = client.get(PAGE)
    context = response.context
    assert (sorted(row.name for row in context["rows"]), context["period"]) == (
        sorted(people),
        Period(office.employer, clock.today().replace(day=1), clock.today()),
    )


def test_days_in_the_wrong_order_are_refused_in_words(office: Office, client: Client):
    client.force_login(office.hr)
    response = client.get(PAGE, asked(office.employer) | {"last_on": "2026-10-01"})
    assert (response.status_code, "截止日期不能早于起始日期。" in response.content.decode()) == (422, True)


def test_the_list_is_named_after_its_unit(office: Office, client: Client):
    verified(office)
    client.force_login(office.hr)
    disposition = client.post(LIST, asked(office.employer))["Content-Disposition"]
    assert urllib.parse.unquote(disposition).endswith(f"{office.employer.name}核实人员名单.xlsx")
