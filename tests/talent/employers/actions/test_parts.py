"""A file of many units is taken apart: a preview for each unit below that its rows name."""

from __future__ import annotations

import io
import uuid
from typing import Any

import openpyxl
import pytest

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers import actions
from talent.employers.imports import roster_files
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.parts import parts_of
from talent.jobs.models import Job
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.talent.employers.rosters import HEADER, hr_of, roster_file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Employer:
    return make_employer(name="样例集团")


@pytest.fixture
def units(group: Employer) -> list[Employer]:
    return [make_employer(name=name, short_name=short, parent=group) for name, short in (("甲厂", "甲"), ("乙厂", ""))]


@pytest.fixture
def hr(group: Employer) -> User:
    return hr_of(group)


def of_many(*rows: tuple[str, str | None]) -> io.BytesIO:
    return roster_file(*([*row(name), unit] for name, unit in rows), header=[*HEADER, "用人单位"])


def split(group: Employer, hr: User, *rows: tuple[str, str | None]) -> Roster:
    made = actions.request_preview(group, of_many(*rows), file_name="全集团.xlsx", by=hr)
    assert isinstance(made, Roster)
    return made


def previews() -> dict[str, list[str]]:
    found = Roster.objects.filter(status="preview").order_by("employer__name")
    return {
        each.employer.name: list(each.entries.order_by("row_number").values_list("name", flat=True)) for each in found
    }


ROWS = (("孙一", "甲厂"), ("孙二", "乙厂"), ("孙三", "甲"), ("孙四", "样例集团"), ("孙五", " 样例（集团）"))


def test_each_unit_gets_the_rows_that_name_it_and_the_group_its_own(group: Employer, units: list[Employer], hr: User):
    roster = split(group, hr, *ROWS)
    assert (roster.good_count, roster.bad_count, roster.remarks["below"]) == (
        2,
        0,
        {str(units[0].pk): 2, str(units[1].pk): 1},
    )
    assert actions.request_parts(roster, by=hr) == 2
    run_outbox()
    assert previews() == {"样例集团": ["孙四", "孙五"], "甲厂": ["孙一", "孙三"], "乙厂": ["孙二"]}


def test_the_officer_is_told_of_each_part_by_the_name_of_its_unit(group: Employer, units: list[Employer], hr: User):
    actions.request_parts(split(group, hr, *ROWS), by=hr)
    run_outbox()
    names = sorted(texts.unpack(each.context)["file_name"] for each in Message.objects.all())
    assert names == ["全集团.xlsx · 乙厂", "全集团.xlsx · 甲厂"]


def test_asked_twice_nothing_is_read_twice(group: Employer, units: list[Employer], hr: User):
    roster = split(group, hr, *ROWS)
    actions.request_parts(roster, by=hr)
    assert (actions.request_parts(roster, by=hr), Job.objects.count()) == (0, 2)
    run_outbox()
    assert (actions.request_parts(roster, by=hr), Job.objects.count()) == (0, 2)
    assert [(part.unit.name, part.rows, part.roster is not None) for part in parts_of(roster)] == [
        ("甲厂", 2, True),
        ("乙厂", 1, True),
    ]


def test_a_part_that_was_given_up_can_be_read_again(group: Employer, units: list[Employer], hr: User):
    roster = split(group, hr, *ROWS)
    actions.request_parts(roster, by=hr)
    run_outbox()
    actions.discard(Roster.objects.get(employer=units[0]), by=hr)
    assert actions.request_parts(roster, by=hr) == 1


def test_each_part_is_committed_by_itself(group: Employer, units: list[Employer], hr: User):
    actions.request_parts(split(group, hr, *ROWS), by=hr)
    run_outbox()
    actions.commit(Roster.objects.get(employer=units[0]), by=hr)
    in_force = RosterEntry.objects.in_force().order_by("name").values_list("name", "employer__name")
    assert list(in_force) == [("孙一", "甲厂"), ("孙三", "甲厂")]


def test_the_copy_of_a_part_shows_nobody_of_another_unit(group: Employer, units: list[Employer], hr: User):
    wrong = [*row("孙六", number="1"), "乙厂"]
    file = roster_file([*row("孙一"), "甲厂"], wrong, [*row("孙四"), "样例集团"], header=[*HEADER, "用人单位"])
    made = actions.request_preview(group, file, file_name="全集团.xlsx", by=hr)
    actions.request_parts(made, by=hr)
    run_outbox()
    part = Roster.objects.get(employer=units[1])
    local = hr_of(units[1])
    sheet = openpyxl.load_workbook(io.BytesIO(actions.annotated_copy(part, by=local))).active
    names = [each[0].value for each in sheet.iter_rows(min_row=2)]
    assert ([name for name in names if name], part.bad_count) == (["孙六"], 1)


def test_a_file_that_lists_people_of_units_below_alone_is_taken(group: Employer, units: list[Employer], hr: User):
    roster = split(group, hr, ("孙一", "甲厂"))
    assert (roster.good_count, [part.rows for part in parts_of(roster)]) == (0, [1])


def test_a_unit_that_is_not_below_is_named_by_mistake(group: Employer, units: list[Employer]):
    local = hr_of(units[0])
    made = actions.preview(units[0], of_many(("孙一", "甲厂"), ("孙二", "乙厂")), file_name="甲.xlsx", by=local)
    assert (made.good_count, made.bad_count, made.remarks["below"]) == (1, 1, {})


