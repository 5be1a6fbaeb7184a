"""Many encrypted values at once: the same answers and the same refusals as one by one."""

from __future__ import annotations

import uuid

import pytest

from subsidies.payments.models import PaymentLine
from talent.encryption.ciphertext import encrypt_value
from talent.encryption.columns import reveal_texts
from talent.encryption.sealing import DecryptionError

FIELD = "account_number"
KEYS = [uuid.uuid4() for _ in range(3)]
TEXTS = ["0222000000000000011", "", "账号㛃"]


def sealed(keys=KEYS) -> list[bytes]:
    return [bytes(encrypt_value(PaymentLine, FIELD, key, text)) for key, text in zip(keys, TEXTS, strict=True)]


@pytest.mark.parametrize("spelling", [lambda key: key, lambda key: key.hex])
@pytest.mark.parametrize("holder", [bytes, memoryview])
def test_keys_and_bytes_are_taken_as_any_driver_gives_them(spelling, holder):
    assert reveal_texts(PaymentLine, FIELD, map(spelling, KEYS), map(holder, sealed())) == TEXTS


def test_values_under_an_older_key_are_read_among_newer_ones(settings):
    old = sealed()
    settings.ENCRYPTION_KEYS = {**settings.ENCRYPTION_KEYS, 2: "Mg" + "A" * 41 + "="}
    settings.ENCRYPTION_KEY_ID = 2
    mixed = [old[0], sealed()[1], old[2]]
    assert ([value[1] for value in mixed], reveal_texts(PaymentLine, FIELD, KEYS, mixed)) == ([1, 2, 1], TEXTS)


@pytest.mark.parametrize(
    "damage",
    [
        lambda values: [values[1], values[0], values[2]],
        lambda values: [values[0], values[1], values[2][:-1]],
        lambda values: [values[0], values[1][:5], values[2]],
        lambda values: [b"\x02" + values[0][1:], *values[1:]],
        lambda values: [values[0], values[1], bytes((1, 99)) + values[2][2:]],
    ],
)
def test_what_was_altered_or_belongs_to_another_row_is_refused(damage):
    with pytest.raises(DecryptionError):
        reveal_texts(PaymentLine, FIELD, KEYS, damage(sealed()))
