"""Where the staff begin: numbers that lead to what they count."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client

from subsidies.applications.models import Application
from subsidies.portal.queries import record_desks
from subsidies.portal.queries.office_desk import office_desk
from subsidies.portal.queries.policy_desk import policy_desk
from talent.accounts import actions as accounts
from talent.accounts.models import Invitation, StaffRole
from talent.accounts.roles import Role
from talent.audit import events
from talent.calendars import clock
from talent.calendars.models import CalendarDay, CalendarEdition
from talent.ui.stats import Stat
from tests.factories import make_employer, make_identity_number, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments.stages import Desk, make_due

pytestmark = pytest.mark.django_db
DESKS = {
    "/home/office/": {Role.REVIEWER, Role.AUDITOR},
    "/home/policy/": {Role.POLICY_OFFICER},
    "/home/audit/": {Role.AUDITOR},
    "/home/accounts/": {Role.ADMINISTRATOR},
}
QUERIES = {"/home/office/": 27, "/home/policy/": 7, "/home/audit/": 20, "/home/accounts/": 9}


def numbers(stats: list[Stat]) -> list[int]:
    return [each.value for each in stats]


@pytest.mark.parametrize(("path", "roles"), DESKS.items())
@pytest.mark.parametrize("role", Role)
def test_a_desk_opens_to_its_roles_alone(client: Client, path: str, roles: set[Role], role: Role):
    client.force_login(make_user(role))
    assert client.get(path).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("path", DESKS)
def test_every_number_leads_to_a_page_that_its_reader_may_open(client: Client, path: str):
    client.force_login(make_user(sorted(DESKS[path])[0]))
    context = client.get(path).context
    stats = [each for name in ("stats", "state", "waiting", "watched", "roles") for each in context.get(name) or []]
    stats += [each for _heading, group in context.get("parts") or [] for each in group]
    assert {(each.url, client.get(each.url).status_code) for each in stats} == {(each.url, 200) for each in stats}


@pytest.mark.parametrize("path", DESKS)
def test_a_desk_asks_the_same_whatever_waits(client: Client, path: str, django_assert_num_queries):
    user = make_user(sorted(DESKS[path])[0])
    client.force_login(user)
    client.get(path)
    for _ in range(3):
        events.record("account.settings_saved", user, by=user)
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)


def test_the_office_sees_what_waits_in_each_part_of_its_work():
    office, desk = Office.open(), Desk()
    case = office.at("awaiting_review")
    Application.objects.filter(pk=case.pk).update(promised_on=clock.today() - dt.timedelta(days=1))
    office.at("awaiting_recheck")
    office.at("awaiting_notice")
    desk.drawn(make_due()), desk.released(make_due()), make_due()
    parts = office_desk(office.reviewer)["parts"]
    assert [numbers(stats) for _heading, stats in parts] == [
        [1, 1, 0],
        [1, 0, 0, 0, 0, 0],
        [0, 0],
        [1, 0, 1, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
    ]
    assert [(each.kind, each.note) for each in parts[0][1]] == [("danger", "已超期 1 件"), ("", ""), ("", "")]


def test_the_policy_officer_is_told_of_the_years_that_are_missing_or_not_whole():
    CalendarDay.objects.all().delete()
    CalendarEdition.objects.update(token=uuid.uuid4())
    this_year = clock.today().year
    CalendarDay.objects.create(date=dt.date(this_year, 1, 1), is_working=False, name="元旦", source="国办发明电")
    missing = policy_desk(make_user(Role.POLICY_OFFICER))["missing_years"]
    assert [(each.year, each.holidays[:2]) for each in missing] == [
        (this_year, ["春节", "清明节"]),
        (this_year + 1, []),
    ]


def test_the_policy_officer_sees_each_version_and_on_what_its_figures_rest():
    make_employer()
    desk = policy_desk(make_user(Role.POLICY_OFFICER))
    assert [(each.title, each.version, each.ends) for each in desk["versions"]] == [
        (title, "2021-01", False) for title in ("生活补贴", "住房保障", "子女入学", "办理时限", "发放核对")
    ]
    assert sum(count for each in desk["versions"] for _basis, count in each.bases) == sum(numbers(desk["stats"][1:]))


def test_the_auditor_sees_how_often_the_last_week_saw_what_deserves_a_look():
    auditor = make_user(Role.AUDITOR)
    for days_ago in (0, 6, 7):
        with clock.moved_to(clock.today() - dt.timedelta(days=days_ago)):
            events.record("application.numbers_revealed", None, by=auditor)
    watched = record_desks.audit_desk(auditor)["watched"]
    since = (clock.today() - dt.timedelta(days=6)).isoformat()
    assert (numbers(watched), watched[0].url) == (
        [2, 0, 0, 0, 0, 0, 0],
        f"/audit/?verb=application.numbers_revealed&from_day={since}",
    )


def test_the_administrator_is_told_where_two_people_are_needed_and_one_is_there():
    administrator, reviewer = make_user(Role.ADMINISTRATOR), make_user(Role.REVIEWER)
    second = make_user(natural_person=reviewer.natural_person)
    StaffRole.objects.create(user=second, role=Role.REVIEWER)
    for _ in range(2):
        make_user(Role.FINANCE_OFFICER)
    make_user(Role.AUDITOR), make_user(Role.POLICY_OFFICER)
    desk = record_desks.administrator_desk(administrator)
    assert (numbers(desk["roles"]), desk["lacking"]) == (
        [0, 1, 2, 1, 1, 1],
        ["人才办审核人员：现有 1 人，至少需要 2 人", "账号管理员：现有 1 人，至少需要 2 人"],
    )


def test_the_administrator_sees_the_invitations_that_nobody_can_accept_any_more():
    administrator = make_user(Role.ADMINISTRATOR)
    for name in ("a", "b"):
        accounts.invite(
            by=administrator,
            name="许文",
            identity_number=make_identity_number(),
            email=f"{name}@example.com",
            role=Role.AUDITOR,
        )
    Invitation.objects.filter(email="a@example.com").update(expires_at=clock.now() - dt.timedelta(days=1))
    waiting = record_desks.administrator_desk(administrator)["state"][0]
    assert (waiting.value, waiting.kind, waiting.note) == (2, "warning", "其中 1 个已过期，需要重新发送")
