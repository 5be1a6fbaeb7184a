"""Anyone objects while the notice runs: what is kept, of whom, and what it keeps waiting."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from subsidies.objections import actions, queries
from subsidies.objections.models import Objection
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendar
from talent.papers.codes import grouped
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.objections.stages import NEXT_DAY, TEXT, decided, end, line_of, objected, running

pytestmark = pytest.mark.django_db


def test_an_objection_keeps_what_was_said_and_of_whom(office: Office):
    case = decided(office)
    notice = running(office, case)
    made = Objection.objects.get(pk=objected(notice).pk)
    assert (made.number, made.application, made.text, made.name, made.contact, made.status, made.promised_on) == (
        f"{notice.number}-YY01",
        case,
        TEXT,
        "李群众",
        "13900139000",
        "received",
        # Ten working days after Monday, 23 November 2026.
        NEXT_DAY.replace(day=7),
    )


def test_nothing_of_the_objector_lies_readable_in_the_database(office: Office):
    objected(running(office))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM objections_objection")
        row = b" ".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in
                        cursor.fetchone())  # fmt: skip
    assert [word for word in ("外地领取", "李群众", "13900139000") if word.encode() in row] == []


def test_an_anonymous_objection_keeps_neither_name_nor_contact(office: Office):
    made = Objection.objects.get(pk=objected(running(office), anonymous=True).pk)
    assert (made.anonymous, made.name, made.contact) == (True, "", "")


def test_an_objection_to_the_whole_notice_names_nobody_and_keeps_nobody_waiting(office: Office):
    notice = running(office)
    made = objected(notice, line=None)
    assert (made.application, notice.entries.objected().count()) == (None, 0)


def test_the_tracking_number_finds_its_objection_in_any_spelling_and_nothing_else(office: Office):
    made = objected(running(office))
    found = [queries.tracked(text) for text in (made.code, grouped(made.code).lower(), "0" * 28, "", str(made.pk))]
    assert found == [made, made, None, None, None]


def test_the_same_form_sent_twice_makes_one_objection_with_one_number(office: Office):
    notice, key = running(office), uuid.uuid4()
    first, second = objected(notice, pk=key), objected(notice, pk=key)
    assert (first.pk, first.code, Objection.objects.count()) == (second.pk, second.code, 1)


def test_a_used_form_with_other_words_is_refused(office: Office):
    notice, key = running(office), uuid.uuid4()
    objected(notice, pk=key)
    with pytest.raises(ActionRefused) as refusal:
        objected(notice, pk=key, text="别的话")
    assert str(refusal.value) == "这份表单已经提交过，请重新打开页面填写。"


def test_numbers_of_one_notice_follow_each_other(office: Office):
    notice = running(office)
    numbers = [objected(notice).number for _ in range(3)]
    assert numbers == [f"{notice.number}-YY0{count}" for count in (1, 2, 3)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"line": 9}, "名单上没有第 9 号，请核对序号。"),
        ({"name": " "}, "请写明异议内容；署名反映的，请填写姓名。"),
        ({"text": " \n"}, "请写明异议内容；署名反映的，请填写姓名。"),
    ],
)
def test_what_could_not_be_examined_or_answered_is_refused(office: Office, said: dict[str, object], words: str):
    notice = running(office)
    with pytest.raises(ActionRefused) as refusal:
        objected(notice, **said)
    assert (str(refusal.value), Objection.objects.count()) == (words, 0)


def test_nobody_objects_to_a_draft_or_after_the_last_day(office: Office):
    draft, notice = drawn(office), running(office)
    refused = []
    with pytest.raises(ActionRefused) as before:
        objected(draft)
    refused.append(str(before.value))
    with on(NEXT_DAY), pytest.raises(ActionRefused) as after:  # nobody has ended it yet
        objected(notice)
    refused.append(str(after.value))
    assert refused == ["公示期已满，网上不再受理异议。仍有情况要反映的，请直接联系人才办。"] * 2


def test_an_objection_of_the_last_day_keeps_its_person_alone_waiting_when_the_notice_closes(office: Office):
    named, other = decided(office), decided(office)
    notice = running(office, named, other)
    with on(notice.ends_on):
        objected(notice, line=line_of(notice, named))
    end(notice)
    assert (fresh(named).status, fresh(other).status, notice.entries.held().count()) == ("in_notice", "closed", 0)


def test_the_log_says_that_an_objection_came_and_not_what_it_says(office: Office):
    made = objected(running(office))
    event = AuditEvent.objects.get(verb="objection.received")
    assert (event.object_id, event.actor, event.detail) == (
        str(made.pk),
        None,
        {"number": made.number, "anonymous": False, "whole_notice": False},
    )


def test_reading_an_objection_is_logged(office: Office):
    made = objected(running(office))
    actions.note_reading(made, by=office.reviewer)
    event = AuditEvent.objects.get(verb="objection.read")
    assert (event.object_id, event.actor) == (str(made.pk), office.reviewer)


def test_the_day_by_which_it_is_answered_follows_the_calendar(office: Office):
    """And not that of one which was answered."""
    open_, closed = objected(running(office)), objected(running(office))
    actions.decline(closed, by=make_user("reviewer"), answer="已核实。")
    calendar.set_day(NEXT_DAY, is_working=False, name="停工", source="通知", by=make_user("policy_officer"))
    days = [Objection.objects.get(pk=each.pk).promised_on.day for each in (open_, closed)]
    assert days == [8, 7]
