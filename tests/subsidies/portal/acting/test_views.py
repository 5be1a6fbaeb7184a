"""The pages of filing for others: whose they are, what they cost, and what they refuse."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.portal import actions as portal
from talent.accounts.actions import withdraw_consent
from talent.accounts.consent import SENSITIVE_DATA
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.permissions import in_the_place_of
from talent.papers.kinds import paper_kinds
from talent.papers.models import IssuedPaper
from talent.profiles.models import Degree
from talent.workflow.refusals import ActionRefused
from tests.factories import make_degree, make_identity_number, make_person, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.acting.officer import (
    Officer,
    code_sent,
    in_force,
    let_a_minute_pass,
    listed,
    open_mandate,
    signed,
)
from tests.subsidies.portal.me.applicant import Page, account, degree

UNDER_A_MANDATE = (
    "task_list",
    "benefits",
    "check",
    "employment",
    "household",
    "bank_account",
    "degrees",
    "degree_new",
    "children",
    "child_new",
    "evidence",
)


@pytest.mark.parametrize("page", UNDER_A_MANDATE)
def test_a_mandate_of_a_colleague_opens_nothing(officer: Officer, colleague: Officer, page: str):
    mandate = in_force(officer.user)
    assert colleague.gets(page, mandate.pk).status_code == 404


@pytest.mark.parametrize("page", UNDER_A_MANDATE)
def test_before_the_person_authorised_it_nothing_is_shown(officer: Officer, page: str):
    mandate = open_mandate(officer.user)
    answer = officer.gets(page, mandate.pk)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("acting:mandate", args=[mandate.pk]))


@pytest.mark.parametrize("page", UNDER_A_MANDATE)
def test_after_its_end_nothing_is_shown(officer: Officer, page: str):
    mandate = in_force(officer.user)
    officer.sends("mandate_end", mandate.pk)
    assert officer.gets(page, mandate.pk).status_code == 302


def test_an_hr_officer_sees_no_mandate_of_another_unit(officer: Officer, hr: Officer):
    mandate = in_force(officer.user)
    answers = [hr.gets("mandate", mandate.pk).status_code, hr.gets("check", mandate.pk).status_code]
    assert (answers, mandate.number in hr.reads("list").text) == ([404, 404], False)


def test_a_degree_of_somebody_else_is_out_of_reach(officer: Officer):
    mandate, other = in_force(officer.user), make_degree(make_person())
    page = officer.gets("degree", mandate.pk, other.pk)
    removed = officer.client.post(reverse("acting:degree_remove", args=[mandate.pk, other.pk]))
    assert (page.status_code, removed.status_code, Degree.objects.filter(pk=other.pk).exists()) == (404, 404, True)


def test_a_person_ends_no_mandate_for_another(officer: Officer, client: Client):
    mandate = in_force(officer.user)
    client.force_login(make_user())
    answer = client.post(reverse("me:mandate_end", args=[mandate.pk]))
    assert (answer.status_code, Mandate.objects.in_force().count()) == (404, 1)


def test_the_person_sees_who_acts_and_what_they_did_and_ends_it(officer: Officer, client: Client):
    mandate = in_force(officer.user)
    officer.sends("degree_new", mandate.pk, **degree())
    client.force_login(User.objects.get(person=mandate.person_id))
    shown = Page(client.get(reverse("me:mandates"))).text
    ended = Page(client.post(reverse("me:mandate_end", args=[mandate.pk]), follow=True))
    assert (["孙代办" in shown, mandate.number in shown, "填写学位" in shown or "学位" in shown], ended.messages) == (
        [True, True, True],
        ["授权已终止，代办人不能再查看和填写您的资料。"],
    )


def test_each_page_that_is_read_is_logged_with_the_mandate(officer: Officer):
    mandate = in_force(officer.user)
    officer.reads("degree_new", mandate.pk)
    event = AuditEvent.objects.filter(verb="mandate.read").latest("id")
    assert (event.actor, event.detail) == (officer.user, {"page": "degree", "mandate": mandate.number})


def test_what_is_written_is_logged_with_the_officer_as_actor(officer: Officer):
    mandate = in_force(officer.user)
    officer.sends("degree_new", mandate.pk, **degree())
    event = AuditEvent.objects.get(verb="profile.degree_saved")
    assert (event.actor, event.detail) == (officer.user, {"mandate": mandate.number})


def test_the_pages_say_for_whom_one_acts_and_keep_nothing_in_the_browser(officer: Officer):
    mandate = in_force(officer.user)
    page = officer.reads("degree_new", mandate.pk)
    kept = page.main.xpath(".//form/@data-autosave")
    assert ("您正在为 沈若溪 代办" in page.text, set(kept)) == (True, {""})


def test_a_consent_that_was_withdrawn_ends_the_reading(officer: Officer):
    mandate = in_force(officer.user)
    person = User.objects.get(person=mandate.person_id)
    withdraw_consent(person, SENSITIVE_DATA, by=person)
    page = officer.sends("benefits", mandate.pk)
    assert page.messages == ["申请人已撤回处理敏感个人信息的同意，不能再代办。"]


@pytest.mark.parametrize(("covers", "status"), [(True, 200), (False, 302)])
def test_children_are_shown_only_where_the_signed_paper_covers_them(officer: Officer, covers: bool, status: int):
    mandate = in_force(officer.user, covers_children=covers)
    assert officer.gets("child_new", mandate.pk).status_code == status


def test_nothing_is_handed_in_without_the_persons_word(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    page = officer.sends("submit", mandate.pk, seen=officer.seen(mandate))
    application.refresh_from_db()
    assert (application.status, page.status) == ("draft", 422)


def test_what_is_changed_after_the_code_went_out_needs_another(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("degree_new", mandate.pk, **degree(level="doctor"))
    changed = officer.seen(mandate)
    page = officer.sends("submit", mandate.pk, seen=changed, code=code_sent())
    application.refresh_from_db()
    assert (changed != seen, application.status, page.status) == (True, "draft", 422)


def test_a_confirmation_counts_once(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    Application.objects.filter(pk=application.pk).update(status="returned")
    subject = in_the_place_of(Mandate.objects.get(pk=mandate.pk), agent=officer.user)
    with pytest.raises(ActionRefused):
        portal.hand_in(application, by=subject, seen=portal.digest_seen(application))
    assert application.submissions.count() == 1


def test_a_sheet_of_what_was_changed_since_is_not_accepted(officer: Officer, colleague: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    officer.sends("confirm_sheet", mandate.pk, seen=officer.seen(mandate))
    first = Confirmation.objects.get(matter=application.pk)
    officer.uploads_the_signed(first.pk)
    officer.sends("degree_new", mandate.pk, **degree(level="doctor"))
    officer.sends("confirm_sheet", mandate.pk, seen=officer.seen(mandate))
    colleague.sends("sheet_accept", first.pk)
    first.refresh_from_db()
    assert (first.confirmed_at, first.superseded_at is not None) == (None, True)


def test_an_agent_does_not_accept_their_own_sheet(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    officer.sends("confirm_sheet", mandate.pk, seen=officer.seen(mandate))
    sheet = Confirmation.objects.get(matter=application.pk)
    officer.uploads_the_signed(sheet.pk)
    page = officer.sends("sheet_accept", sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.confirmed_at, page.messages) == (None, ["扫描件须由代办人以外的另一名工作人员核对。"])


def test_an_hr_officer_files_for_somebody_of_the_unit(hr: Officer):
    number, unit = make_identity_number(), hr.user.staff_roles[0].employer
    listed(unit, number)
    mandate = in_force(hr.user, identity_number=number)
    application = hr.fills_in(mandate, unit)
    seen = hr.seen(mandate)
    hr.sends("confirm_code", mandate.pk, seen=seen)
    hr.sends("submit", mandate.pk, seen=seen, code=code_sent())
    application.refresh_from_db()
    assert (application.status, application.submissions.get().submitted_by) == ("awaiting_employer", hr.user)


def test_the_account_that_the_person_confirmed_stays_once_the_case_is_handed_in(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    confirmed = mandate.person.bank_accounts.get()
    page = officer.sends("bank_account", mandate.pk, **account(bank_name="吉林银行长春分行"))
    assert (page.errors, mandate.person.bank_accounts.get()) == (
        ["申请已经提交。收款账户须由申请人本人登录更换，代办人不能更换。"],
        confirmed,
    )


def test_the_office_sees_on_the_case_who_filed_and_opens_the_papers(
    officer: Officer, colleague: Officer, office: Office
):
    mandate = in_force(officer.user)
    application = officer.fills_in(mandate, office.employer)
    seen = officer.seen(mandate)
    officer.sends("confirm_code", mandate.pk, seen=seen)
    officer.sends("submit", mandate.pk, seen=seen, code=code_sent())
    case = Page(colleague.client.get(reverse("review:case", args=[application.pk])))
    papers = colleague.reads("mandate", mandate.pk)
    scans = papers.main.xpath(".//a[contains(@href, '/papers/scans/')]")
    assert (mandate.number in case.text, "孙代办" in case.text, len(scans) > 0) == (True, True, True)


def test_both_papers_can_be_drawn(officer: Officer, office: Office):
    mandate = in_force(officer.user)
    officer.fills_in(mandate, office.employer)
    officer.sends("confirm_sheet", mandate.pk, seen=officer.seen(mandate))
    drawn = [paper_kinds()[paper.kind].render([paper])[:5] for paper in IssuedPaper.objects.in_force()]
    assert drawn == [b"%PDF-", b"%PDF-"]


def test_the_list_costs_five_queries_for_one_and_for_many(officer: Officer):
    officer.reads("list")
    officer.reads("list")  # what a process asks once is asked
    counts = []
    for more in (1, 5):
        for _each in range(more):
            signed(open_mandate(officer.user, identity_number=make_identity_number(), pk=uuid.uuid4()))
        with CaptureQueriesContext(connection) as queries:
            officer.reads("list")
        counts.append(len(queries))
    assert counts == [5, 5]


def test_a_new_code_replaces_the_one_before(officer: Officer):
    mandate = signed(open_mandate(officer.user))
    officer.sends("mandate_code", mandate.pk)
    first = code_sent()
    let_a_minute_pass(mandate)
    officer.sends("mandate_code", mandate.pk)
    page = officer.sends("mandate_effect", mandate.pk, code=first if first != code_sent() else "x")
    assert (page.status, Mandate.objects.in_force().count()) == (422, 0)
