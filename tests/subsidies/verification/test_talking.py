"""What an applicant and the unit that disputed their claim say to each other, and who reads it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.applications.refusals import CaseOutOfReach
from subsidies.verification import actions, queries
from subsidies.verification.models import DisputeMessage
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.employers.models import Employer
from talent.notifications.models import Message
from talent.notifications.targets import Target, target_of
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.verification.claims import waiting
from tests.subsidies.verification.test_views import ANSWERED, QUEUE, dispute_page, page, said, ticked
from tests.talent.employers.rosters import hr_of

WORDS = "合同是三年的，见合同第 2 页"


def disputed(office: Office) -> Application:
    (case,) = waiting(office)
    actions.dispute(case, by=office.hr, submission=latest(case), reason="contract_differs", comment="合同为两年")
    return fresh(case)


def write(case: Application, by: User, text: str = WORDS) -> DisputeMessage:
    return actions.write_message(case, by=by, pk=uuid.uuid4(), text=text)


def resubmitted(case: Application, text: str = WORDS, **employment: Any) -> Application:
    """Handed in again, with what changed and what is said to the unit."""
    for name, value in employment.items():
        setattr(case.person.employment, name, value)
    case.person.employment.save()
    to = case.employer
    submission = cases.answer_dispute(case, by=case.person.user)
    assert to is not None
    actions.answer_with(submission, by=case.person.user, text=text, to=to)
    return fresh(case)


def talk_page(case: Application) -> str:
    return f"{QUEUE}{case.pk}/messages/"


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def told(template: str) -> list[User]:
    return [message.recipient for message in Message.objects.filter(template=template, channel="portal")]


def test_the_applicant_writes_alone_and_the_unit_is_told_without_a_name(office: Office):
    case = disputed(office)
    message = write(case, case.person.user)
    assert (message.side, message.employer, message.submission, fresh(case).status) == (
        "applicant",
        office.employer,
        None,
        "disputed",
    )
    notice = Message.objects.get(template="dispute_written", channel="portal")
    assert (notice.recipient, notice.context, target_of(notice)) == (
        office.hr,
        {"number": case.number},
        Target(talk_page(case), "查看异议和留言"),
    )


def test_the_unit_answers_and_the_applicant_is_told(office: Office):
    case = disputed(office)
    assert (write(case, office.hr).side, told("application_dispute_written")) == ("unit", [case.person.user])


def test_the_unit_is_told_of_a_case_once_a_day(office: Office, clock_at_noon: time_machine.Traveller):
    case = disputed(office)
    for _ in range(3):
        write(case, case.person.user)
    first = told("dispute_written")
    clock_at_noon.shift(dt.timedelta(days=1))
    write(case, case.person.user)
    assert (first, told("dispute_written")) == ([office.hr], [office.hr] * 2)


def test_a_second_click_writes_one_message(office: Office):
    case, key = disputed(office), uuid.uuid4()
    both = {actions.write_message(case, by=office.hr, pk=key, text=WORDS).pk for _ in range(2)}
    assert (both, DisputeMessage.objects.count(), told("application_dispute_written")) == (
        {key},
        1,
        [case.person.user],
    )


def test_the_words_are_kept_encrypted_and_out_of_the_log(office: Office):
    case = disputed(office)
    write(case, case.person.user)
    event = AuditEvent.objects.get(verb="application.message_written")
    assert (event.detail, DisputeMessage.objects.get().text) == ({"number": case.number, "side": "applicant"}, WORDS)
    raw = DisputeMessage.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)[0]
    assert (WORDS.encode() in bytes(raw)) is False


@pytest.mark.parametrize("status", ["awaiting_employer", "awaiting_review", "withdrawn"])
def test_nothing_is_written_while_no_objection_is_open(office: Office, status: str):
    case = office.at(status)
    people = [case.person.user] + ([office.hr] if case.submitted_at else [])
    for user in people:
        with pytest.raises(ActionRefused):
            write(case, user)
    assert DisputeMessage.objects.count() == 0


def test_blanks_are_no_message(office: Office):
    case = disputed(office)
    with pytest.raises(ActionRefused, match="请写下要说的话"):
        write(case, case.person.user, "  \n")
    assert DisputeMessage.objects.count() == 0


def test_others_write_nothing(office: Office):
    case = disputed(office)
    for stranger in (hr_of(make_employer()), make_user(), office.reviewer, make_user(Role.AUDITOR)):
        with pytest.raises(CaseOutOfReach):
            write(case, stranger)
    assert DisputeMessage.objects.count() == 0


def test_an_officer_writes_nothing_about_their_own_case_or_one_that_they_filed(office: Office):
    case = disputed(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    agent = hr_of(office.employer)
    filed_for(case.person, agent)
    for officer in (hr_of(office.employer, natural_person=own), agent):
        with pytest.raises(DutiesNotSeparated):
            write(case, officer)
    assert DisputeMessage.objects.count() == 0


def test_the_officers_of_the_unit_that_disputed_read_it_and_of_no_other(office: Office):
    case = disputed(office)
    message = write(case, case.person.user)
    Application.objects.filter(pk=case.pk).update(employer=make_employer())
    other = hr_of(fresh(case).employer)
    seen = [list(DisputeMessage.objects.visible_to(user)) for user in (office.hr, case.person.user, other)]
    assert (seen, DisputeMessage.objects.visible_to(office.reviewer).count()) == ([[message], [message], []], 0)


def test_the_officers_of_the_unit_that_goes_on_read_it(office: Office):
    case, successor = disputed(office), make_employer()
    message = write(case, case.person.user)
    actions.merge(office.employer, by=make_user(Role.ADMINISTRATOR), into=successor, changed_on=dt.date(2026, 11, 23))
    assert list(DisputeMessage.objects.visible_to(hr_of(successor))) == [message]


def test_what_is_handed_in_again_shows_what_changed_and_what_is_said(desk: Client, office: Office):
    case = resubmitted(disputed(office), contract_months=24)
    (claim,) = queries.claims_of([case], seen_by=office.hr)
    changed = {fact.key: (fact.before, fact.claimed) for fact in claim.comparisons if fact.before}
    assert claim.reply is not None
    assert (changed, claim.reply.answer.text if claim.reply.answer else "") == (
        {"contract": ("36 个月", "24 个月")},
        WORDS,
    )
    for address in (QUEUE, dispute_page(case), talk_page(case)):
        text = page(desk, address)
        assert [words in text for words in ("异议前填写：36 个月", WORDS)] == [True, True]
    text = desk.post("/employer/verify/confirm/", ticked(case), follow=True).content.decode()
    assert [words in text for words in ("（异议前填写：36 个月）", WORDS)] == [True, True]


def test_what_is_handed_in_unchanged_shows_the_words_alone(office: Office):
    case = resubmitted(disputed(office))
    (claim,) = queries.claims_of([case], seen_by=office.hr)
    assert ([fact for fact in claim.comparisons if fact.before], claim.reply and len(claim.reply.messages)) == ([], 1)


def test_a_unit_reads_nothing_of_another_ones_objection(office: Office):
    other = make_employer()
    case = resubmitted(disputed(office), employer=other, contract_months=24)
    (claim,) = queries.claims_of([case], seen_by=hr_of(other))
    assert (fresh(case).employer, claim.reply) == (other, None)


def test_the_group_reads_both(office: Office):
    group = make_employer()
    Employer.objects.filter(pk=office.employer.pk).update(parent=group)
    case = resubmitted(disputed(office), employer=make_employer(parent=group))
    (claim,) = queries.claims_of([case], seen_by=hr_of(group))
    assert claim.reply is not None
    assert (claim.reply.dispute is not None, claim.reply.answer is not None) == (True, True)


def test_the_page_shows_the_objection_with_its_messages_and_sends_one_more(desk: Client, office: Office):
    case = disputed(office)
    write(case, case.person.user)
    assert f'href="{talk_page(case)}"' in page(desk, f"{ANSWERED}?shown=open")
    form = desk.get(talk_page(case)).context["form"]
    done = desk.post(talk_page(case), {"pk": form["pk"].value(), "text": "请上传合同第 2 页"}, follow=True)
    text = done.content.decode()
    assert (done.redirect_chain, said(done)) == ([(talk_page(case), 302)], ["留言已发给申请人。"])
    assert [words in text for words in ("合同期限不一致", "合同为两年", WORDS, "请上传合同第 2 页")] == [True] * 4


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "请写下要说的话。"),
        ("字" * 501, "请写在 500 字以内，现在是 501 字。"),
        ("证件号 220102200005011238", "这里像是写了身份证号码、银行账号或手机号码，请删去。"),
    ],
    ids=["empty", "long", "a number"],
)
def test_what_cannot_be_sent_is_said_at_the_field_and_kept(desk: Client, office: Office, text: str, error: str):
    case = disputed(office)
    answer = desk.post(talk_page(case), {"pk": uuid.uuid4(), "text": text})
    form = answer.context["form"]
    assert (answer.status_code, form.errors["text"], form["text"].value()) == (422, [error], text)


def test_without_an_open_objection_the_page_has_no_form(desk: Client, office: Office):
    case = resubmitted(disputed(office))
    assert ('name="text"' in page(desk, talk_page(case))) is False
    refused = desk.post(talk_page(case), {"pk": uuid.uuid4(), "text": WORDS})
    assert (refused.status_code, DisputeMessage.objects.count()) == (422, 1)


def test_officers_of_other_units_find_no_page(client: Client, office: Office):
    case = disputed(office)
    client.force_login(hr_of(make_employer()))
    assert [client.get(talk_page(case)).status_code, client.post(talk_page(case)).status_code] == [404, 404]


def test_the_own_case_is_shown_without_a_form(client: Client, office: Office):
    case = disputed(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    client.force_login(hr_of(office.employer, natural_person=own))
    text = page(client, talk_page(case))
    assert ("请同事办理" in text, 'name="text"' in text) == (True, False)
