"""The pages of the employer's desk."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import queries
from subsidies.verification.models import Verification
from talent.accounts.models import NaturalPerson
from talent.accounts.roles import Role
from talent.notifications.outbox import run_outbox
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import import_roster, waiting
from tests.talent.employers.rosters import hr_of

HOME, QUEUE, CONFIRM, DONE, ANSWERED = (
    "/employer/", "/employer/verify/", "/employer/verify/confirm/", "/employer/verify/done/",
    "/employer/verify/answered/",
)  # fmt: skip


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def ticked(*claims: Application) -> dict[str, list[str]]:
    return {"selected": [f"{case.pk}:{latest(case).pk}" for case in claims]}


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def dispute_page(case: Application) -> str:
    return f"{QUEUE}{case.pk}/dispute/"


def test_the_desk_counts_what_waits_what_is_due_and_what_is_late(desk: Client, office: Office):
    late, today, soon, _later, disputed = waiting(office, 5)
    Application.objects.filter(pk=late.pk).update(promised_on=dt.date(2026, 11, 20))
    Application.objects.filter(pk=today.pk).update(promised_on=dt.date(2026, 11, 23))
    Application.objects.filter(pk=soon.pk).update(promised_on=dt.date(2026, 11, 24))
    cases.mark_disputed(disputed, by=office.hr, submission=latest(disputed), reason="")
    assert queries.desk(office.hr) == {
        "previews": 0,
        "waiting": 4,
        "late": 1,
        "due_today": 1,
        "due_soon": 1,
        "disputed": 1,
    }
    assert "待核实" in page(desk, HOME)


def test_the_queue_lays_the_roster_beside_the_claim_and_marks_what_differs(desk: Client, office: Office):
    (case,) = waiting(office)
    import_roster(office.employer, case.person, months=2, name="李鸣")
    text = page(desk, QUEUE)
    for words in (
        "李明",
        "<mark>花名册：李鸣</mark>",
        "<mark>花名册：2 个月</mark>",
        "2 处不一致",
        "2026-11-23 的花名册",
    ):
        assert words in text


def test_the_most_urgent_stand_first(desk: Client, office: Office):
    first, second = waiting(office, 2)
    Application.objects.filter(pk=second.pk).update(promised_on=dt.date(2026, 11, 24))
    claims = desk.get(QUEUE).context["claims"]
    assert [claim.application for claim in claims] == [second, first]


def test_the_pages_show_nothing_that_an_employer_need_not_know(desk: Client, office: Office):
    (case,) = waiting(office)
    degree, account = case.person.degrees.get(), case.person.bank_accounts.get()
    import_roster(office.employer, case.person, months=2)
    secrets = [
        case.person.identity_number, account.account_number, degree.graduation_certificate_number,
        degree.degree_certificate_number, case.person.user.email,
    ]  # fmt: skip
    named = desk.post(CONFIRM, ticked(case), follow=True).content.decode()
    texts = [page(desk, QUEUE), page(desk, dispute_page(case)), named]
    assert [secret in text for secret in secrets for text in texts] == [False] * 15


def test_ticked_people_are_named_once_more_and_then_verified(desk: Client, office: Office):
    first, second, third = waiting(office, 3)
    confirm = desk.post(CONFIRM, ticked(first, second), follow=True)
    assert ("确认核实 2 人" in confirm.content.decode(), fresh(first).status) == (True, "awaiting_employer")
    done = desk.post(DONE, ticked(first, second), follow=True)
    assert (done.redirect_chain, said(done)) == ([(QUEUE, 302)], ["已核实 2 人，申请已转人才办审核。"])
    assert [fresh(case).status for case in (first, second, third)] == ["awaiting_review"] * 2 + ["awaiting_employer"]


def test_a_second_click_says_that_it_was_done(desk: Client, office: Office):
    (case,) = waiting(office)
    both = ticked(case)
    desk.post(DONE, both)
    assert said(desk.post(DONE, both, follow=True))[-1] == "1 人此前已经核实，没有重复办理。"


def test_all_that_wait_can_be_chosen_at_once_but_not_the_own_case(desk: Client, office: Office):
    own, other = waiting(office, 2)
    natural_person = NaturalPerson.objects.create(name="李明", identity_number=own.person.identity_number)
    desk.force_login(hr_of(office.employer, natural_person=natural_person))
    chosen = desk.post(CONFIRM, {"everything": "1"}, follow=True).context["chosen"]
    assert [claim.application for claim in chosen.claims] == [other]


def test_the_own_case_has_no_box_to_tick(client: Client, office: Office):
    (case,) = waiting(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    client.force_login(hr_of(office.employer, natural_person=own))
    text = page(client, QUEUE)
    assert ("本人的申请或本人代办的申请，请同事办理" in text, 'name="selected"' in text) == (True, False)
    assert "这是您本人的申请" in page(client, dispute_page(case))


def test_who_changed_since_the_tick_is_left_out_and_said_so(desk: Client, office: Office):
    changed, good = waiting(office, 2)
    read = ticked(changed, good)
    cases.mark_disputed(changed, by=office.hr, submission=latest(changed), reason="")
    cases.answer_dispute(fresh(changed), by=changed.person.user)
    answer = desk.post(CONFIRM, read, follow=True)
    assert ([c.application for c in answer.context["chosen"].claims], answer.context["chosen"].left_out) == ([good], 1)
    assert "有 1 人没有列入" in answer.content.decode()


def test_rows_that_changed_after_the_confirm_page_are_reported(desk: Client, office: Office):
    gone, good = waiting(office, 2)
    read = ticked(gone, good)
    cases.withdraw(gone, by=gone.person.user)
    answer = said(desk.post(DONE, read, follow=True))
    assert (answer[0], answer[1].startswith(f"1 人没有核实。 {gone.number}：")) == (
        "已核实 1 人，申请已转人才办审核。",
        True,
    )


@pytest.mark.parametrize(
    ("selected", "message"),
    [
        ([], "请先勾选人员。"),
        (["1:2"], "勾选的内容无法识别，请刷新页面后重新勾选。"),
        (["\0"], "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ([f"{uuid.uuid4()}:{uuid.uuid4()}"] * 501, "一次最多办理 500 人，请分几次办理。"),
    ],
    ids=["none", "no keys", "nul", "too many"],
)
@pytest.mark.parametrize("address", [CONFIRM, DONE])
def test_a_selection_that_cannot_be_used_is_told_and_leads_back(
    desk: Client, address: str, selected: list[str], message: str
):
    answer = desk.post(address, {"selected": selected}, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(QUEUE, 302)], [message])


def test_cases_of_another_employer_are_neither_shown_nor_verified_nor_named(client: Client, office: Office):
    (case,) = waiting(office)
    client.force_login(make_user(Role.HR_OFFICER))
    texts = [page(client, HOME), page(client, QUEUE), page(client, ANSWERED)]
    answers = [client.post(address, ticked(case), follow=True).content.decode() for address in (CONFIRM, DONE)]
    words = (case.number, office.employer.name, case.person.name)
    assert [word in text for word in words for text in (*texts, *answers)] == [False] * 15
    assert [client.get(dispute_page(case)).status_code, client.post(dispute_page(case)).status_code] == [404, 404]
    assert fresh(case).status == "awaiting_employer"


def test_a_dispute_is_entered_with_its_reason(desk: Client, office: Office):
    (case,) = waiting(office)
    sent = {"submission": latest(case).pk, "reason": "hired_on_differs", "comment": "以 8 月 1 日为准"}
    answer = desk.post(dispute_page(case), sent, follow=True)
    assert (said(answer), fresh(case).status) == ([f"已向申请人提出异议：{case.number}。"], "disputed")
    text = page(desk, ANSWERED)
    assert ("入职日期不一致" in text, "以 8 月 1 日为准" in text, office.hr.display_name in text) == (True, True, True)


def test_a_dispute_without_a_reason_or_with_a_bare_other_gets_an_error_at_the_field(desk: Client, office: Office):
    (case,) = waiting(office)
    read = latest(case).pk
    errors = [
        desk.post(dispute_page(case), {"submission": read, **sent}).context["form"].errors
        for sent in ({}, {"reason": "other", "comment": " "}, {"reason": "has_left", "comment": "字" * 501})
    ]
    assert errors == [
        {"reason": ["请选择异议原因。"]},
        {"comment": ["选择“其他原因”时请写明情况。"]},
        {"comment": ["请把说明写在 500 字以内，现在是 501 字。"]},
    ]
    assert fresh(case).status == "awaiting_employer"


def test_a_dispute_of_what_changed_keeps_what_was_typed_and_can_be_sent_again(desk: Client, office: Office):
    (case,) = waiting(office)
    sent = {"submission": latest(case).pk, "reason": "contract_differs", "comment": "合同为两年"}
    cases.mark_disputed(case, by=office.hr, submission=latest(case), reason="")
    cases.answer_dispute(fresh(case), by=case.person.user)
    answer = desk.post(dispute_page(case), sent)
    text = answer.content.decode()
    assert ("合同为两年" in text, f'value="{latest(case).pk}"' in text, fresh(case).status) == (
        True,
        True,
        "awaiting_employer",
    )


def test_answers_by_a_roster_say_so(desk: Client, office: Office):
    (case,) = waiting(office)
    import_roster(office.employer, case.person)
    run_outbox()
    text = page(desk, ANSWERED)
    assert (Verification.objects.get().answered_by, "花名册自动核实" in text, "待初审" in text) == (None, True, True)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICER])
def test_other_roles_are_refused(client: Client, office: Office, role: str):
    (case,) = waiting(office)
    client.force_login(make_user(role))
    opened = [client.get(address).status_code for address in (HOME, QUEUE, ANSWERED, dispute_page(case))]
    sent = [client.post(address, ticked(case)).status_code for address in (CONFIRM, DONE)]
    assert opened + sent == [403] * 6


def test_opening_a_page_changes_nothing(desk: Client, office: Office):
    (case,) = waiting(office)
    assert [desk.get(address).status_code for address in (CONFIRM, DONE)] == [302, 405]
    page(desk, dispute_page(case))
    assert (fresh(case).status, Verification.objects.count()) == ("awaiting_employer", 0)


def test_the_queue_takes_the_same_queries_for_one_case_and_for_ten(
    desk: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (1, 9):
        for case in waiting(office, count):
            import_roster(office.employer, case.person, months=2)
        desk.get(QUEUE)
        with django_assert_num_queries(QUEUE_QUERIES):
            desk.get(QUEUE)


def test_the_answers_take_the_same_queries_for_one_and_for_five(
    desk: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (1, 4):
        desk.post(DONE, ticked(*waiting(office, count)))
        desk.get(ANSWERED)
        with django_assert_num_queries(ANSWERED_QUERIES):
            desk.get(ANSWERED)


def test_an_officer_of_the_group_sees_the_subsidiaries_cases(client: Client, office: Office):
    office.employer.parent = make_employer()
    office.employer.save()
    (case,) = waiting(office)
    client.force_login(hr_of(office.employer.parent))
    assert [claim.application for claim in client.get(QUEUE).context["claims"]] == [case]


QUEUE_QUERIES = 21
"""One of them looks at the calendar, which a process otherwise remembers for some seconds."""
ANSWERED_QUERIES = 11


def test_a_comment_with_somebodys_number_is_asked_for_again_and_nothing_is_lost(desk: Client, office: Office):
    (case,) = waiting(office, 1)
    sent = {"submission": str(latest(case).pk), "reason": "other", "comment": "证件号应为 220102200005011238"}
    response = desk.post(dispute_page(case), sent)
    assert response.context["form"].errors["comment"] == ["这里像是写了身份证号码、银行账号或手机号码，请删去。"]
    assert (response.context["form"]["comment"].value(), fresh(case).status) == (sent["comment"], "awaiting_employer")


def test_a_case_that_was_answered_meanwhile_leads_back_to_the_list(desk: Client, office: Office):
    case = office.submitted()
    cases.mark_disputed(case, by=office.hr, submission=latest(case), reason="")
    response = desk.get(f"/employer/verify/{case.pk}/dispute/", follow=True)
    assert (response.redirect_chain, said(response)) == (
        [(QUEUE, 302)],
        ["这件申请已经答复过，或申请人又改了内容，请看最新的名单。"],
    )
