"""What must not get in, and what must not come out."""

import uuid

import pytest
from django.apps.registry import Apps
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.db.models import F, Value

from talent.encryption.blind_index import blind_index
from talent.encryption.ciphertext import Ciphertext, decrypt_value, encrypt_value
from talent.encryption.fields import BlindIndexField, EncryptedJSONField, EncryptedTextField, PlaintextRefused
from talent.encryption.sealing import DecryptionError
from tests.talent.encryption import tables as test_tables
from tests.talent.encryption.tables import Holder, StaffMember

pytestmark = pytest.mark.usefixtures("tables", "db")


def stored(field: str, pk: uuid.UUID) -> Ciphertext:
    return Holder.objects.values_list(field, flat=True).get(pk=pk)


def test_a_value_moved_to_another_row_cannot_be_read(holder):
    other = Holder.objects.create(identity_number="E12345678")
    Holder.objects.filter(pk=other.pk).update(identity_number=stored("identity_number", holder.pk))
    with pytest.raises(DecryptionError, match="altered or belongs elsewhere"):
        Holder.objects.get(pk=other.pk).identity_number  # noqa: B018


def test_a_value_moved_to_another_field_cannot_be_read(holder):
    Holder.objects.filter(pk=holder.pk).update(remark=stored("identity_number", holder.pk))
    with pytest.raises(DecryptionError):
        Holder.objects.get(pk=holder.pk).remark  # noqa: B018


def test_a_value_moved_to_another_table_cannot_be_read(holder):
    StaffMember.objects.create(id=holder.pk, identity_number="x")
    StaffMember.objects.filter(pk=holder.pk).update(identity_number=stored("identity_number", holder.pk))
    with pytest.raises(DecryptionError):
        StaffMember.objects.get(pk=holder.pk).identity_number  # noqa: B018


def test_a_value_altered_in_the_database_cannot_be_read(holder):
    raw = bytearray(stored("identity_number", holder.pk).raw)
    raw[-1] ^= 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE encryption_tests_holder SET identity_number = %s", [bytes(raw)])
    with pytest.raises(DecryptionError):
        Holder.objects.get().identity_number  # noqa: B018


def test_a_row_copied_under_a_new_key_is_not_saved_with_values_it_could_not_read(holder):
    holder.pk = uuid.uuid4()
    holder._state.adding = True
    with pytest.raises(DecryptionError), transaction.atomic():
        holder.save()
    assert Holder.objects.count() == 1


@pytest.mark.parametrize("plaintext", ["E12345678", b"E12345678", Value("E12345678"), F("name"), 7])
def test_update_refuses_whatever_was_not_encrypted(holder, plaintext):
    before = stored("identity_number", holder.pk)
    with pytest.raises(PlaintextRefused, match="use save"), transaction.atomic():
        Holder.objects.update(identity_number=plaintext)
    assert stored("identity_number", holder.pk) == before


def test_bulk_update_refuses(holder):
    holder.identity_number = "E12345678"
    with pytest.raises(PlaintextRefused, match="use save"), transaction.atomic():
        Holder.objects.bulk_update([holder], ["identity_number"])
    assert Holder.objects.get().identity_number == "22010219900101001X"


@pytest.mark.parametrize("wrong", [Value("E12345678"), F("name"), b"E12345678"])
def test_save_refuses_expressions_and_bytes(wrong):
    with pytest.raises(PlaintextRefused), transaction.atomic():
        Holder(identity_number=wrong).save()
    assert Holder.objects.count() == 0


@pytest.mark.parametrize("wrong", ["text", 7, True])
def test_an_encrypted_object_is_an_object_or_a_list(wrong):
    with pytest.raises(TypeError, match="holds an object or a list"):
        Holder(identity_number="x", facts=wrong).save()


def test_an_encrypted_value_is_not_looked_up():
    with pytest.raises(PlaintextRefused, match="blind index"):
        Holder.objects.filter(identity_number="22010219900101001X")
    for lookup in ("contains", "in", "startswith", "gt"):
        with pytest.raises(FieldError):
            Holder.objects.filter(**{f"identity_number__{lookup}": "22"})


def test_presence_can_be_asked(holder):
    Holder.objects.create(identity_number="E12345678")
    assert [Holder.objects.filter(phone__isnull=flag).count() for flag in (True, False)] == [1, 1]
    assert Holder.objects.filter(phone=None).count() == 1


def test_values_answers_something_that_shows_nothing_until_it_is_told_where_it_belongs(holder):
    value = Holder.objects.values("identity_number").get()["identity_number"]
    assert repr(value) == "Ciphertext()"
    assert value.reveal(Holder, "identity_number", holder.pk) == "22010219900101001X"
    with pytest.raises(DecryptionError):
        value.reveal(Holder, "remark", holder.pk)


def test_values_can_be_encrypted_ahead_for_update_and_for_bulk_create(holder):
    Holder.objects.filter(pk=holder.pk).update(
        identity_number=encrypt_value(Holder, "identity_number", holder.pk, "E12345678"),
        facts=encrypt_value(Holder, "facts", str(holder.pk), [1]),
        phone=encrypt_value(Holder, "phone", holder.pk, None),
    )
    row = Holder.objects.get()
    assert (row.identity_number, row.facts, row.phone) == ("E12345678", [1], None)
    key = uuid.uuid4()
    Holder.objects.bulk_create(
        [Holder(id=key, identity_number=encrypt_value(Holder, "identity_number", key, "P1234567"))]
    )
    assert Holder.objects.get(pk=key).identity_number == "P1234567"


