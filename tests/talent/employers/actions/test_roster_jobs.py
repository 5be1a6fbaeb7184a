"""Large rosters are kept, read and committed by the worker: once, whole or not at all, as who brought them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from talent.accounts.models import StaffRole, User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers import actions
from talent.employers.actions import roster_jobs, rosters
from talent.employers.imports import roster as reading
from talent.employers.models import Employer, HeadingMeaning, Roster, RosterEntry
from talent.employers.tasks import sweep_roster_files
from talent.jobs.models import Job
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.spreadsheets.sandbox.limits import Limits
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import HEADER, commit, hr_of, preview, roster_file, row
from tests.talent.jobs.heard import Heard

pytestmark = pytest.mark.django_db
STATEMENTS = 24
"""Of a commit in one piece."""
STATED = ("row_number", "name", "identity_index", "hired_on", "contract_months", "insured_months", "effective_at")


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_jobs, "READ_AT_ONCE_BYTES", -1)
    monkeypatch.setattr(roster_jobs, "COMMIT_AT_ONCE", -1)
    monkeypatch.setattr(rosters, "ROWS_AT_ONCE", 2)


@pytest.fixture
def employer() -> Employer:
    return make_employer()


@pytest.fixture
def hr(employer: Employer) -> User:
    return hr_of(employer)


def ask(employer: Employer, *rows: list[Any], by: User, file: io.BytesIO | None = None, **fields: Any) -> Job:
    file = file or roster_file(*rows, **fields)
    made = actions.request_preview(employer, file, file_name="花名册.xlsx", by=by)
    assert isinstance(made, Job)
    return made


def files(settings: Any) -> list[Path]:
    return sorted((Path(settings.PRIVATE_ROOT) / "rosters").glob("*"))


def told() -> list[tuple[str, str]]:
    return [(message.template, message.channel) for message in Message.objects.order_by("created_at", "pk")]


def error() -> str:
    return Job.objects.latest("requested_at").error


def listed(roster: Roster) -> list[tuple[Any, ...]]:
    return list(roster.entries.order_by("row_number").values_list(*STATED))


@pytest.mark.parametrize(("most_rows", "is_read"), [(3, True), (2, False)])
def test_a_small_file_of_few_rows_is_read_at_once(
    employer: Employer, hr: User, monkeypatch: pytest.MonkeyPatch, most_rows: int, is_read: bool
):
    monkeypatch.setattr(roster_jobs, "READ_AT_ONCE_BYTES", 10**6)
    monkeypatch.setattr(roster_jobs, "READ_AT_ONCE", Limits(max_rows=most_rows))
    made = actions.request_preview(employer, roster_file(row(), row(), row()), file_name="a.xlsx", by=hr)
    assert (isinstance(made, Roster), Job.objects.count()) == (is_read, 0 if is_read else 1)


def test_a_large_file_waits_until_the_worker_has_read_it_and_the_officer_is_told(
    employer: Employer, hr: User, settings: Any
):
    job = ask(employer, row("甲"), row("乙"), by=hr)
    assert (Roster.objects.count(), len(files(settings)), job.wish["file_name"]) == (0, 1, "花名册.xlsx")
    run_outbox()
    roster = Roster.objects.get()
    assert (roster.pk, roster.status, roster.uploaded_by, roster.good_count) == (job.subject, "preview", hr, 2)
    assert (error(), files(settings), told()) == ("", [], [("roster_read", "portal")])
    assert texts.unpack(Message.objects.get().context)["good"] == 2
    verbs = AuditEvent.objects.filter(verb__startswith="roster.").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [("roster.preview_requested", hr.pk), ("roster.preview", hr.pk)]


def test_it_is_the_same_preview_as_one_read_at_once(employer: Employer, hr: User):
    rows = [row("甲"), row("乙", number="1"), row("丙", contract=None)]
    at_once = preview(employer, *rows, by=hr)
    ask(employer, *rows, by=hr)
    run_outbox()
    later = Roster.objects.exclude(pk=at_once.pk).get()
    fields = ("good_count", "bad_count", "problem_count", "problems", "remarks", "new_count", "sha256", "sheet_name")
    assert [getattr(later, each) for each in fields[:-2]] == [getattr(at_once, each) for each in fields[:-2]]
    assert (listed(later), len(listed(later))) == (listed(at_once), 2)


def test_the_copy_with_the_problems_can_be_made_of_a_file_that_the_worker_read(
    employer: Employer, hr: User, settings: Any
):
    job = ask(employer, row(), row(number="1"), by=hr)
    run_outbox()
    copy = actions.annotated_copy(Roster.objects.get(pk=job.subject), by=hr)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(copy)).get_sheet_by_index(0).to_python()
    assert ([str(each[-1])[:2] for each in rows], len(files(settings))) == (["问题", "", "B3"], 2)
    actions.discard(Roster.objects.get(), by=hr)
    assert AuditEvent.objects.get(verb="roster.copy_downloaded").detail == {"rows": 1}


def test_the_same_file_sent_again_leads_to_the_work_that_is_underway(employer: Employer, hr: User, settings: Any):
    file = roster_file(row())
    jobs = [ask(employer, by=by, file=file) for by in (hr, hr, hr_of(employer))]
    assert ({job.pk for job in jobs}, len(files(settings))) == ({jobs[0].pk}, 1)
    run_outbox()
    assert Roster.objects.count() == 1


def test_a_task_that_runs_again_makes_no_second_roster_and_tells_nobody_twice(employer: Employer, hr: User):
    job = ask(employer, row(), by=hr)
    run_outbox()
    actions.run_preview(job.pk)
    assert (Roster.objects.count(), told()) == (1, [("roster_read", "portal")])


def test_what_cannot_be_read_changes_nothing_says_why_and_leaves_no_file(employer: Employer, hr: User, settings: Any):
    ask(employer, by=hr, file=io.BytesIO(b"PK\x03\x04 broken"))
    run_outbox()
    assert (Roster.objects.count(), files(settings), told()) == (0, [], [("roster_not_read", "portal")])
    assert "文件已损坏" in error()


def test_a_file_above_the_limits_is_refused_with_the_limit(
    employer: Employer, hr: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "LIMITS", Limits(max_rows=2))
    monkeypatch.setattr(rosters.read, "__kwdefaults__", rosters.read.__kwdefaults__ | {"limits": Limits(max_rows=2)})
    ask(employer, row(), row(), row(), by=hr)
    run_outbox()
    assert error() == "表格超过了 2 行的上限。请拆成几个文件分别上传。"


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(
    employer: Employer, hr: User, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    small = Limits(max_bytes=10)
    monkeypatch.setattr(roster_jobs, "LIMITS", small)
    monkeypatch.setattr(rosters.read, "__kwdefaults__", rosters.read.__kwdefaults__ | {"limits": small})
    with pytest.raises(ActionRefused, match="超过了"):
        ask(employer, row(), by=hr)
    assert (files(settings), Job.objects.count()) == ([], 0)


def test_headings_that_are_not_known_are_asked_about_and_the_file_is_read_again_without_a_new_upload(
    employer: Employer, hr: User, settings: Any
):
    header = ["员工", *HEADER[1:]]
    job = ask(employer, row("独孤求败"), by=hr, header=header)
    run_outbox()
    assert ("缺少必填的列：姓名" in error(), len(files(settings)), Roster.objects.count()) == (True, 2, 0)
    assert [name for name in files(settings) if "独孤求败".encode() in name.read_bytes()] == []
    again = actions.answer_headings(job, [("员工", "name")], by=hr)
    run_outbox()
    roster = Roster.objects.get()
    assert (again.subject, roster.pk, [e.name for e in roster.entries.all()]) == (
        job.subject,
        job.subject,
        ["独孤求败"],
    )
    assert HeadingMeaning.objects.get().heading == "员工"


def test_an_answer_that_says_nothing_or_comes_from_elsewhere_is_refused(employer: Employer, hr: User):
    job = ask(employer, row(), by=hr, header=["员工", *HEADER[1:]])
    run_outbox()
    with pytest.raises(ActionRefused, match="请为缺少的内容选择对应的列"):
        actions.answer_headings(job, [], by=hr)
    with pytest.raises(ActionRefused, match="没有为这个单位导入花名册的权限"):
        actions.answer_headings(job, [("员工", "name")], by=hr_of(make_employer()))
    assert Job.objects.underway().count() == 0


def test_the_worker_asks_again_whether_the_person_may(employer: Employer, hr: User, settings: Any):
    ask(employer, row(), by=hr)
    StaffRole.objects.filter(user=hr).update(revoked_at=clock.now())
    run_outbox()
    assert (error(), Roster.objects.count()) == ("您没有为这个单位导入花名册的权限。", 0)
    assert files(settings) == []


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?")])
def test_a_file_that_is_gone_or_altered_is_not_believed(employer: Employer, hr: User, settings: Any, harm: Any):
    ask(employer, row(), by=hr)
    harm(files(settings)[0])
    run_outbox()
    assert (error(), Roster.objects.count()) == ("上传的文件已不在或已损坏。请重新上传。", 0)


def test_a_file_that_waits_is_not_swept(employer: Employer, hr: User, settings: Any):
    ask(employer, row(), by=hr)
    os.utime(files(settings)[0], (0, 0))
    assert (sweep_roster_files.func(), len(files(settings))) == (0, 1)


def test_a_large_roster_is_committed_by_the_worker_and_the_officer_is_told(employer: Employer, hr: User):
    numbers = [make_identity_number() for _ in range(5)]
    commit(employer, *(row(number=number, months=3) for number in numbers[:3]))
    roster = preview(employer, *(row(number=number, months=4) for number in numbers), by=hr)
    job = actions.request_commit(roster, by=hr)
    assert (isinstance(job, Job), actions.request_commit(roster, by=hr)) == (True, job)
    assert RosterEntry.objects.in_force().filter(insured_months=4).count() == 0
    run_outbox()
    roster.refresh_from_db()
    in_force = RosterEntry.objects.in_force().filter(employer=employer)
    assert (roster.status, roster.committed_by, in_force.filter(roster=roster).count(), in_force.count()) == (
        "committed", hr, 5, 5,
    )  # fmt: skip
    assert (error(), told()[-1]) == ("", ("roster_in_force", "portal"))
    assert actions.request_commit(roster, by=hr) == roster


def test_while_the_worker_commits_nobody_settles_that_roster_or_another_of_the_unit(employer: Employer, hr: User):
    roster, other = preview(employer, row(), by=hr), preview(employer, row(), by=hr)
    elsewhere = preview(make_employer(), row())
    actions.request_commit(roster, by=hr)
    for act in (actions.commit, actions.discard):
        with pytest.raises(ActionRefused, match="后台正在导入这份花名册"):
            act(roster, by=hr)
    for act in (actions.commit, actions.discard, actions.request_commit):
        with pytest.raises(ActionRefused, match="后台正在导入本单位的另一份花名册"):
            act(other, by=hr)
    assert actions.commit(elsewhere, by=hr_of(elsewhere.employer)).status == "committed"


def test_a_preview_that_is_out_of_date_is_counted_anew_and_shown_again(employer: Employer, hr: User):
    number = make_identity_number()
    waiting = preview(employer, row("甲", number, months=5), by=hr)
    commit(employer, row("甲", number, months=4))
    actions.request_commit(waiting, by=hr)
    run_outbox()
    waiting.refresh_from_db()
    assert ("人数已重新计算" in error(), waiting.status, waiting.new_count, waiting.changed_count) == (
        True, "preview", 0, 1,
    )  # fmt: skip
    assert told() == [("roster_not_in_force", "portal")]
    actions.request_commit(waiting, by=hr)
    run_outbox()
    assert RosterEntry.objects.in_force().get(employer=employer).insured_months == 5


def test_an_error_in_the_middle_of_a_commit_leaves_nothing_half_done(
    employer: Employer, hr: User, monkeypatch: pytest.MonkeyPatch
):
    roster = preview(employer, *(row() for _ in range(5)), by=hr)
    actions.request_commit(roster, by=hr)
    monkeypatch.setattr(rosters.audit, "record", lambda *args, **kwargs: 1 / 0)
    run_outbox()
    assert ("系统出错" in error(), RosterEntry.objects.in_force().count()) == (True, 0)


def test_the_progress_of_each_stage_ends_with_all_its_rows(
    employer: Employer, hr: User, monkeypatch: pytest.MonkeyPatch
):
    heard = Heard()
    roster = preview(employer, *(row() for _ in range(5)), by=hr)
    actions.commit(roster, by=hr, progress=heard)
    assert heard.said == [("comparing", 0), ("replacing", 5), 0, 2, 4, 5]


def test_a_commit_takes_as_many_statements_for_any_number_of_people_in_a_piece(
    employer: Employer, hr: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
):
    monkeypatch.setattr(rosters, "ROWS_AT_ONCE", 100)
    for count in (2, 9):
        roster = preview(employer, *(row() for _ in range(count)), by=hr)
        with django_assert_num_queries(STATEMENTS):
            actions.commit(roster, by=hr)
    assert RosterEntry.objects.in_force().count() == 11
