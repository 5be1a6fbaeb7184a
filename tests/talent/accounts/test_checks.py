from __future__ import annotations

import base64
import json
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from talent.accounts import checks
from talent.notifications.sms import SmsBackend
from tests.factories import make_user


class Gateway(SmsBackend):
    """Stands for the city's."""

    def send(self, phone: str, text: str) -> None:
        """Nothing is sent in these tests."""


def key() -> str:
    return base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def sound(settings: object, tmp_path: Path) -> object:
    """Settings as production has them."""
    settings.DEMO = False
    settings.BASE_DIR = tmp_path
    settings.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    settings.ENCRYPTION_KEYS = {1: key()}
    settings.BLIND_INDEX_KEY = base64.b64encode(bytes(range(32, 64))).decode()
    settings.MANIFEST_KEYS = {1: base64.b64encode(bytes(range(64, 96))).decode()}
    settings.SMS_BACKEND = f"{__name__}.Gateway"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings


@pytest.mark.django_db
def test_a_sound_portal_starts(sound: object):
    assert checks.refuse_unsafe_start() is None


@pytest.mark.django_db
def test_a_portal_with_an_account_of_the_demo_does_not_start(sound: object):
    make_user(email="Shenhe@Demo.invalid")
    with pytest.raises(ImproperlyConfigured, match="1 accounts of the demo"):
        runpy.run_module("talent.wsgi")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SMS_BACKEND", "talent.notifications.sms.ConsoleBackend", "SMS would not be sent."),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "Mail would not be sent."),
    ],
)
def test_a_portal_that_would_print_codes_to_its_log_does_not_start(sound: object, name: str, value: str, message: str):
    setattr(sound, name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        checks.refuse_unsafe_start()
    assert str(refused.value) == message


@pytest.mark.django_db
def test_the_demo_starts_with_its_accounts(settings: object):
    settings.DEMO = True
    make_user(email="shenhe@demo.invalid")
    assert "application" in runpy.run_module("talent.wsgi")


@pytest.mark.django_db
def test_a_closed_account_of_the_demo_harms_nobody(sound: object):
    make_user(email="shenhe@demo.invalid", is_active=False)
    assert checks.demo_accounts(databases=["default"]) == []


def test_without_a_database_named_none_is_asked(sound: object):
    assert checks.demo_accounts() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "x" * 60),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz0123456789"),
        ("ENCRYPTION_KEYS", {1: base64.b64encode(b"1" * 32).decode()}),
        ("BLIND_INDEX_KEY", base64.b64encode(b"2" * 32).decode()),
        ("MANIFEST_KEYS", {1: base64.b64encode(b"4" * 32).decode()}),
    ],
)
def test_a_typed_secret_is_refused(sound: object, name: str, value: object):
    setattr(sound, name, value)
    assert [message.id for message in checks.known_secrets()] == ["accounts.E002"]


def test_the_keys_made_for_the_demo_are_refused(sound: object, tmp_path: Path):
    (tmp_path / "var").mkdir()
    kept = {"secret_key": "another", "encryption_key": key(), "blind_index_key": base64.b64encode(b"3" * 32).decode()}
    (tmp_path / "var" / "demo-keys.json").write_text(json.dumps(kept))
    assert [str(message.msg) for message in checks.known_secrets()] == [
        "ENCRYPTION_KEYS[1] is a known or guessable secret."
    ]


def test_keys_of_the_demo_that_cannot_be_read_are_named(sound: object, tmp_path: Path):
    (tmp_path / "var" / "demo-keys.json").mkdir(parents=True)  # an OSError even for root, who may read all
    assert [(message.id, str(message.msg)) for message in checks.known_secrets()] == [
        ("accounts.E003", "The keys of a demo lie in var/demo-keys.json and cannot be read.")
    ]
