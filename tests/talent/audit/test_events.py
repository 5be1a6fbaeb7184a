"""Writing to the log."""

import datetime as dt

import pytest
import time_machine
from django.test import RequestFactory

from talent.audit import canonical
from talent.audit.context import visitor_address
from talent.audit.events import PersonalDataInLog, record
from talent.audit.models import AuditEvent
from tests.factories import make_employer, make_user

pytestmark = pytest.mark.django_db


def test_everything_about_the_event_is_kept():
    reviewer, employer = make_user("reviewer", name="赵敏"), make_employer()
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, 5, tzinfo=dt.UTC), tick=False):
        event = record(
            "employer.renamed", employer, by=reviewer, from_status="a", to_status="b", reason="更名", detail={"n": [1]}
        )
    event.refresh_from_db()
    assert event.content() == {
        "occurred_at": dt.datetime(2026, 11, 23, 6, 5, tzinfo=dt.UTC),
        "actor": reviewer.pk,
        "actor_name": "赵敏",
        "verb": "employer.renamed",
        "object_type": "employers.employer",
        "object_id": str(employer.pk),
        "from_status": "a",
        "to_status": "b",
        "reason": "更名",
        "detail": {"n": [1]},
        "ip_address": "",
    }


def test_the_digest_can_be_computed_again_from_what_the_database_gives_back():
    event = record(
        "demo.done", None, by=None, detail={"文": ["中", True, {"day": dt.date(2026, 1, 2)}]}, reason="a\x00b"
    )
    stored = AuditEvent.objects.get(pk=event.pk)
    assert canonical.digest(stored.content()) == stored.digest == event.digest


def test_the_portal_itself_has_no_name():
    assert (record("demo.done", None, by=None).actor, record("demo.done", None, by=None).actor_name) == (None, "")


def test_the_visitors_address_comes_from_the_request_being_answered():
    token = visitor_address.set("203.0.113.9")
    event = record("demo.done", None, by=None)
    visitor_address.reset(token)
    assert event.ip_address == "203.0.113.9"


def test_the_visitors_address_may_be_taken_from_a_request():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")
    assert record("demo.done", None, by=None, request=request).ip_address == "203.0.113.8"


def test_personal_numbers_in_the_detail_are_an_error():
    with pytest.raises(PersonalDataInLog) as error:
        record("demo.done", None, by=None, detail={"changed": {"phone": "13800138000"}})
    assert str(error.value) == "demo.done: what looks like personal data at changed.phone"


def test_in_production_personal_numbers_are_blanked_out_and_the_work_goes_on(settings, caplog):
    settings.AUDIT_STRICT = False
    event = record("demo.done", None, by=None, detail={"phone": "13800138000"})
    assert (event.detail, "13800138000" in caplog.text, len(caplog.records)) == ({"phone": "［已隐去］"}, False, 1)


def test_personal_numbers_in_a_reason_are_blanked_out():
    assert record("demo.done", None, by=None, reason="请改为13800138000").reason == "请改为［已隐去］"


def test_recording_takes_one_query(django_assert_num_queries, settings):
    settings.DEMO_CLOCK = False
    with django_assert_num_queries(1):
        record("demo.done", None, by=None)
