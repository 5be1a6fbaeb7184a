"""Handing a stamped summary in: frozen on its way, taken back until the office signs, returned with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.verification import actions
from subsidies.verification.deliveries import overlapping
from subsidies.verification.models import SentSummary
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.employers.models import Employer
from talent.notifications.models import Message
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper, SignedScan
from talent.uploads.inspection import CleanUpload
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.verification.test_summary import asked, month, verified
from tests.talent.employers.rosters import hr_of

PAGE, OFFICE = "/employer/summary/", "/review/summaries/"


def scan_of(content: bytes = b"%PDF-1.7 stamped") -> CleanUpload:
    digest = f"{abs(hash(content)):064x}"[:64]
    return CleanUpload(content, "application/pdf", ".pdf", None, None, 1, digest, len(content), "盖章.pdf")


def stamped(office: Office) -> IssuedPaper:
    verified(office)
    paper = actions.issue_summary(month(office.employer), by=office.hr)
    papers.attach_scan(paper, by=office.hr, upload=scan_of())
    return paper


def sent(office: Office) -> SentSummary:
    return actions.send_summary(stamped(office), by=office.hr)


def test_what_is_sent_says_how_many_people_and_how_much(office: Office):
    summary = sent(office)
    assert (summary.people, summary.amount_yuan, summary.employer, summary.status) == (
        1,
        30_000,
        office.employer,
        "sent",
    )


def test_a_second_click_sends_nothing_twice(office: Office):
    paper = stamped(office)
    first, second = (actions.send_summary(paper, by=office.hr) for _ in range(2))
    assert (first, AuditEvent.objects.filter(verb="summary.sent").count()) == (second, 1)


def test_a_summary_without_a_stamped_scan_is_not_sent(office: Office):
    verified(office)
    paper = actions.issue_summary(month(office.employer), by=office.hr)
    with pytest.raises(ActionRefused, match="先上传"):
        actions.send_summary(paper, by=office.hr)


def test_a_summary_that_was_issued_anew_is_not_sent(office: Office):
    old = stamped(office)
    verified(office)
    actions.issue_summary(month(office.employer), by=office.hr)
    with pytest.raises(ActionRefused, match="最新的一份"):
        actions.send_summary(old, by=office.hr)


def test_nobody_sends_for_another_unit(office: Office):
    with pytest.raises(ActionRefused, match="本单位的人事"):
        actions.send_summary(stamped(office), by=hr_of(make_employer()))


def test_the_group_sends_for_its_units(office: Office):
    office.employer.parent = make_employer()
    office.employer.save()
    assert actions.send_summary(stamped(office), by=hr_of(office.employer.parent)).employer == office.employer


@pytest.mark.parametrize("received", [False, True])
def test_paper_and_scans_stay_as_they_were_sent(office: Office, received: bool):
    summary = sent(office)
    if received:
        actions.receive_summary(summary, by=office.reviewer)
    scan = SignedScan.objects.get()
    verified(office)
    for act in (
        lambda: papers.attach_scan(summary.paper, by=office.hr, upload=scan_of(b"%PDF-1.7 other")),
        lambda: papers.attach_scan(summary.paper, by=office.reviewer, upload=scan_of(b"%PDF-1.7 third")),
        lambda: papers.withdraw_scan(scan, by=office.hr),
        lambda: actions.issue_summary(month(office.employer), by=office.hr),
    ):
        with pytest.raises(ActionRefused, match="已经报送"):
            act()
    assert (
        SignedScan.objects.in_use().count(),
        IssuedPaper.objects.in_force().filter(pk=summary.paper_id).count(),
    ) == (
        1,
        1,
    )


def test_what_was_taken_back_may_be_changed_and_sent_again(office: Office):
    summary = actions.take_summary_back(sent(office), by=office.hr)
    papers.attach_scan(summary.paper, by=office.hr, upload=scan_of(b"%PDF-1.7 better"))
    again = actions.send_summary(summary.paper, by=office.hr)
    assert (summary.status, again.status, SentSummary.objects.count()) == ("taken_back", "sent", 2)


def test_what_the_office_signed_for_is_not_taken_back(office: Office):
    summary = actions.receive_summary(sent(office), by=office.reviewer)
    with pytest.raises(ActionRefused, match="已签收"):
        actions.take_summary_back(summary, by=office.hr)
    with pytest.raises(ActionRefused, match="已签收"):
        actions.receive_summary(summary, by=office.reviewer)


def test_what_was_taken_back_is_not_signed_for(office: Office):
    summary = actions.take_summary_back(sent(office), by=office.hr)
    with pytest.raises(ActionRefused, match="已撤回"):
        actions.receive_summary(summary, by=office.reviewer)


def test_the_unit_reads_why_it_was_returned_and_sends_again(office: Office, client: Client):
    summary = actions.receive_summary(sent(office), by=office.reviewer)
    actions.return_summary(summary, by=office.reviewer, reason="第二页没有盖章")
    told = Message.objects.filter(recipient=office.hr, channel="portal").values_list("template", flat=True)
    client.force_login(office.hr)
    shown = client.get(PAGE, asked(office.employer)).content.decode()
    assert (sorted(told)[-2:], "第二页没有盖章" in shown) == (["summary_received", "summary_returned"], True)
    assert actions.send_summary(summary.paper, by=office.hr).status == "sent"


def test_nothing_is_returned_without_a_reason_or_by_the_unit(office: Office):
    summary = actions.receive_summary(sent(office), by=office.reviewer)
    with pytest.raises(ActionRefused, match="原因"):
        actions.return_summary(summary, by=office.reviewer, reason=" ")
    with pytest.raises(ActionRefused, match="角色"):
        actions.return_summary(summary, by=office.hr, reason="不对")


def test_the_units_pages_send_and_take_back_after_asking(office: Office, client: Client):
    paper = stamped(office)
    client.force_login(office.hr)
    asks = client.get(f"{PAGE}{paper.pk}/send/").content.decode()
    assert ("盖章.pdf" in asks, SentSummary.objects.count()) == (True, 0)
    client.post(f"{PAGE}{paper.pk}/send/")
    summary = SentSummary.objects.get()
    shown = client.get(PAGE, asked(office.employer)).content.decode()
    assert ("撤回报送" in shown, "上传签章扫描件" in shown) == (True, False)
    address = f"{PAGE}sent/{summary.pk}/take-back/"
    assert (client.get(address).status_code, SentSummary.objects.get().status) == (200, "sent")
    client.post(address)
    assert SentSummary.objects.get().status == "taken_back"


def test_without_a_scan_the_page_takes_one_and_comes_back(office: Office, client: Client):
    verified(office)
    paper = actions.issue_summary(month(office.employer), by=office.hr)
    client.force_login(office.hr)
    address = f"{PAGE}{paper.pk}/send/"
    page = client.get(address).content.decode()
    assert (
        f'action="/papers/{paper.pk}/scans/"' in page,
        f'name="next" value="{address}"' in page,
        "确认报送" in page,
    ) == (
        True,
        True,
        False,
    )


def test_days_that_were_sent_already_are_named_before_they_are_sent_again(office: Office, client: Client):
    earlier = sent(office)
    period = month(office.employer)
    partly, whole = (
        actions.issue_summary(each, by=office.hr)
        for each in (
            replace(period, first_on=dt.date(2026, 11, 20), last_on=dt.date(2026, 12, 5)),
            replace(period, last_on=dt.date(2026, 12, 31)),
        )
    )
    client.force_login(office.hr)
    warned = [
        [each.sent for each in client.get(f"{PAGE}{paper.pk}/send/").context["overlapping"]]
        for paper in (partly, whole, earlier.paper)
    ]
    actions.take_summary_back(earlier, by=office.hr)
    after = client.get(f"{PAGE}{whole.pk}/send/").context["overlapping"]
    assert (warned, after) == ([[earlier], [earlier], []], [])


def test_a_summary_of_the_group_overlaps_with_one_of_its_unit(office: Office, client: Client):
    group = make_employer()
    office.employer.parent = group
    office.employer.save()
    earlier, officer = sent(office), hr_of(group)
    paper = actions.issue_summary(month(group), by=officer)
    client.force_login(officer)
    page = client.get(f"{PAGE}{paper.pk}/send/").content.decode()
    assert f"{office.employer.name} 2026-11-01 至 2026-11-30，{earlier.get_status_display()}" in page


def test_other_days_do_not_overlap(office: Office):
    paper = sent(office).paper
    other = IssuedPaper(dossier=office.employer.pk, number=f"{paper.number[:12]}-261201-261231")
    assert overlapping(other, served=Employer.objects.served_by(office.hr)) == []


def test_the_newest_summary_stands_first(office: Office, client: Client):
    first = stamped(office)
    second = actions.issue_summary(replace(month(office.employer), last_on=dt.date(2026, 12, 31)), by=office.hr)
    client.force_login(office.hr)
    context = client.get(PAGE, asked(office.employer)).context
    assert ([row.paper for row in context["papers"]], [each.paper for each in context["deliveries"]]) == (
        [second, first],
        [second, first],
    )


def test_a_summary_of_another_unit_is_not_there(office: Office, client: Client):
    summary = sent(office)
    client.force_login(hr_of(make_employer()))
    addresses = [f"{PAGE}{summary.paper_id}/send/", f"{PAGE}sent/{summary.pk}/take-back/"]
    answers = [getattr(client, how)(address).status_code for address in addresses for how in ("get", "post")]
    assert (answers, SentSummary.objects.get().status) == ([404] * 4, "sent")


def test_the_office_sees_the_scan_once_it_signed_and_returns_it(office: Office, client: Client):
    summary = sent(office)
    client.force_login(office.reviewer)
    listed = client.get(OFFICE).content.decode()
    before = client.get(f"{OFFICE}{summary.pk}/").content.decode()
    client.post(f"{OFFICE}{summary.pk}/receive/")
    after = client.get(f"{OFFICE}{summary.pk}/").content.decode()
    assert (summary.paper.number in listed, "盖章.pdf" in before, "盖章.pdf" in after) == (True, False, True)
    empty = client.post(f"{OFFICE}{summary.pk}/return/", {"reason": ""})
    client.post(f"{OFFICE}{summary.pk}/return/", {"reason": "缺页"})
    summary.refresh_from_db()
    assert (empty.status_code, summary.status, summary.reason) == (422, "returned", "缺页")


def test_what_the_unit_took_back_is_not_there_for_the_office(office: Office, client: Client):
    summary = actions.take_summary_back(sent(office), by=office.hr)
    client.force_login(office.reviewer)
    answers = [client.get(f"{OFFICE}{summary.pk}/"), client.post(f"{OFFICE}{summary.pk}/receive/")]
    assert ([each.status_code for each in answers], client.get(OFFICE).context["page"].rows) == ([404, 404], [])


def test_an_auditor_reads_and_changes_nothing(office: Office, client: Client):
    summary = sent(office)
    client.force_login(make_user(Role.AUDITOR))
    assert "签收</button>" not in client.get(f"{OFFICE}{summary.pk}/").content.decode()
    assert client.post(f"{OFFICE}{summary.pk}/receive/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_list_takes_the_same_queries_for_any_number(
    office: Office, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
):
    summary = sent(office)
    for _ in range(count - 1):
        actions.take_summary_back(summary, by=office.hr)
        SentSummary.objects.filter(status="taken_back").update(
            status="returned", received_at=summary.sent_at, reason="x"
        )
        summary = actions.send_summary(summary.paper, by=office.hr)
    client.force_login(office.reviewer)
    client.get(OFFICE)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(OFFICE)


LIST_QUERIES = 5


def test_the_list_is_narrowed_by_status(office: Office, client: Client):
    summary = sent(office)
    client.force_login(office.reviewer)
    rows = [client.get(OFFICE, {"status": status}).context["page"].rows for status in ("sent", "received", "x")]
    assert rows == [[summary], [], [summary]]
