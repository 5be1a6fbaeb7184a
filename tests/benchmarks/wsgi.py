"""What gunicorn serves for the benchmarks: the portal on the database that the environment names."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
django.setup()

from django.conf import settings  # noqa: E402 - the settings come first
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from tests.benchmarks.serving import AS_IN_PRODUCTION, DATABASE  # noqa: E402

connection.settings_dict["NAME"] = os.environ[DATABASE]
connection.settings_dict["CONN_MAX_AGE"] = 60  # as in production; SQLite's own default is a connection a request
for name, value in AS_IN_PRODUCTION.items():
    setattr(settings, name, value)
portal = WSGIHandler()
with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()


def application(environ, start_response):  # type: ignore[no-untyped-def]
    """The hello view without any middleware, everything else as the portal answers it."""
    chosen = bare if environ["PATH_INFO"] == "/hello/" else portal
    return chosen(environ, start_response)
