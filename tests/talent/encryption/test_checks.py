import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from talent.encryption.checks import check_keys
from talent.encryption.keys import decoded_key


def ids() -> list[str]:
    return [message.id for message in check_keys()]


def test_keys_of_the_tests_are_in_order():
    assert ids() == []


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [
        ("ENCRYPTION_KEYS", {}, ["encryption.E001"]),
        ("BLIND_INDEX_KEY", "", ["encryption.E001"]),
        ("ENCRYPTION_KEYS", {256: "x"}, ["encryption.E002"]),
        ("ENCRYPTION_KEYS", {"1": "x"}, ["encryption.E002"]),
        ("ENCRYPTION_KEYS", {1: "x"}, ["encryption.E002"]),
        ("BLIND_INDEX_KEY", base64.b64encode(b"2" * 31).decode(), ["encryption.E002"]),
        ("ENCRYPTION_KEY_ID", 7, ["encryption.E003"]),
        ("BLIND_INDEX_KEY", base64.b64encode(b"1" * 32).decode(), ["encryption.E004"]),
    ],
)
def test_keys_that_cannot_work_are_reported_at_the_start(settings, setting, value, found):
    setattr(settings, setting, value)
    assert ids() == found


def test_a_malformed_key_is_not_repeated():
    with pytest.raises(ImproperlyConfigured) as refusal:
        decoded_key("c2VjcmV0")
    assert str(refusal.value) == "An encryption key must be 32 bytes in base64."