def test_raw_sql_takes_and_gives_encrypted_bytes(holder):
    with connection.cursor() as cursor:
        sealed = bytes(encrypt_value(Holder, "remark", holder.pk, "备注"))
        cursor.execute("UPDATE encryption_tests_holder SET remark = %s", [sealed])
        cursor.execute("SELECT remark, phone FROM encryption_tests_holder")
        remark, phone = cursor.fetchone()
    assert decrypt_value(Holder, "remark", holder.pk, remark) == "备注"
    assert decrypt_value(Holder, "phone", holder.pk, phone) == "13800138001"
    assert [row.remark for row in Holder.objects.raw("SELECT * FROM encryption_tests_holder")] == ["备注"]
    assert decrypt_value(Holder, "phone", holder.pk, None) is None


def test_fields_that_are_not_encrypted_are_refused_by_the_fast_ways(holder):
    with pytest.raises(TypeError, match=r"Holder\.name is not encrypted"):
        encrypt_value(Holder, "name", holder.pk, "x")


def test_without_a_key_of_the_row_nothing_is_encrypted():
    with pytest.raises(DecryptionError, match="needs the key of its row"):
        encrypt_value(Holder, "phone", None, "x")


def test_a_dump_holds_no_plaintext_and_can_be_loaded_into_the_same_row(holder, monkeypatch):
    monkeypatch.setattr(serializers.python.apps, "get_model", lambda *_: Holder)
    dumped = serializers.serialize("json", Holder.objects.all())
    assert [canary for canary in ("22010219900101001X", "13800138001", "doctor") if canary in dumped] == []
    Holder.objects.all().delete()
    for restored in serializers.deserialize("json", dumped):
        restored.save()
    row = Holder.objects.get(pk=holder.pk)
    assert (row.identity_number, row.facts) == ("22010219900101001X", {"degrees": ["doctor"]})


def test_text_that_only_looks_encrypted_is_a_text_like_any_other(holder):
    holder.remark = stored("identity_number", holder.pk).as_text()
    holder.save()
    assert Holder.objects.get().remark == holder.remark
    assert [Ciphertext.from_text(text) for text in ("22", "aes256gcm:?", "aes256gcm:AQ==")] == [
        None,
        None,
        Ciphertext(b"\x01"),
    ]


def test_a_blind_index_finds_the_row_and_the_same_person_elsewhere(holder):
    member = StaffMember.objects.create(identity_number="22010219900101001x")
    assert Holder.objects.get(identity_index=member.identity_index).pk == holder.pk


def test_a_blind_index_follows_its_source(holder):
    before = holder.identity_index
    holder.identity_number = "E12345678"
    holder.save()
    assert holder.identity_index != before
    assert Holder.objects.get().identity_index == holder.identity_index


def test_blind_indexes_are_written_for_many_rows_at_once():
    Holder.objects.bulk_create(
        Holder(identity_number=f"E{n}", phone=phone) for n, phone in enumerate(("110", "", None))
    )
    assert Holder.objects.get(phone_index=blind_index("110", "phone")).phone == "110"
    assert Holder.objects.filter(phone_index=None).count() == 2


def test_columns_are_bytes_in_the_database():
    described = {
        field.name: field.db_parameters(connection)["type"].lower()
        for field in Holder._meta.fields
        if field.name in ("phone", "facts")
    }
    assert set(described.values()) == {"bytea" if connection.vendor == "postgresql" else "blob"}


def test_migrations_describe_the_fields_as_they_are():
    fields = {field.name: field.deconstruct()[1:] for field in Holder._meta.fields}
    assert fields["identity_number"] == (
        "talent.encryption.fields.EncryptedTextField",
        [],
        {"max_length": 40, "verbose_name": "证件号码"},
    )
    assert fields["facts"] == ("talent.encryption.fields.EncryptedJSONField", [], {"default": dict, "blank": True})
    assert fields["phone_index"] == (
        "talent.encryption.fields.BlindIndexField",
        [],
        {"null": True, "db_index": True, "source": "phone", "purpose": "phone"},
    )
    assert BlindIndexField(source="a", purpose="phone", normalize=str.strip).clone().normalize is str.strip


def test_models_that_cannot_work_are_reported():
    class Wrong(models.Model):
        text = EncryptedTextField(unique=True)
        listed = EncryptedJSONField(default=[])
        index = BlindIndexField(source="nothing", purpose="shoe_size")

        class Meta:
            apps = Apps()
            app_label = "encryption_tests"

    found = [message.id for name in ("text", "listed", "index") for message in Wrong._meta.get_field(name).check()]
    assert found == [
        "encryption.E010", "encryption.E011", "encryption.E010", "fields.E010", "encryption.E012", "encryption.E013",
    ]  # fmt: skip
    assert [field.check() for field in test_tables.Holder._meta.fields if "index" in field.name] == [[], []]
