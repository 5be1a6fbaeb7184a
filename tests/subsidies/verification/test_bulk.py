"""Many answered at once: the same as each alone, in a number of queries that does not grow with them."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications import actions as cases
from subsidies.applications.actions import moving_many
from subsidies.applications.actions.moving_many import MovedUnderLock
from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.actions import BulkAnswer
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from talent.accounts.models import NaturalPerson, User
from talent.audit import chain
from talent.audit.models import AuditEvent
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting
from tests.talent.employers.rosters import hr_of

VERIFY_QUERIES = 30
"""For up to 500 people, as many as one page confirms."""


def read_of(*claims: Application) -> list[tuple[object, object]]:
    return [(case.pk, latest(case).pk) for case in claims]


def again(user: User) -> User:
    """As the next request has the officer: nothing is known of the roles yet."""
    return User.objects.select_related("natural_person").get(pk=user.pk)


def left_behind(case: Application) -> dict[str, object]:
    """All that an answer leaves in the tables, without keys."""
    event = AuditEvent.objects.about(case).order_by("-id").first()
    told = Message.objects.filter(
        recipient=case.person.user, template__in=["application_verified", "application_disputed"]
    ).order_by("channel")
    assert event is not None
    return {
        "case": Application.objects.values(
            "status", "promised_on", "office_days_left", "status_changed_at", "employer"
        ).get(pk=case.pk),
        "event": {**event.content(), "object_id": "", "detail": event.detail | {"number": ""}},
        "answer": Verification.objects.values(
            "outcome", "reason", "comment", "roster_entry", "answered_by", "answered_at"
        ).get(submission__application=case),
        "confirmations": list(
            EmploymentConfirmation.objects.filter(person=case.person_id).values(
                "employer", "confirmed_on", "roster_entry", "confirmed_by", "withdrawn_at"
            )
        ),
        "messages": [(m.channel, m.template, m.context | {"number": ""}, m.sent_at, m.language) for m in told],
    }


def came_back(office: Office) -> Application:
    """A case whose employment was corrected after a return: the office's clock stands at what it had left."""
    case = office.at("returned")
    office.do("correct_employment", case)
    return fresh(case)


def test_each_of_many_ends_as_if_it_had_been_answered_alone(office: Office):
    alone, together = [*waiting(office, 2), came_back(office)], [*waiting(office, 2), came_back(office)]
    Verification.objects.all().delete()
    EmploymentConfirmation.objects.all().delete()
    for case in alone:
        actions.verify(case, by=office.hr, submission=latest(case))
    assert actions.verify_many(read_of(*together), by=office.hr) == BulkAnswer(done=3)
    assert [left_behind(case) for case in together] == [left_behind(case) for case in alone]
    assert (run_outbox() > 0, chain.link_pending() > 0, chain.verify().difference) == (True, True, "")


def test_who_says_to_have_left_is_verified_among_others_and_not_confirmed(office: Office):
    (stays,) = waiting(office)
    gone = office.draft()
    gone.person.employment.left_on = dt.date(2026, 11, 1)
    gone.person.employment.save()
    cases.submit(gone, by=gone.person.user)
    assert actions.verify_many(read_of(stays, gone), by=office.hr) == BulkAnswer(done=2)
    assert list(EmploymentConfirmation.objects.values_list("person", "employer")) == [
        (stays.person_id, office.employer.pk)
    ]


