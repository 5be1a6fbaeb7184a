"""Tests: fixed keys, quick hashes, an undefined template variable is an error."""

import base64

from talent.settings.base import *  # noqa: F403
from talent.settings.base import BASE_DIR, TEMPLATES

SECRET_KEY = "only for tests"
ENCRYPTION_KEYS = {1: base64.b64encode(b"1" * 32).decode()}
ENCRYPTION_KEY_ID = 1
BLIND_INDEX_KEY = base64.b64encode(b"2" * 32).decode()
MANIFEST_KEYS = {1: base64.b64encode(b"3" * 32).decode()}
MANIFEST_KEY_ID = 1
ALLOWED_HOSTS = ["*"]
DEMO_CLOCK = True
SECOND_FACTOR_REQUIRED = False  # tests about it switch it on
CALENDAR_CACHE_SECONDS = 0
APPEND_ONLY_MAY_BE_LIFTED = True  # or no transactional test could clean up

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "talent.notifications.sms.DemoBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "talent.uploads.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PRIVATE_ROOT = BASE_DIR / "var" / "test-private"
WHITENOISE_AUTOREFRESH = True  # no collected static files are needed


class UndefinedVariable(str):
    """Stands for an undefined template variable and refuses to be printed."""

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"Undefined template variable: {missing}")

    def __contains__(self, other: object) -> bool:
        return other == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
