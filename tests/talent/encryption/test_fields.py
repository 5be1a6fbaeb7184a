"""What is written and what is read."""

import copy
import datetime
import pickle
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.forms import model_to_dict, modelform_factory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from talent.encryption.ciphertext import Ciphertext
from talent.encryption.fields import EncryptedField
from tests.talent.encryption.tables import Holder

pytestmark = pytest.mark.usefixtures("tables", "db")
CANARIES = ("22010219900101001X", "13800138001", "doctor")


def raw_row() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM encryption_tests_holder")
        return b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())


def test_a_saved_row_is_read_back(holder):
    assert (holder.identity_number, holder.phone, holder.remark, holder.facts) == (
        "22010219900101001X",
        "13800138001",
        "",
        {"degrees": ["doctor"]},
    )


def test_no_plaintext_lies_in_the_row(holder):
    stored = raw_row()
    assert [canary for canary in CANARIES if canary.encode() in stored] == []
    assert holder.pk.hex.encode() in stored.replace(b"-", b"")


def test_null_stays_null_and_empty_text_is_encrypted(holder):
    holder.phone = None
    holder.save()
    row = Holder.objects.values("phone", "phone_index", "remark").get()
    assert (row["phone"], row["phone_index"], len(row["remark"].raw)) == (None, None, 30)


def test_a_value_stays_encrypted_until_it_is_read(holder):
    held = holder.__dict__["identity_number"]
    assert isinstance(held, Ciphertext)
    assert holder.identity_number == "22010219900101001X"
    assert holder.__dict__["identity_number"] == "22010219900101001X"


def test_loading_rows_decrypts_nothing(holder, monkeypatch):
    monkeypatch.setattr(EncryptedField, "decrypt", lambda *_: pytest.fail("decrypted"))
    assert [row.name for row in Holder.objects.all()] == ["张三"]


def test_a_changed_value_is_saved_and_a_reload_brings_the_stored_one(holder):
    holder.identity_number = "E12345678"
    holder.save()
    holder.identity_number = "not saved"
    holder.refresh_from_db()
    assert holder.identity_number == "E12345678"


def test_a_changed_object_is_saved_whole(holder):
    holder.facts["degrees"].append("master")
    holder.save()
    assert Holder.objects.get().facts == {"degrees": ["doctor", "master"]}


def test_saving_an_unread_value_keeps_its_bytes(holder):
    before = Holder.objects.values_list("identity_number", flat=True).get()
    holder.name = "李四"
    holder.save(update_fields=["name", "identity_number"])
    assert Holder.objects.values_list("identity_number", flat=True).get() == before


@pytest.mark.parametrize("rows", [Holder.objects.defer("identity_number", "facts"), Holder.objects.only("name")])
def test_deferred_values_are_fetched_when_they_are_read(holder, rows):
    row = rows.get()
    assert "identity_number" in row.get_deferred_fields()
    assert (row.identity_number, row.facts) == ("22010219900101001X", {"degrees": ["doctor"]})


def test_saving_a_row_with_deferred_values_leaves_them_alone(holder):
    row = Holder.objects.defer("identity_number", "identity_index").get()
    row.name = "李四"
    row.save()
    assert Holder.objects.get().identity_number == "22010219900101001X"


def test_many_rows_are_created_at_once():
    made = Holder.objects.bulk_create(Holder(identity_number=f"E1234567{n}", facts={"n": n}) for n in range(5))
    assert {row.pk: (row.identity_number, row.facts["n"]) for row in Holder.objects.all()} == {
        row.pk: (f"E1234567{n}", n) for n, row in enumerate(made)
    }


def test_a_key_given_as_text_binds_like_the_key_itself():
    key = uuid4()
    Holder.objects.create(id=str(key), identity_number="E12345678")
    assert Holder.objects.get(pk=key).identity_number == "E12345678"


def test_copies_and_pickles_carry_their_values(holder, monkeypatch):
    monkeypatch.setattr(apps, "get_model", lambda *_: Holder)
    unread = pickle.loads(pickle.dumps(holder))
    assert isinstance(unread.__dict__["phone"], Ciphertext)
    assert [made.identity_number for made in (unread, copy.copy(holder), copy.deepcopy(holder))] == (
        ["22010219900101001X"] * 3
    )


def test_a_form_shows_and_takes_the_plaintext(holder):
    form_class = modelform_factory(Holder, fields=["identity_number", "phone", "facts"])
    assert model_to_dict(holder, fields=["identity_number", "phone"]) == {
        "identity_number": "22010219900101001X",
        "phone": "13800138001",
    }
    form = form_class({"identity_number": " E12345678 ", "phone": "", "facts": '{"a": 1}'}, instance=holder)
    assert form.errors == {}
    form.save()
    row = Holder.objects.get()
    assert (row.identity_number, row.phone, row.facts) == ("E12345678", None, {"a": 1})


def test_a_form_enforces_length_and_presence():
    form = modelform_factory(Holder, fields=["identity_number"])({"identity_number": "1" * 41})
    assert form.has_error("identity_number", "max_length")
    empty = modelform_factory(Holder, fields=["identity_number"])({"identity_number": ""})
    assert empty.has_error("identity_number", "required")


def test_defaults_are_empty_only_where_empty_is_allowed():
    fresh = Holder()
    assert (fresh.identity_number, fresh.phone, fresh.remark, fresh.facts) == (None, None, "", {})


def test_days_instants_and_decimals_in_an_object_come_back_as_text(holder):
    holder.facts = {
        "on": datetime.date(2024, 2, 29),
        "at": datetime.datetime(2024, 2, 29, 8, 30, tzinfo=datetime.UTC),
        "share": Decimal("0.30"),
        "id": UUID(int=1),
        "名": "𠮷·\x00",
    }
    holder.save()
    assert Holder.objects.get().facts == {
        "on": "2024-02-29",
        "at": "2024-02-29T08:30:00Z",
        "share": "0.30",
        "id": "00000000-0000-0000-0000-000000000001",
        "名": "𠮷·\x00",
    }


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(json_values, max_size=3) | st.dictionaries(st.text(), json_values, max_size=3))
def test_any_text_and_any_object_come_back_as_they_were(text, facts):
    made = Holder.objects.create(identity_number=str(uuid4()), remark=text, facts=facts)
    read = Holder.objects.get(pk=made.pk)
    assert (read.remark, read.facts) == (text, facts)
