"""The demo: made-up people on SQLite, codes shown in the page, a clock that officers can move, no second factor."""

from talent.settings.base import *  # noqa: F403
from talent.settings.base import ALLOWED_HOSTS, BASE_DIR, env
from talent.settings.local_keys import local_keys

DEMO = True
DEMO_CLOCK = True
SECOND_FACTOR_REQUIRED = False
REMIND_BETWEEN_HOURS = (0, 24)  # the day is moved forward at any hour
DEBUG = env.bool("DEBUG", default=False)
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", default=f"http://localhost:{env.str('PORT', default='8000')}").rstrip("/")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "[::1]", "testserver"]

_keys = local_keys(BASE_DIR / "var" / "demo-keys.json")
SECRET_KEY = _keys["secret_key"]
ENCRYPTION_KEYS = {1: _keys["encryption_key"]}
ENCRYPTION_KEY_ID = 1
BLIND_INDEX_KEY = _keys["blind_index_key"]
MANIFEST_KEYS = {1: _keys["manifest_key"]}
MANIFEST_KEY_ID = 1

EMAIL_BACKEND = "talent.notifications.mail.DemoBackend"
SMS_BACKEND = "talent.notifications.sms.DemoBackend"
