"""What holds in every environment; everything that differs is read from the environment."""

import os
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from talent.settings.content_policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from talent.settings.logs import LOGGING as LOGGING
from talent.settings.schedule import SCHEDULE as SCHEDULE
from talent.settings.signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

DEBUG = False
DEMO = False
DEMO_CLOCK = False
SECOND_FACTOR_REQUIRED = True

ROOT_URLCONF = "talent.urls"
WSGI_APPLICATION = "talent.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])

INSTALLED_APPS = [
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "import_export",
    "csp",
    "django_filters",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "talent.ui",
    "talent.workflow",
    "talent.encryption",
    "talent.audit",
    "talent.calendars",
    "talent.accounts",
    "talent.notifications",
    "talent.jobs",
    "talent.employers",
    "talent.profiles",
    "talent.papers",
    "talent.mandates",
    "subsidies.budget",
    "subsidies.rounds",
    "subsidies.applications",
    "subsidies.verification",
    "subsidies.offers",
    "subsidies.crosschecks",
    "subsidies.review",
    "subsidies.notices",
    "subsidies.objections",
    "subsidies.payments",
    "subsidies.appeals",
    "subsidies.reports",
    "subsidies.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "talent.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "talent.audit.middleware.AuditContextMiddleware",
    "talent.accounts.middleware.AccountGuardMiddleware",
    "talent.ui.middleware.BackFromPostOnlyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "talent.ui.context.portal",
                "talent.notifications.context.unread",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "talent.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "talent.ui.forms.PortalFormRenderer"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Deferred transactions end in "database is locked", WAL is unsafe on SQLite 3.7.0-3.51.2, INSERT OR REPLACE passes
    # append-only triggers unless these are recursive, and a transaction that outgrows its cache locks readers out.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=DELETE;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;"
        "PRAGMA cache_size=-65536;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL would compile a statement of many subqueries for ten seconds, in order to run it for a third of one.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"{_options.get('options') or os.environ.get('PGOPTIONS', '')} -c jit=off".strip()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "talent.accounts.hashers.PortalArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:start"

SESSION_ENGINE = "talent.encryption.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "talent.ui.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "talent" / "ui" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [("vendor/bootstrap", BASE_DIR / "node_modules" / "bootstrap" / "dist" / "css")]
STORAGES = {
    "default": {"BACKEND": "talent.uploads.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(BASE_DIR / "var" / "private")))
PDF_FONT_DIR = BASE_DIR / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="")
"""Dotted name of the virus scanner's ``scan(content: bytes) -> bool``; see ``talent.uploads.scanning``."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
globals().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
SMS_BACKEND = env.str("SMS_BACKEND", default="talent.notifications.sms.ConsoleBackend")

OBJECTIONS_TO = env.str("OBJECTIONS_TO", default="")
"""Who receives objections to a public notice: office, telephone, address."""

RECHECK_SAMPLE_PERCENT = env.int("RECHECK_SAMPLE_PERCENT", default=10)
"""How much of a list for bulk recheck is drawn as the sample that must be opened, in per cent, rounded up."""
RECHECK_SAMPLE_LEAST = env.int("RECHECK_SAMPLE_LEAST", default=3)
"""How many cases of such a list are opened at least; of a shorter list all."""

PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", default="http://localhost:8000").rstrip("/")
"""Where the public finds the portal; QR codes on papers lead there."""
ISSUING_OFFICE = env.str("ISSUING_OFFICE", default="长春国际汽车城人才办")
"""Who issues official papers, as it stands on them."""
FINANCE_BUREAU = env.str("FINANCE_BUREAU", default="财政局")
"""Whom requests for payment are addressed to."""
TREASURY_PAYEE = env.str("TREASURY_PAYEE", default="")
"""Account name, bank and number for money that is paid back, as letters print it; empty: as the voucher says."""

# The names by which talent reaches what lies above it: strings only, so that talent never imports subsidies.
WORKFLOW_TABLES = [
    "subsidies.appeals.workflow.APPEAL",
    "subsidies.applications.workflow.APPLICATION",
    "subsidies.budget.workflow.BUDGET_LINE",
    "subsidies.notices.workflow.PUBLIC_NOTICE",
    "subsidies.objections.workflow.OBJECTION",
    "subsidies.offers.workflow.OFFER",
    "subsidies.payments.workflow.INSTALMENT",
    "subsidies.payments.workflow.PAYMENT_BATCH",
    "subsidies.payments.workflow.PAYMENT_LINE",
    "subsidies.payments.workflow.BANK_RETURN",
    "subsidies.payments.workflow.RETURN_EXCEPTION",
    "subsidies.payments.workflow.HOLD",
    "subsidies.payments.workflow.RECOVERY",
    "subsidies.payments.workflow.RECOVERY_PROPOSAL",
    "subsidies.payments.workflow.REVOCATION",
    "subsidies.verification.workflow.SENT_SUMMARY",
    "talent.employers.workflow.ROSTER",
    "talent.mandates.workflow.MANDATE",
]
RETIRED_MANIFEST_KEYS: dict[int, str] = {}
"""Public halves, in base64, of keys that signed release manifests and do so no more."""
PAPER_KINDS = [
    "subsidies.applications.paper_kinds.LETTERS",
    "subsidies.verification.paper_kinds.SUMMARIES",
    "subsidies.notices.paper_kinds.STATEMENTS",
    "subsidies.payments.paper_kinds.REQUESTS",
    "subsidies.payments.paper_kinds.RECOVERIES",
    "subsidies.appeals.paper_kinds.LETTERS",
    "subsidies.reports.paper_kinds.FORMS",
    "talent.mandates.paper_kinds.PAPERS",
]
SEALED_ELSEWHERE = ["talent.accounts.factor_rotation.reencrypt_factors"]
MATTERS_IN_PROGRESS = "subsidies.portal.queries.matters.matters_of"
MESSAGE_TARGETS = "subsidies.portal.queries.messages.target_of"
ARRIVALS_ON_ROSTER = "subsidies.verification.arrivals.arrivals_on"
WORDS_ON_LEAVING = "subsidies.verification.leaving_words.said_since"
AFTER_ROSTER_COMMIT = "subsidies.verification.tasks.verify_by_committed_roster"
AFTER_BANK_ACCOUNT_CHANGE = "subsidies.payments.tasks.account_corrected"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

REMIND_BETWEEN_HOURS = (8, 20)
"""The hours of the day in which people are reminded of something, the second one excluded."""
CALENDAR_CACHE_SECONDS = 10
"""For how long a process may not notice that another changed the calendar."""
AUDIT_STRICT = True
"""Whether personal data in an event's detail is an error; otherwise it is blanked out and logged."""
APPEND_ONLY_MAY_BE_LIFTED = False
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://portal_cache")}

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

CONTACTS = {
    name: env.str(f"CONTACT_{name.upper()}", default="") for name in ("office", "phone", "hours", "address", "email")
}
"""Whom the help page names; what is not set is not shown."""
