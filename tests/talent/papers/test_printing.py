"""Many papers in one file: progress, what is left out, who gets it, and that it goes after its time."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.outbox import run_outbox
from talent.papers import actions
from talent.papers.actions import printing
from talent.papers.models import IssuedPaper, PrintRun
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.talent.papers.certificates import make_paper

pytestmark = pytest.mark.django_db


def asked(by: User, *papers: IssuedPaper) -> PrintRun:
    return printing.request_run([p.pk for p in papers], pk=uuid.uuid4(), kind="certificate", title="证明", by=by)


def pages(run: PrintRun) -> int:
    with default_storage.open(run.storage_name) as file:
        return len(pypdfium2.PdfDocument(file.read()))


def test_papers_are_drawn_in_parts_and_put_together(monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    officer = make_user(Role.REVIEWER)
    run = asked(officer, *(make_paper(make_user().pk) for _ in range(5)))
    run_outbox()
    run.refresh_from_db()
    assert (run.total, run.done, pages(run), run.left_out) == (5, 5, 3, [])


def test_what_cannot_be_printed_is_named_and_the_rest_is_printed():
    officer = make_user(Role.REVIEWER)
    rare = make_paper(make_user().pk, content={"name": "李\U000312f0"})
    run = asked(officer, make_paper(make_user().pk), rare)
    run_outbox()
    run.refresh_from_db()
    assert (run.done, run.left_out) == (
        1,
        [[rare.number, "姓名中的 \U000312f0（U+312F0） 字库没有，不能打印"]],
    )


def test_a_run_that_is_drawn_twice_stays_as_it_is():
    run = asked(make_user(Role.REVIEWER), make_paper(make_user().pk))
    run_outbox()
    run.refresh_from_db()
    printing.draw_run(run)
    again = PrintRun.objects.get()
    assert (again.storage_name, again.finished_at) == (run.storage_name, run.finished_at)


def test_nothing_to_print_is_refused():
    with pytest.raises(ActionRefused, match="没有可以打印的公文"):
        asked(make_user(Role.REVIEWER))


def test_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(printing, "MOST_PAPERS", 1)
    with pytest.raises(ActionRefused, match="一次最多打印 1 份"):
        asked(make_user(Role.REVIEWER), make_paper(make_user().pk), make_paper(make_user().pk))


def test_the_file_goes_after_its_time_and_the_record_stays():
    run = asked(make_user(Role.REVIEWER), make_paper(make_user().pk))
    run_outbox()
    run.refresh_from_db()
    name = run.storage_name
    gone = [printing.prune(before=clock.now() - printing.KEPT)]
    gone.append(printing.prune(before=clock.now() + dt.timedelta(seconds=1)))
    run.refresh_from_db()
    assert (gone, default_storage.exists(name), run.storage_name, run.done) == ([0, 1], False, "", 1)


def test_the_office_prints_all_that_its_filter_finds(client: Client):
    officer = make_user(Role.REVIEWER)
    for _ in range(3):
        make_paper(make_user().pk)
    client.force_login(officer)
    asked_for = {"kind": "certificate", "from_day": "", "until_day": "", "number": "", "key": str(uuid.uuid4())}
    answers = [client.post(reverse("papers:print_all"), asked_for)["Location"] for _ in range(2)]
    run = PrintRun.objects.get()
    assert (answers, run.total) == ([reverse("papers:print_run", args=[run.pk])] * 2, 3)


def test_without_a_kind_the_office_is_asked_for_one(client: Client):
    client.force_login(make_user(Role.REVIEWER))
    make_paper(make_user().pk)
    response = client.post(reverse("papers:print_all"), {"key": str(uuid.uuid4())}, follow=True)
    assert ("请先选择一种公文" in response.content.decode(), PrintRun.objects.count()) == (True, 0)


def test_the_page_waits_then_hands_out_the_file_and_logs_it(client: Client):
    officer = make_user(Role.REVIEWER)
    run = asked(officer, make_paper(make_user().pk))
    client.force_login(officer)
    address = reverse("papers:print_run", args=[run.pk])
    before = client.get(address).content.decode()
    run_outbox()
    after = client.get(address).content.decode()
    file = client.post(reverse("papers:print_file", args=[run.pk]))
    assert ("正在生成" in before, "下载 PDF" in after, file["Content-Type"]) == (True, True, "application/pdf")
    read = AuditEvent.objects.filter(verb="paper.print_read").values_list("actor", flat=True)
    assert list(read) == [officer.pk]


def test_a_colleagues_file_is_not_there(client: Client):
    run = asked(make_user(Role.REVIEWER), make_paper(make_user().pk))
    run_outbox()
    client.force_login(make_user(Role.REVIEWER))
    answers = [
        client.get(reverse("papers:print_run", args=[run.pk])),
        client.post(reverse("papers:print_file", args=[run.pk])),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_list_shows_what_fits_in_few_queries(client: Client, django_assert_num_queries):
    numbers = [make_paper(make_user().pk).number for _ in range(3)]
    client.force_login(make_user(Role.REVIEWER))
    client.get(reverse("papers:list"))
    with django_assert_num_queries(7):
        response = client.get(reverse("papers:list"), {"number": numbers[0]})
    assert [paper.number for paper in response.context["page"]] == [numbers[0]]


def test_a_paper_that_was_withdrawn_meanwhile_is_not_printed():
    officer = make_user(Role.REVIEWER)
    gone = make_paper(make_user().pk)
    run = asked(officer, make_paper(make_user().pk), gone)
    actions.withdraw(gone, by=None, reason="内容有误")
    run_outbox()
    run.refresh_from_db()
    assert (run.done, run.left_out) == (1, [[gone.number, "已经作废"]])


def test_what_a_broken_run_left_is_replaced_by_the_next(private_files: Path, monkeypatch: pytest.MonkeyPatch):
    run = asked(make_user(Role.REVIEWER), make_paper(make_user().pk))
    with monkeypatch.context() as dying:
        dying.setattr(PrintRun, "save", _die)
        with pytest.raises(KeyboardInterrupt):
            printing.draw_run(run)
    printing.draw_run(PrintRun.objects.get())
    left = [str(path.relative_to(private_files)) for path in private_files.rglob("*") if path.is_file()]
    assert left == [f"prints/{run.pk}.pdf"]


def _die(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt
