"""What no page of the demo links to, and its data cannot keep: the link in an invitation, whose secret is not stored.

    python -m tests.quality.scenery

runs on the database that the environment names, and prints the addresses as JSON.
"""

from __future__ import annotations

import json

import django

if __name__ == "__main__":
    django.setup()

from talent.accounts import actions as accounts
from talent.accounts.models import User
from talent.accounts.roles import Role
from tests.factories import make_identity_number


def invitation() -> str:
    """The address of an invitation that waits to be accepted."""
    issued = accounts.invite(
        by=User.objects.get(email="admin@demo.invalid"),
        name="许武",
        identity_number=make_identity_number(),
        email="invited2@demo.invalid",
        role=Role.AUDITOR,
    )
    return f"/accounts/invitation/{issued.token}/"


if __name__ == "__main__":
    print(json.dumps([invitation()]))
