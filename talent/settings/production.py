"""Production: every secret from the environment, the second factor on, no demo of any kind."""

from django.core.exceptions import ImproperlyConfigured

from talent.settings.base import *  # noqa: F403
from talent.settings.base import DATABASES, env


def _numbered_keys(name: str, *, default: str | None = None) -> dict[int, str]:
    """Keys by number from the variable of that name.

    Raises ImproperlyConfigured, which does not repeat the text: it would stand in the log.
    """
    text = env.str(name) if default is None else env.str(name, default=default)
    pairs = [pair.strip().partition("=") for pair in text.split(",") if text]
    if not all(number.isdecimal() and key for number, _equals, key in pairs):
        raise ImproperlyConfigured(f"{name} must be written 1=base64,2=base64: each key with its number")
    return {int(number): key for number, _equals, key in pairs}


for _forbidden in ("DEBUG", "DEMO", "DEMO_CLOCK"):
    if env.bool(_forbidden, default=False):
        raise ImproperlyConfigured(f"{_forbidden} must not be set in production")

SECRET_KEY = env.str("SECRET_KEY")
ENCRYPTION_KEYS = _numbered_keys("ENCRYPTION_KEYS")
ENCRYPTION_KEY_ID = env.int("ENCRYPTION_KEY_ID")
BLIND_INDEX_KEY = env.str("BLIND_INDEX_KEY")
MANIFEST_KEYS = _numbered_keys("MANIFEST_KEYS")
MANIFEST_KEY_ID = env.int("MANIFEST_KEY_ID")
RETIRED_MANIFEST_KEYS = _numbered_keys("RETIRED_MANIFEST_KEYS", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS").rstrip("/")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters")
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database")
if not PORTAL_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured("PORTAL_ADDRESS must be the portal's https address: printed codes lead there")

AUDIT_STRICT = False

SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
