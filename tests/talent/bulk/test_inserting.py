"""Rows given as columns are the rows that the ORM would have written."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from talent.audit import events
from talent.audit.models import AuditEvent
from talent.bulk.inserting import insert_columns
from talent.bulk.keys import among, key_text
from talent.calendars import clock

pytestmark = pytest.mark.django_db


def columns(*keys: str) -> tuple[dict, dict]:
    event = events.prepare("demo.done", None, by=None, at=clock.now(), detail={"文": ["\\t", 1]}, reason="a\tb\\N\n㛃")
    same = {field.attname: getattr(event, field.attname) for field in AuditEvent._meta.concrete_fields[1:]}
    del same["object_id"]
    return {"object_id": list(keys)}, same


def test_every_value_comes_back_as_it_was_given():
    varying, same = columns("a", "b")
    insert_columns(AuditEvent, varying, same=same)
    found = list(AuditEvent.objects.order_by("pk").values("object_id", *same))
    assert found == [{"object_id": key, **same} for key in ("a", "b")]
    assert found[0]["occurred_at"].tzinfo == dt.UTC


def test_a_column_that_is_not_named_is_refused():
    varying, same = columns("a")
    del same["reason"]
    with pytest.raises(TypeError):
        insert_columns(AuditEvent, varying, same=same)


@pytest.mark.parametrize("spelling", [lambda key: key, lambda key: key.hex, str])
def test_a_key_is_spelled_in_one_way(spelling):
    key = uuid.uuid4()
    given = spelling(key)
    assert key_text(given if not isinstance(given, str) else given.replace("-", "")) == str(key)


def test_many_keys_are_one_parameter(django_assert_num_queries):
    event = events.record("demo.done", None, by=None)
    with django_assert_num_queries(1):
        assert not AuditEvent.objects.filter(actor__in=among([uuid.uuid4() for _ in range(40_000)])).exists()
    assert event.pk
