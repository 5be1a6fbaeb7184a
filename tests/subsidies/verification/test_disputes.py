"""The page that raises one objection to all that are ticked."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from subsidies.applications import actions as cases
from subsidies.verification.models import Verification
from talent.accounts.models import NaturalPerson
from talent.accounts.roles import Role
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting
from tests.subsidies.verification.test_views import QUEUE, page, said, ticked
from tests.talent.employers.rosters import hr_of

PAGE, DONE = "/employer/verify/dispute/", "/employer/verify/dispute/done/"
REASON = {"reason": "contract_differs", "comment": "合同均为两年"}


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def test_ticked_people_are_named_with_one_reason_for_all_and_then_disputed(desk: Client, office: Office):
    first, second, third = waiting(office, 3)
    assert f'formaction="{PAGE}"' in page(desk, QUEUE)
    asked = desk.post(PAGE, ticked(first, second), follow=True).content.decode()
    assert ("对 2 人提出异议" in asked, first.number in asked, third.number in asked) == (True, True, False)
    done = desk.post(DONE, {**ticked(first, second), **REASON}, follow=True)
    assert (done.redirect_chain, said(done)) == ([(QUEUE, 302)], ["已向 2 位申请人提出异议。"])
    assert [fresh(case).status for case in (first, second, third)] == ["disputed", "disputed", "awaiting_employer"]
    assert set(Verification.objects.values_list("reason", "comment")) == {("contract_differs", "合同均为两年")}


def test_a_second_click_says_that_it_was_done(desk: Client, office: Office):
    sent = {**ticked(*waiting(office, 2)), **REASON}
    desk.post(DONE, sent)
    assert said(desk.post(DONE, sent, follow=True))[-1] == "对 2 人此前已经提出异议，没有重复办理。"


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, {"reason": ["请选择异议原因。"]}),
        ({"reason": "other", "comment": " "}, {"comment": ["选择“其他原因”时请写明情况。"]}),
        (
            {"reason": "other", "comment": "证件号 220102200005011238"},
            {"comment": ["这里像是写了身份证号码、银行账号或手机号码，请删去。"]},
        ),
    ],
    ids=["none", "bare other", "a number"],
)
def test_what_is_missing_is_asked_for_with_everybody_still_chosen(
    desk: Client, office: Office, sent: dict[str, str], errors: dict[str, list[str]]
):
    first, second = waiting(office, 2)
    answer = desk.post(DONE, {**ticked(first, second), **sent})
    chosen = [claim.application for claim in answer.context["chosen"].claims]
    assert (answer.context["form"].errors, set(chosen)) == (errors, {first, second})
    assert fresh(first).status == "awaiting_employer"


def test_who_is_left_out_is_named_with_why(desk: Client, office: Office):
    changed, gone, own, good = waiting(office, 4)
    read = ticked(changed, gone, own, good)
    cases.mark_disputed(changed, by=office.hr, submission=latest(changed), reason="")
    cases.answer_dispute(fresh(changed), by=changed.person.user)
    cases.withdraw(gone, by=gone.person.user)
    person = NaturalPerson.objects.create(name="李明", identity_number=own.person.identity_number)
    desk.force_login(hr_of(office.employer, natural_person=person))
    read["selected"].append(f"{uuid.uuid4()}:{uuid.uuid4()}")
    chosen = desk.post(PAGE, read, follow=True).context["chosen"]
    assert ([claim.application for claim in chosen.claims], chosen.left_out) == ([good], 4)
    assert chosen.reasons == sorted(
        [
            (changed.number, "申请人提交了新的内容"),
            (gone.number, "现在的状态是“已撤回”"),
            (own.number, "本人的申请或本人代办的申请，请同事办理"),
        ]
    )


def test_rows_that_changed_after_the_page_are_reported(desk: Client, office: Office):
    gone, good = waiting(office, 2)
    sent = {**ticked(gone, good), **REASON}
    cases.withdraw(gone, by=gone.person.user)
    answer = said(desk.post(DONE, sent, follow=True))
    assert (answer[0], answer[1].startswith(f"对 1 人没有提出异议。 {gone.number}：")) == (
        "已向 1 位申请人提出异议。",
        True,
    )


@pytest.mark.parametrize("address", [PAGE, DONE])
def test_nobody_ticked_leads_back(desk: Client, address: str):
    answer = desk.post(address, REASON, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(QUEUE, 302)], ["请先勾选人员。"])


def test_all_changed_leads_back(desk: Client, office: Office):
    (gone,) = waiting(office)
    read = ticked(gone)
    cases.withdraw(gone, by=gone.person.user)
    assert said(desk.post(PAGE, read, follow=True)) == ["勾选的申请都已有变化，没有可以提出异议的。下面是最新的名单。"]


def test_cases_of_another_employer_are_neither_disputed_nor_named(client: Client, office: Office):
    (case,) = waiting(office)
    client.force_login(make_user(Role.HR_OFFICER))
    texts = [client.post(at, {**ticked(case), **REASON}, follow=True).content.decode() for at in (PAGE, DONE)]
    assert [word in text for word in (case.number, case.person.name) for text in texts] == [False] * 4
    assert fresh(case).status == "awaiting_employer"


def test_opening_the_address_does_nothing_and_other_roles_are_refused(desk: Client, office: Office):
    (case,) = waiting(office)
    opened = [desk.get(address).status_code for address in (PAGE, DONE)]
    desk.force_login(office.reviewer)
    sent = [desk.post(address, ticked(case)).status_code for address in (PAGE, DONE)]
    assert (opened, sent) == ([302, 405], [403, 403])
