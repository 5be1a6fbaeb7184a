#!/usr/bin/env python
"""Command line of the portal; without DJANGO_SETTINGS_MODULE it runs with the demo settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.demo")
    execute_from_command_line(sys.argv)