def test_a_merged_unit_is_named_for_the_one_that_goes_on(group: Employer, units: list[Employer], hr: User):
    first, second = units
    Employer.objects.filter(pk=second.pk).update(merged_into=first, merged_on=first.listed_from)
    actions.request_parts(split(group, hr, ("孙一", "甲厂"), ("孙二", "乙厂")), by=hr)
    run_outbox()
    assert previews() == {"样例集团": [], "甲厂": ["孙一", "孙二"]}


def test_a_unit_that_goes_on_beyond_the_group_is_no_part_of_the_file(group: Employer, units: list[Employer], hr: User):
    elsewhere = make_employer()
    Employer.objects.filter(pk=units[1].pk).update(merged_into=elsewhere, merged_on=elsewhere.listed_from)
    roster = split(group, hr, ("孙一", "甲厂"), ("孙二", "乙厂"))
    assert (roster.remarks["below"], [each["code"] for each in roster.problems]) == (
        {str(units[0].pk): 1},
        ["other_employer"],
    )


def test_a_short_name_of_two_units_is_asked_about_and_enters_neither(group: Employer, units: list[Employer], hr: User):
    Employer.objects.filter(pk__in=[unit.pk for unit in units]).update(short_name="研发中心")
    roster = split(group, hr, ("孙一", "甲厂"), ("孙二", "研发中心"))
    actions.request_parts(roster, by=hr)
    run_outbox()
    assert ([each["code"] for each in roster.problems], previews()["甲厂"]) == (["several_units"], ["孙一"])


def test_the_worker_may_read_again_what_was_given_up_since(group: Employer, units: list[Employer], hr: User):
    actions.request_parts(split(group, hr, ("孙一", "甲厂")), by=hr)
    run_outbox()
    part = Roster.objects.get(employer=units[0])
    actions.discard(part, by=hr)
    actions.run_preview(Job.objects.get(subject=part.pk).pk)
    assert Roster.objects.get(pk=part.pk).status == "discarded"


def test_a_file_that_the_unit_uploaded_itself_stands_in_the_way_of_no_part(
    group: Employer, units: list[Employer], hr: User
):
    roster = split(group, hr, *ROWS)
    actions.preview(units[0], of_many(*ROWS), file_name="全集团.xlsx", by=hr)
    assert actions.request_parts(roster, by=hr) == 2


def test_nobody_of_the_unit_itself_is_no_fault_of_the_file(group: Employer, units: list[Employer], hr: User):
    with pytest.raises(ActionRefused, match="按单位分开读取"):
        actions.commit(split(group, hr, ("孙一", "甲厂")), by=hr)


def test_a_unit_that_was_renamed_is_found_by_the_name_it_had(group: Employer, units: list[Employer], hr: User):
    keeper = make_user(Role.ADMINISTRATOR)
    actions.rename(units[1], by=keeper, name="丙厂", short_name="", changed_on=clock.today())
    roster = split(group, hr, ("孙一", "乙厂"), ("孙二", "丙厂"))
    assert roster.remarks["below"] == {str(units[1].pk): 2}


def test_in_a_file_that_tells_units_a_row_of_no_unit_is_asked_about_and_elsewhere_it_is_a_department(
    group: Employer, units: list[Employer], hr: User
):
    told = split(group, hr, ("孙一", "甲厂"), ("孙二", "丁厂"), ("孙三", "样例集团"))
    departments = split(group, hr, ("孙一", "总装车间"), ("孙二", "丁厂"))
    assert [(each.good_count, each.bad_count) for each in (told, departments)] == [(1, 1), (2, 0)]
    assert [(each["cell"], each["code"]) for each in told.problems] == [("H3", "unknown_unit")]


def test_nobody_takes_apart_what_is_not_theirs_or_settled_or_gone(
    group: Employer, units: list[Employer], hr: User, settings: Any
):
    roster = split(group, hr, *ROWS)
    with pytest.raises(Roster.DoesNotExist):
        actions.request_parts(roster, by=hr_of(units[0]))
    actions.discard(roster, by=hr)
    with pytest.raises(ActionRefused, match="已经办结"):
        actions.request_parts(roster, by=hr)
    again = split(group, hr, *ROWS)
    Roster.objects.filter(pk=again.pk).update(sha256=uuid.uuid4().hex * 2)
    with pytest.raises(ActionRefused, match="不再保留"):
        actions.request_parts(again, by=hr)
    assert Job.objects.count() == 0


def test_where_a_unit_reads_a_heading_otherwise_nothing_of_the_others_is_shown_to_it(
    group: Employer, units: list[Employer], hr: User, settings: Any
):
    actions.explain_headings(group, [("员工", "name")], by=hr)
    actions.explain_headings(units[0], [("员工", "school")], by=hr_of(units[0]))
    rows = [[*row("孙一"), "甲厂"], [*row("孙二"), "乙厂"]]
    file = roster_file(*rows, header=["员工", *HEADER[1:], "用人单位"])
    made = actions.request_preview(group, file, file_name="全集团.xlsx", by=hr)
    actions.request_parts(made, by=hr)
    run_outbox()
    job = Job.objects.get(wish__employer=str(units[0].pk))
    kept = roster_files.Kept(job.subject, job.wish["sha256"])
    assert ("姓名" in job.error, roster_files.question_about(kept), previews()["乙厂"]) == (True, None, ["孙二"])