def test_verifying_takes_the_same_queries_for_two_and_for_forty(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    actions.verify_many(read_of(*waiting(office)), by=office.hr)
    for count in (2, 40):
        read, officer = read_of(*waiting(office, count)), again(office.hr)
        with django_assert_num_queries(VERIFY_QUERIES):
            assert actions.verify_many(read, by=officer) == BulkAnswer(done=count)


def test_each_of_many_refuses_in_the_words_of_one(office: Office):
    own, changed, gone, good = waiting(office, 4)
    read = read_of(own, changed, gone, good)
    cases.mark_disputed(changed, by=office.hr, submission=latest(changed), reason="")
    cases.answer_dispute(fresh(changed), by=changed.person.user)
    cases.withdraw(gone, by=gone.person.user)
    person = NaturalPerson.objects.create(name="李明", identity_number=own.person.identity_number)
    answer = actions.verify_many(read, by=hr_of(office.employer, natural_person=person))
    assert (answer.done, answer.already, answer.refused) == (
        1,
        0,
        sorted(
            [
                (own.number, "这是您本人的申请，按回避规定不能由您办理。"),
                (changed.number, "申请人在您打开页面之后提交了新的内容，请按最新内容办理。"),
                (gone.number, "当前状态为“已撤回”，不能办理“核实无误”。请刷新页面后再看。"),
            ]
        ),
    )
    assert list(Verification.objects.values_list("submission__application", flat=True)) == [good.pk]


def test_an_officer_who_reviews_too_is_refused_for_other_employers_among_many(office: Office):
    (case,) = waiting(office)
    officer = hr_of(make_employer())
    officer.role_grants.create(role="reviewer")
    answer = actions.verify_many(read_of(case), by=officer)
    assert answer.refused == [(case.number, "没有找到这件申请，或者您无权办理。")]
    assert (fresh(case).status, Verification.objects.count()) == ("awaiting_employer", 0)


def test_an_account_bound_to_nobody_answers_for_none(office: Office):
    (case,) = waiting(office)
    officer = make_user("hr_officer", employer=office.employer, natural_person=None)
    answer = actions.verify_many(read_of(case), by=officer)
    assert (answer.done, [number for number, _why in answer.refused]) == (0, [case.number])


def test_what_another_officer_disputed_meanwhile_is_refused_and_not_counted_as_done(office: Office):
    (case,) = waiting(office)
    read = read_of(case)
    actions.dispute(case, by=office.hr, submission=latest(case), reason="has_left", comment="")
    answer = actions.verify_many(read, by=hr_of(office.employer))
    assert (answer.done, answer.already, len(answer.refused)) == (0, 0, 1)


def test_nothing_is_written_where_a_case_moves_although_it_is_locked(office: Office, monkeypatch: pytest.MonkeyPatch):
    first, second = waiting(office, 2)
    read = read_of(first, second)

    def moved(*_args: object, **_words: object) -> str:
        Application.objects.filter(pk=second.pk).update(status="withdrawn")
        return "awaiting_review"

    monkeypatch.setattr(moving_many, "check", moved)
    with pytest.raises(MovedUnderLock):
        actions.verify_many(read, by=office.hr)
    assert (fresh(first).status, Verification.objects.count(), EmploymentConfirmation.objects.count()) == (
        "awaiting_employer",
        0,
        0,
    )


def test_nobody_ticked_is_nobody_answered(office: Office):
    assert actions.verify_many([], by=office.hr) == BulkAnswer()


DISPUTE_QUERIES = {"hired_on_differs": 26, "has_left": 32}
ALIKE = {"reason": "hired_on_differs", "comment": "以 8 月 1 日为准"}


def test_each_of_many_is_disputed_as_if_it_had_been_disputed_alone(office: Office):
    alone, together = waiting(office, 2), waiting(office, 2)
    for case in alone:
        actions.dispute(case, by=office.hr, submission=latest(case), **ALIKE)
    assert actions.dispute_many(read_of(*together), by=office.hr, **ALIKE) == BulkAnswer(done=2)
    assert [left_behind(case) for case in together] == [left_behind(case) for case in alone]
    assert left_behind(together[0])["event"]["reason"] == "入职日期不一致：以 8 月 1 日为准"


def test_a_double_click_disputes_nobody_twice(office: Office):
    read = read_of(*waiting(office, 2))
    assert actions.dispute_many(read, by=office.hr, **ALIKE) == BulkAnswer(done=2)
    assert actions.dispute_many(read, by=office.hr, **ALIKE) == BulkAnswer(already=2)
    told = Message.objects.filter(template="application_disputed", channel="portal")
    assert (Verification.objects.count(), told.count()) == (2, 2)


def test_who_cannot_be_disputed_is_named_and_the_others_are_disputed(office: Office):
    verified, gone, good = waiting(office, 3)
    read = read_of(verified, gone, good)
    actions.verify(verified, by=office.hr, submission=latest(verified))
    cases.withdraw(gone, by=gone.person.user)
    answer = actions.dispute_many(read, by=hr_of(office.employer), **ALIKE)
    assert (answer.done, answer.already, answer.refused) == (
        1,
        0,
        sorted(
            [
                (verified.number, "当前状态为“待初审”，不能办理“提出异议”。请刷新页面后再看。"),
                (gone.number, "当前状态为“已撤回”，不能办理“提出异议”。请刷新页面后再看。"),
            ]
        ),
    )


@pytest.mark.parametrize(("reason", "kept", "left"), [("has_left", 2, 1), ("not_employed", 2, 1), ("other", 3, 0)])
def test_of_many_only_whom_the_unit_had_confirmed_is_noted_to_have_left(
    office: Office, reason: str, kept: int, left: int
):
    confirmed, elsewhere, never, noted = waiting(office, 4)
    for case, employer in ((confirmed, office.employer), (elsewhere, make_employer()), (noted, office.employer)):
        EmploymentConfirmation.objects.create(
            person=case.person, employer=employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
        )
    Departure.objects.create(
        person=noted.person, employer=office.employer, stated_on=dt.date(2026, 11, 2), stated_by=office.hr
    )
    read = read_of(confirmed, elsewhere, never, noted)
    assert actions.dispute_many(read, by=office.hr, reason=reason, comment="已核对") == BulkAnswer(done=4)
    fresh_ones = Departure.objects.filter(stated_on=dt.date(2026, 11, 23)).values_list("person", "left_on", "stated_by")
    assert list(fresh_ones) == [(confirmed.person_id, None, office.hr.pk)] * left
    assert EmploymentConfirmation.objects.in_force().count() == {2: 1, 3: 3}[kept]


def test_another_reason_needs_words_for_many_too(office: Office):
    (case,) = waiting(office)
    with pytest.raises(ActionRefused, match="请写明情况"):
        actions.dispute_many(read_of(case), by=office.hr, reason="other", comment=" ")
    assert fresh(case).status == "awaiting_employer"


@pytest.mark.parametrize("reason", DISPUTE_QUERIES)
def test_disputing_takes_the_same_queries_for_two_and_for_forty(
    office: Office, reason: str, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (2, 40):
        claims = waiting(office, count)
        for case in claims:
            EmploymentConfirmation.objects.create(
                person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
            )
        read, officer = read_of(*claims), again(office.hr)
        with django_assert_num_queries(DISPUTE_QUERIES[reason]):
            assert actions.dispute_many(read, by=officer, reason=reason, comment="") == BulkAnswer(done=count)
