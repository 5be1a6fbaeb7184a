import io

import pytest
from django.core.management import CommandError, call_command

from talent.encryption import rotation
from talent.encryption.fields import EncryptedField
from talent.encryption.management.commands import reencrypt as command
from tests.talent.encryption.tables import Holder, StaffMember

pytestmark = pytest.mark.usefixtures("tables", "db", "only_test_models")


@pytest.fixture
def only_test_models(monkeypatch, settings):
    monkeypatch.setattr(command, "encrypted_models", lambda: [Holder, StaffMember])
    settings.SEALED_ELSEWHERE = []


@pytest.fixture
def seven():
    return [Holder.objects.create(identity_number=f"E1234567{n}", phone="110" if n % 2 else None) for n in range(7)]


def keys_in_use() -> set[int]:
    rows = Holder.objects.values_list("identity_number", "phone", "remark", "facts")
    return {sealed.key_id for row in rows for sealed in row if sealed is not None}


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("reencrypt", *arguments, stdout=output, stderr=output)
    return output.getvalue()


def test_everything_is_brought_to_the_current_key_and_reads_as_before(seven, second_key):
    assert run("--chunk-size", "2") == (
        "encryption_tests.Holder：共 7 条，使用旧密钥 7 条\nencryption_tests.StaffMember：共 0 条，使用旧密钥 0 条\n"
    )
    assert keys_in_use() == {2}
    assert sorted(holder.identity_number for holder in Holder.objects.all()) == [f"E1234567{n}" for n in range(7)]


def test_a_second_run_has_nothing_left_to_do(seven, second_key):
    run()
    before = list(Holder.objects.order_by("pk").values_list("identity_number"))
    assert run().startswith("encryption_tests.Holder：共 7 条，使用旧密钥 0 条\n")
    assert list(Holder.objects.order_by("pk").values_list("identity_number")) == before


def test_a_run_that_was_stopped_goes_on_where_it_was(seven, second_key):
    chunks = rotation.reencrypt(Holder, chunk_size=3)
    next(chunks)
    chunks.close()
    assert run().startswith("encryption_tests.Holder：共 7 条，使用旧密钥 4 条\n")
    assert keys_in_use() == {2}


def test_the_check_counts_and_changes_nothing(seven, second_key):
    with pytest.raises(CommandError, match="还有 7 条记录不能用密钥 2 读取"):
        run("--check")
    assert keys_in_use() == {1}


def test_the_check_names_rows_that_the_current_key_does_not_open(seven, settings):
    settings.ENCRYPTION_KEYS = {1: settings.BLIND_INDEX_KEY}  # as after a restore with another installation's keys
    output = io.StringIO()
    with pytest.raises(CommandError, match="还有 7 条记录不能用密钥 1 读取"):
        call_command("reencrypt", "--check", stdout=io.StringIO(), stderr=output)
    assert output.getvalue() == "".join(
        f"无法解密：encryption_tests.Holder {pk}\n" for pk in sorted(holder.pk for holder in seven)
    )


def test_a_row_whose_key_is_gone_counts_once(seven, second_key, settings):
    settings.ENCRYPTION_KEYS = {2: settings.ENCRYPTION_KEYS[2]}
    with pytest.raises(CommandError, match="还有 7 条记录不能用密钥 2 读取"):
        run("--check")


def test_after_a_run_the_check_is_content(seven, second_key):
    run()
    assert run("--check").startswith("encryption_tests.Holder：共 7 条，使用旧密钥 0 条\n")


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_done(seven, second_key):
    first, second = seven[:2]
    moved = Holder.objects.values_list("identity_number", flat=True).get(pk=first.pk)
    Holder.objects.filter(pk=second.pk).update(identity_number=moved)
    output = io.StringIO()
    with pytest.raises(CommandError, match="还有 1 条"):
        call_command("reencrypt", stdout=io.StringIO(), stderr=output)
    assert output.getvalue() == f"无法解密：encryption_tests.Holder {second.pk}\n"
    assert Holder.objects.get(pk=first.pk).identity_number == "E12345670"
    assert keys_in_use() == {1, 2}


def test_what_someone_else_writes_meanwhile_is_kept(seven, second_key, monkeypatch):
    changed = seven[0].pk
    decrypt = EncryptedField.decrypt

    def while_another_writes(self, ciphertext, pk):
        plaintext = decrypt(self, ciphertext, pk)
        if pk == changed and plaintext == "E12345670":
            monkeypatch.setattr(EncryptedField, "decrypt", decrypt)
            Holder.objects.filter(pk=pk).update(identity_number=self.encrypt("NEW12345", pk))
        return plaintext

    monkeypatch.setattr(EncryptedField, "decrypt", while_another_writes)
    run()
    assert Holder.objects.get(pk=changed).identity_number == "NEW12345"


def test_a_chunk_of_nothing_is_refused():
    with pytest.raises(CommandError, match="至少处理 1 条"):
        run("--chunk-size", "0")


def test_models_of_the_portal_with_encrypted_fields_are_found():
    found = rotation.encrypted_models()
    assert [model for model in found if not rotation.encrypted_fields(model)] == []
    assert Holder not in found
