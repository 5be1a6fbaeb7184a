import asyncio
import base64

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from talent.encryption.sessions import SessionStore

PHONE = "+8613800138001"


@pytest.fixture
def session(db):
    store = SessionStore()
    store["account_login_code"] = {"phone": PHONE, "code": "482913"}
    store.save()
    return store


def test_a_session_is_read_back_by_its_key(session):
    assert SessionStore(session.session_key)["account_login_code"] == {"phone": PHONE, "code": "482913"}


def test_nothing_of_it_can_be_read_in_the_row(session):
    stored = Session.objects.get(pk=session.session_key).session_data
    raw = base64.b64decode(stored)
    assert [needle in haystack for needle in (PHONE[1:], "482913") for haystack in (stored, raw.decode("latin-1"))] == (
        [False] * 4
    )


def test_a_row_moved_to_another_session_is_empty_there(session):
    other = SessionStore()
    other["mine"] = 1
    other.save()
    stolen = Session.objects.get(pk=session.session_key).session_data
    Session.objects.filter(pk=other.session_key).update(session_data=stolen)
    assert list(SessionStore(other.session_key).items()) == []


@pytest.mark.parametrize("garbage", ["", "not base64!", "AAAA", base64.b64encode(b"\x01" * 64).decode()])
def test_content_that_cannot_be_read_is_an_empty_session(session, garbage):
    Session.objects.filter(pk=session.session_key).update(session_data=garbage)
    assert list(SessionStore(session.session_key).items()) == []


def test_a_new_key_for_a_session_keeps_its_content(session):
    before = session.session_key
    session.cycle_key()
    session.save()
    after = SessionStore(session.session_key)
    assert (before == session.session_key, after["account_login_code"]["code"]) == (False, "482913")


def test_expired_sessions_are_cleared(session):
    Session.objects.update(expire_date=timezone.make_aware(timezone.datetime(2020, 1, 1)))
    SessionStore.clear_expired()
    assert Session.objects.count() == 0


def test_the_asynchronous_way_writes_the_same(db):
    async def written() -> tuple[str, object]:
        store = SessionStore("k" * 32)
        encoded = store.encode({"a": 1})
        return encoded, store.decode(encoded)

    encoded, decoded = asyncio.run(written())
    assert (decoded, SessionStore("k" * 32).decode(encoded), SessionStore("j" * 32).decode(encoded)) == (
        {"a": 1},
        {"a": 1},
        {},
    )
