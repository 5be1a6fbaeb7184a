"""The portal as a WSGI application."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.demo")
application = get_wsgi_application()
import_module("talent.accounts.checks").refuse_unsafe_start()  # imports models, which are only ready now
gc.freeze()  # what is loaded stays: collections need not look at it again while a page lists tens of thousands
