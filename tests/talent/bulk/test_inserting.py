"""Rows given as columns are the rows that the ORM would have written."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from talent.accounts.models import User
from talent.audit import events
from talent.audit.models import AuditEvent
from talent.bulk.inserting import insert_columns, insert_like
from talent.bulk.keys import among, key_text
from talent.calendars import clock
from talent.employers.models import Employer
from talent.encryption.ciphertext import encrypt_value
from talent.notifications.models import Message
from tests.factories import make_employer, make_user

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


def message(user: User, key: str) -> Message:
    return Message(
        recipient=user,
        channel="portal",
        template="a",
        context={},
        language="en",
        created_at=clock.now(),
        dedupe_key=key,
    )


def test_a_row_that_stands_already_is_left_out_or_refused_with_all_of_them():
    user = make_user()
    message(user, "1").save()
    like = message(user, "")
    keys = [uuid.uuid4() for _ in range(3)]
    columns = {"id": keys, "dedupe_key": ["1", "2", "3"]}
    columns["context"] = [bytes(encrypt_value(Message, "context", key, {})) for key in keys]
    names = [field.attname for field in Message._meta.concrete_fields if field.attname not in columns]
    same = {name: getattr(like, name) for name in names}
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_columns(Message, columns, same=same)
    insert_columns(Message, columns, same=same, ignore_conflicts=True)
    assert sorted(Message.objects.values_list("dedupe_key", flat=True)) == ["1", "2", "3"]


def test_rows_like_another_differ_in_the_columns_and_the_key():
    like = make_employer(listed_until=None)
    keys = insert_like(like, {"name": ["甲", "乙"], "credit_code": ["1", "2"]})
    said = [field.name for field in Employer._meta.concrete_fields if field.name not in ("id", "name", "credit_code")]
    found = Employer.objects.filter(pk__in=keys).order_by("credit_code")
    assert [employer.name for employer in found] == ["甲", "乙"]
    assert list(found.values_list(*said)) == list(Employer.objects.filter(pk=like.pk).values_list(*said)) * 2


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
