"""Preview, commit, discard: what counts, what is replaced, and who may."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers import actions
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.queries import absent_from
from talent.encryption.blind_index import blind_index
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number, make_user
from tests.talent.employers.rosters import HEADER, commit, hr_of, preview, roster_file, row
from tests.talent.spreadsheets.builders import xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def employer() -> Employer:
    return make_employer()


def counts(roster: Roster) -> tuple[int, int, int, int]:
    return roster.new_count, roster.changed_count, roster.unchanged_count, roster.absent_count


def in_force(employer: Employer) -> list[tuple[str, int | None]]:
    entries = RosterEntry.objects.in_force().filter(employer=employer).order_by("name")
    return list(entries.values_list("name", "insured_months"))


def test_a_preview_counts_and_changes_nothing(employer: Employer):
    roster = preview(employer, row("甲"), row("乙", number="1"))
    assert (counts(roster), roster.good_count, roster.bad_count, roster.status) == ((1, 0, 0, 0), 1, 1, "preview")
    assert in_force(employer) == []


def test_only_the_first_problems_are_kept_but_all_are_counted(employer: Employer):
    roster = preview(employer, *(row(number="1") for _ in range(250)))
    assert (roster.bad_count, roster.problem_count, [p["cell"] for p in roster.problems]) == (
        250,
        250,
        [f"B{number}" for number in range(2, 202)],
    )


INVITING = ["学历", "毕业院校", "毕业时间", "手机号"]
TOLD = ["硕士研究生", "吉林大学", "2026-06-30", "13900000001"]


def whole(employer: Employer, by: User, person: list[Any], *told: object) -> Roster:
    return preview(employer, [*person, *told], header=[*HEADER, *INVITING], by=by)


def for_inviting(employer: Employer) -> list[tuple[str, str, dt.date | None, str | None]]:
    found = RosterEntry.objects.in_force().filter(employer=employer).order_by("name")
    return [(each.degree_level, each.school, each.graduated_on, each.phone) for each in found]


def test_a_file_without_the_columns_for_inviting_leaves_what_was_said_in_them(employer: Employer):
    by, person = hr_of(employer), row("甲")
    actions.commit(whole(employer, by, person, *TOLD), by=by)
    before = for_inviting(employer)
    narrow = preview(employer, person, row("乙"), by=by)
    counted = counts(narrow)
    actions.commit(narrow, by=by)
    assert (counted, for_inviting(employer)) == ((1, 0, 1, 0), [("", "", None, None), *before])
    assert before == [("master", "吉林大学", dt.date(2026, 6, 30), "+8613900000001")]


def test_a_blank_cell_of_a_column_that_is_there_clears_what_was_said(employer: Employer):
    by, person = hr_of(employer), row("甲")
    actions.commit(whole(employer, by, person, *TOLD), by=by)
    blank = preview(employer, [*person, None, None], header=[*HEADER, "毕业院校", "手机号"], by=by)
    actions.commit(blank, by=by)
    assert (counts(blank), for_inviting(employer)) == (
        (0, 1, 0, 0),
        [("master", "", dt.date(2026, 6, 30), None)],
    )


def test_what_is_carried_over_is_what_counts_when_the_roster_is_committed(employer: Employer):
    by, person = hr_of(employer), row("甲")
    actions.commit(whole(employer, by, person, *TOLD), by=by)
    narrow = preview(employer, person, by=by)
    actions.commit(whole(employer, by, person, "博士", "清华大学", "2026-07-01", "13900000002"), by=by)
    actions.commit(narrow, by=by)
    assert for_inviting(employer) == [("doctor", "清华大学", dt.date(2026, 7, 1), "+8613900000002")]


def test_a_row_that_says_the_same_again_is_a_duplicate_and_not_bad(employer: Employer):
    same = row()
    roster = preview(employer, same, row(number="1"), same, same)
    assert (roster.good_count, roster.bad_count, roster.duplicate_count) == (1, 1, 2)


def test_only_those_said_to_be_employed_are_absent(employer: Employer):
    other, number = make_employer(), make_identity_number()
    tomorrow, yesterday = (clock.today() + dt.timedelta(days=days) for days in (1, -1))
    commit(employer, row("已离职", left_on=yesterday), row("将离职", left_on=tomorrow), row("在职"), row("甲", number))
    commit(other, row("别家的人"))
    roster = preview(employer, row("甲", number), row("乙"))
    absent = absent_from(roster)
    assert ([entry.name for entry in absent.entries], absent.count, roster.absent_count) == (["在职", "将离职"], 2, 2)


def test_a_commit_replaces_what_was_said_of_the_same_people_and_leaves_the_others(employer: Employer):
    first, second, third = (make_identity_number() for _ in range(3))
    commit(employer, row("甲", first, months=3), row("乙", second, months=3), row("丙", third, months=3))
    later = preview(employer, row("甲", first, months=4), row("乙", second, months=3), row("丁"))
    assert counts(later) == (1, 1, 1, 1)
    actions.commit(later, by=hr_of(employer))
    assert in_force(employer) == [("丁", 4), ("丙", 3), ("乙", 3), ("甲", 4)]


def test_the_same_file_again_says_the_same_of_everybody(employer: Employer):
    rows = [row(), row()]
    commit(employer, *rows)
    again = commit(employer, *rows)
    assert (counts(again), len(in_force(employer))) == ((0, 0, 2, 0), 2)


def test_two_employers_may_list_the_same_person(employer: Employer):
    other, number = make_employer(), make_identity_number()
    commit(employer, row("甲", number, months=9))
    commit(other, row("甲", number, months=2))
    assert (in_force(employer), in_force(other)) == ([("甲", 9)], [("甲", 2)])


def test_a_double_click_on_commit_changes_nothing(employer: Employer):
    hr = hr_of(employer)
    roster = preview(employer, row(), by=hr)
    first = actions.commit(roster, by=hr)
    second = actions.commit(roster, by=hr)
    assert second.committed_at == first.committed_at
    assert AuditEvent.objects.filter(verb="roster.commit").count() == 1
    assert DBTaskResult.objects.filter(task_path__endswith="verify_by_committed_roster").count() == 1


def test_counts_that_are_out_of_date_are_made_anew_and_shown_before_the_commit(employer: Employer):
    number, hr, colleague = make_identity_number(), hr_of(employer), hr_of(employer)
    waiting = preview(employer, row("甲", number, months=5), by=hr)
    commit(employer, row("甲", number, months=4), by=colleague)
    with pytest.raises(ActionRefused, match="人数已重新计算"):
        actions.commit(waiting, by=hr)
    waiting.refresh_from_db()
    assert (counts(waiting), waiting.status, in_force(employer)) == ((0, 1, 0, 0), "preview", [("甲", 4)])
    actions.commit(waiting, by=hr)
    assert in_force(employer) == [("甲", 5)]


def test_the_database_has_one_entry_in_force_for_a_person_and_employer(employer: Employer):
    number = make_identity_number()
    commit(employer, row(number=number))
    other = preview(employer, row(number=number))
    with pytest.raises(IntegrityError), transaction.atomic():
        other.entries.update(effective_at=clock.now())
    assert RosterEntry.objects.in_force().about(blind_index(number, "identity_number")).count() == 1


def test_a_discarded_roster_keeps_nobody_and_cannot_be_committed(employer: Employer):
    hr = hr_of(employer)
    roster = preview(employer, row(), row(number="1"), by=hr)
    roster = actions.discard(actions.discard(roster, by=hr), by=hr)
    with pytest.raises(ActionRefused, match="已放弃"):
        actions.commit(roster, by=hr)
    assert (roster.entries.count(), roster.problems, roster.status) == (0, [], "discarded")


def test_a_committed_roster_cannot_be_discarded(employer: Employer):
    hr = hr_of(employer)
    with pytest.raises(ActionRefused, match="已生效"):
        actions.discard(commit(employer, row(), by=hr), by=hr)
    assert len(in_force(employer)) == 1


def test_a_roster_of_problems_alone_is_shown_and_cannot_be_committed(employer: Employer):
    hr = hr_of(employer)
    roster = preview(employer, row(number="1"), by=hr)
    with pytest.raises(ActionRefused, match="没有可以导入的行"):
        actions.commit(roster, by=hr)


def test_a_file_with_a_header_alone_is_refused(employer: Employer):
    with pytest.raises(ActionRefused, match="表头下面没有人员"):
        preview(employer)
    assert Roster.objects.count() == 0


def test_a_file_for_another_employer_is_refused(employer: Employer):
    with pytest.raises(ActionRefused, match="没有为这个单位导入花名册的权限"):
        preview(employer, row(), by=make_user(Role.HR_OFFICER))
    assert Roster.objects.count() == 0


def test_a_row_that_names_another_unit_of_the_list_is_a_problem(employer: Employer):
    make_employer(name="长春某轴承有限公司")
    file = roster_file([*row(), "长春某轴承有限公司"], [*row(), employer.name], header=[*HEADER, "单位名称"])
    roster = actions.preview(employer, file, file_name="a.xlsx", by=hr_of(employer))
    assert ([p["cell"] for p in roster.problems], roster.good_count) == (["H2"], 1)


def test_a_number_in_the_name_of_a_file_is_not_kept(employer: Employer):
    name = "220102200005011238的花名册.xlsx"
    roster = actions.preview(employer, roster_file(row()), file_name=name, by=hr_of(employer))
    assert roster.file_name == "［已隐去］的花名册.xlsx"


def test_an_officer_of_the_group_imports_for_a_subsidiary_and_not_the_other_way_round(employer: Employer):
    subsidiary = make_employer(parent=employer)
    hr = hr_of(employer)
    assert preview(subsidiary, row(), by=hr).employer == subsidiary
    with pytest.raises(ActionRefused):
        preview(employer, row(), by=hr_of(subsidiary))


def test_another_role_does_not_widen_what_an_officer_may_import(employer: Employer):
    hr = hr_of(make_employer())
    hr.role_grants.create(role=Role.REVIEWER)
    assert (hr.roles, Roster.objects.visible_to(hr).count()) == ({Role.HR_OFFICER, Role.REVIEWER}, 0)
    with pytest.raises(ActionRefused):
        preview(employer, row(), by=hr)


def test_nobody_commits_a_roster_of_another_employer(employer: Employer):
    roster = preview(employer, row())
    with pytest.raises(ActionRefused, match="没有找到这份花名册"):
        actions.commit(roster, by=make_user(Role.HR_OFFICER))
    assert in_force(employer) == []


def test_an_account_without_a_person_behind_it_imports_nothing(employer: Employer):
    with pytest.raises(DutiesNotSeparated):
        preview(employer, row(), by=hr_of(employer, natural_person=None))


def test_the_log_names_counts_and_no_person(employer: Employer):
    roster = commit(employer, row("独孤求败", number := make_identity_number()))
    events = AuditEvent.objects.filter(object_id=str(roster.pk)).order_by("pk")
    assert [event.verb for event in events] == ["roster.preview", "roster.commit"]
    assert [word in str([e.detail for e in events]) for word in ("独孤求败", number)] == [False, False]


HOSTILE = {
    "a page of text": (b"%PDF-1.7 ...", "这不是电子表格"),
    "random bytes": (bytes(range(256)) * 8, "。"),
    "a broken workbook": (xlsx(("表", [["姓名"]])).getvalue()[:-200], "损坏"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "one byte": (b"\0", "。"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_in_chinese_and_leaves_nothing(employer: Employer, content: bytes, words: str):
    with pytest.raises(ActionRefused) as refused:
        actions.preview(employer, io.BytesIO(content), file_name="x.xlsx", by=hr_of(employer))
    assert (words in str(refused.value), Roster.objects.count()) == (True, 0)
