"""One event for each of very many objects."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from subsidies.payments.models import Instalment
from talent.audit import append_only, bulk, canonical, chain
from talent.audit.bulk import record_each, record_with_details
from talent.audit.events import PersonalDataInLog, record
from talent.audit.models import AuditEvent
from tests.factories import make_user

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


class EveryEvent(TestCase):
    @given(
        reason=st.text(max_size=30), detail=st.dictionaries(st.text(max_size=9), JSON, max_size=4), known=st.booleans()
    )
    def test_is_what_recording_it_alone_would_have_written(self, reason, detail, known):
        by = make_user("reviewer", name='赵"敏\\') if known else None
        keys = [uuid.uuid4() for _ in range(3)]
        words = {"by": by, "from_status": "due", "to_status": "batched", "reason": reason, "detail": detail}
        with time_machine.travel(NOON, tick=False):
            alone = [record("instalment.drawn", Instalment(pk=key), **words) for key in keys]
            last = alone[-1].pk
            assert record_each("instalment.drawn", Instalment, keys, **words) == 3
        together = AuditEvent.objects.filter(pk__gt=last).order_by("pk")
        assert [event.content() for event in together] == [event.content() for event in alone]
        assert [event.digest for event in together] == [event.digest for event in alone]
        assert [canonical.digest(event.content()) for event in together] == [event.digest for event in alone]


@pytest.mark.django_db
def test_nothing_is_recorded_for_nobody():
    assert (record_each("instalment.drawn", Instalment, [], by=None), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_personal_numbers_in_the_detail_are_an_error_here_too():
    with pytest.raises(PersonalDataInLog):
        record_each("instalment.drawn", Instalment, [uuid.uuid4()], by=None, detail={"phone": "13800138001"})


@pytest.mark.django_db
def test_more_than_fit_into_one_statement_are_all_written(monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    keys = [uuid.uuid4() for _ in range(7)]
    record_each("instalment.drawn", Instalment, iter(keys), by=None)
    assert list(AuditEvent.objects.order_by("pk").values_list("object_id", flat=True)) == list(map(str, keys))


@pytest.mark.django_db
def test_the_chain_takes_them_up_and_finds_any_change_to_them():
    record_each(
        "instalment.drawn", Instalment, [uuid.uuid4() for _ in range(5)], by=None, detail={"batch": "FF2026-0001"}
    )
    assert (chain.link_pending(), chain.verify().difference) == (5, "")
    append_only.lift(connection, ["audit_auditevent"])
    third = AuditEvent.objects.order_by("pk")[2]
    AuditEvent.objects.filter(pk=third.pk).update(object_id=str(uuid.uuid4()))
    append_only.install(connection, ["audit_auditevent"])
    assert chain.verify().difference == f"link 3, event {third.pk}: the event was changed"


@pytest.mark.django_db
def test_details_of_their_own_are_what_recording_each_alone_would_have_written(django_assert_num_queries):
    details = {uuid.uuid4(): {"number": f"CC-{order}", "文": ["\\", order]} for order in range(300)}
    words = {"by": make_user("reviewer"), "from_status": "due", "to_status": "batched", "reason": "致电 13800138001"}
    with time_machine.travel(NOON, tick=False):
        alone = [record("instalment.drawn", Instalment(pk=key), detail=each, **words) for key, each in details.items()]
        with django_assert_num_queries(2):
            assert record_with_details("instalment.drawn", Instalment, details, **words) == 300
    together = AuditEvent.objects.filter(pk__gt=alone[-1].pk).order_by("pk")
    assert [event.content() for event in together] == [event.content() for event in alone]
    assert [event.digest for event in together] == [event.digest for event in alone]
    assert (chain.link_pending(), chain.verify().difference) == (600, "")


@pytest.mark.django_db
def test_one_detail_with_a_personal_number_has_nothing_recorded():
    details = {uuid.uuid4(): {"number": "1"}, uuid.uuid4(): {"phone": "13800138001"}}
    with pytest.raises(PersonalDataInLog):
        record_with_details("instalment.drawn", Instalment, details, by=None)
    assert (record_with_details("instalment.drawn", Instalment, {}, by=None), AuditEvent.objects.count()) == (0, 0)
