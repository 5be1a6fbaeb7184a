from __future__ import annotations

import base64
import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.core.management import call_command

from talent.accounts.factor_rotation import reencrypt_factors
from talent.encryption.rotation import Chunk
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
NEW_KEY = base64.b64encode(b"3" * 32).decode()


@pytest.fixture
def codes() -> list[str]:
    """The recovery codes of a reviewer who enrolled an app under key 1, the first one used."""
    user = make_user("reviewer")
    TOTP.activate(user, SECRET)
    recovery = RecoveryCodes.activate(user)
    recovery.validate_code(recovery.get_unused_codes()[0])
    return recovery.get_unused_codes()


@pytest.fixture
def second_key(codes: list[str], settings: object) -> None:
    """Key 2 is added and made the current one."""
    settings.ENCRYPTION_KEYS = {**settings.ENCRYPTION_KEYS, 2: NEW_KEY}
    settings.ENCRYPTION_KEY_ID = 2


def run() -> str:
    output = io.StringIO()
    call_command("reencrypt", stdout=output, stderr=output)
    return output.getvalue()


def test_staff_sign_in_as_before_once_the_old_key_is_gone(codes: list[str], second_key: None, settings: object):
    assert "mfa.Authenticator：共 2 条，使用旧密钥 2 条" in run()
    settings.ENCRYPTION_KEYS = {2: NEW_KEY}
    app, recovery = (Authenticator.objects.get(type=kind) for kind in ("totp", "recovery_codes"))
    assert (decrypt(app.data["secret"]), recovery.wrap().get_unused_codes()) == (SECRET, codes)


def test_the_check_counts_factors_and_changes_nothing(second_key: None):
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    found = reencrypt_factors(write=False, using="default")
    after = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    assert (found.rows, found.outdated, found.unreadable, found.remaining, after) == (2, 2, (), 2, before)


@pytest.mark.parametrize("write", [True, False])
def test_factors_whose_key_is_gone_are_named(second_key: None, settings: object, write: bool):
    settings.ENCRYPTION_KEYS = {2: NEW_KEY}
    pks = tuple(Authenticator.objects.order_by("pk").values_list("pk", flat=True))
    assert reencrypt_factors(write=write, using="default") == Chunk(Authenticator, 2, 2, pks, 2)


def test_a_security_key_holds_nothing_sealed(settings: object):
    data = {"name": "Yubikey", "credential": {"id": "c2VjcmV0"}}
    Authenticator.objects.create(user=make_user("reviewer"), type="webauthn", data=data)
    settings.ENCRYPTION_KEYS, settings.ENCRYPTION_KEY_ID = {2: NEW_KEY}, 2
    assert reencrypt_factors(write=True, using="default") == Chunk(Authenticator, 1, 0, (), 0)
