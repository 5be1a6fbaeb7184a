"""A person can see who looked at their data: when, in which capacity, what, and why where a reason was asked for."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.portal.queries.readings import WHAT
from subsidies.review import actions as review
from subsidies.review import case_actions
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.models import RosterEntry
from talent.papers.models import IssuedPaper
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments.stages import Desk
from tests.subsidies.portal.me.applicant import Applicant, Page
from tests.subsidies.verification.claims import import_roster

pytestmark = pytest.mark.django_db
ADDRESS = "/me/readings/"
TOLD_ABOUT_MANY_AT_ONCE = {
    "offer.sheets_downloaded", "people.list_downloaded", "roster.copy_downloaded", "verification.list_downloaded",
}  # fmt: skip
"""Files of a unit about all its people: the page says that they stand in the log as a whole."""
ABOUT_NOBODY_OF_THEM = {
    "account.opened", "application.taken", "crosscheck.answers_read", "mandate.opened", "notice.minutes_read",
    "objection.read", "recovery.reopened",
}  # fmt: skip
"""No applicant's data, or no reading: minutes, what an objector wrote, answers of a department that become facts."""


def rows(page: Page) -> list[list[str]]:
    found = page.main.xpath(".//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in found]


def seen_by(client: Client, user: User) -> list[list[str]]:
    return rows(Applicant.signed_in(client, user).reads(ADDRESS))


def test_nobody_has_looked_yet(newcomer: Applicant, office: Office, client: Client):
    office.at(S.DRAFT)
    page = newcomer.reads(ADDRESS)
    assert (rows(page), "还没有工作人员查阅过您的信息" in page.text) == ([], True)


def test_what_the_office_opened_is_told_with_the_reason(office: Office, client: Client):
    case = office.at(S.AWAITING_REVIEW)
    case_actions.record_opened(case, by=office.reviewer)
    review.reveal_numbers(case, by=office.reviewer, reason="核对银行账号")
    assert seen_by(client, case.person.user) == [
        ["2026年11月23日 12:00", "人才办审核人员", "查看完整的证件号码和银行账号原因：核对银行账号"],
        ["2026年11月23日 12:00", "人才办审核人员", "查看申请和资料"],
    ]


@pytest.mark.parametrize(("seconds", "when"), [(60, "12:00至 12:02，共 3 次"), (5, "12:00共 3 次")])
def test_files_that_are_opened_one_after_the_other_are_one_reading(
    office: Office, client: Client, clock_at_noon: time_machine.Traveller, seconds: int, when: str
):
    case = office.at(S.AWAITING_REVIEW)
    for file in case.person.evidence.order_by("uploaded_at"):
        audit.record("evidence.read", file, by=office.reviewer)
        clock_at_noon.shift(seconds)
    assert seen_by(client, case.person.user) == [[f"2026年11月23日 {when}", "人才办审核人员", "查看证明材料"]]


def test_on_another_day_it_is_another_reading(office: Office, client: Client, clock_at_noon: time_machine.Traveller):
    case = office.at(S.AWAITING_REVIEW)
    for _day in range(2):
        case_actions.record_opened(case, by=office.reviewer)
        clock_at_noon.shift(dt.timedelta(days=1))
    days = [row[0] for row in seen_by(client, case.person.user)]
    assert days == ["2026年11月24日 12:00", "2026年11月23日 12:00"]


def test_own_looks_and_those_at_somebody_elses_case_are_not_listed(office: Office, client: Client):
    mine, other = office.at(S.AWAITING_REVIEW), office.at(S.AWAITING_REVIEW)
    audit.record("paper.read", IssuedPaper.objects.filter(dossier=mine.pk).earliest("issued_at"), by=mine.person.user)
    case_actions.record_opened(other, by=office.reviewer)
    assert seen_by(client, mine.person.user) == []


def test_a_unit_that_looked_is_named(office: Office, client: Client):
    case = office.at(S.AWAITING_REVIEW)
    import_roster(office.employer, case.person, by=office.hr)
    audit.record("people.read", RosterEntry.objects.get(), by=office.hr)
    assert seen_by(client, case.person.user) == [
        ["2026年11月23日 12:00", f"{office.employer.name}人事", "查看在职信息"]
    ]


def test_the_office_somebody_held_then_is_told(office: Office, client: Client, clock_at_noon: time_machine.Traveller):
    case, now = office.at(S.AWAITING_REVIEW), clock.now()
    StaffRole.objects.filter(user=office.reviewer).update(granted_at=now)
    case_actions.record_opened(case, by=office.reviewer)
    later = now + dt.timedelta(days=3)
    StaffRole.objects.filter(user=office.reviewer).update(revoked_at=later)
    StaffRole.objects.create(user=office.reviewer, role=Role.AUDITOR)
    StaffRole.objects.filter(role=Role.AUDITOR).update(granted_at=later)
    clock_at_noon.shift(dt.timedelta(days=4))
    audit.record("paper.read", IssuedPaper.objects.filter(dossier=case.pk).earliest("issued_at"), by=office.reviewer)
    assert [row[1] for row in seen_by(client, case.person.user)] == ["审计人员", "人才办审核人员"]


def test_whoever_took_the_files_of_a_payment_is_told(client: Client):
    desk = Desk()
    batch = desk.released()
    user = batch.lines.earliest("sequence").instalment.award.person.user
    audit.record("batch.package_downloaded", batch, by=desk.releaser)
    assert [row[1:] for row in seen_by(client, user)] == [["财政局经办人员", "下载发放文件（含姓名、银行账号和金额）"]]


def test_the_page_takes_as_many_queries_for_one_reading_as_for_many(
    office: Office, client: Client, django_assert_num_queries
):
    case = office.at(S.AWAITING_REVIEW)
    client.force_login(case.person.user)
    for _another in range(12):
        case_actions.record_opened(case, by=make_user(Role.REVIEWER))
    client.get(ADDRESS)
    with django_assert_num_queries(18) as asked:
        client.get(ADDRESS)
    assert len(asked) == 18


def test_every_reading_that_the_log_knows_is_told_or_named_here():
    endings = ("read", "opened", "downloaded", "revealed", "taken")
    verbs = {verb for config in apps.get_app_configs() for verb in getattr(config, "audit_verbs", {})}
    readings = {verb for verb in verbs if verb.endswith(endings)}
    assert readings == set(WHAT) | TOLD_ABOUT_MANY_AT_ONCE | ABOUT_NOBODY_OF_THEM
