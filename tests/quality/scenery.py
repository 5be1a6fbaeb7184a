"""What the demo's own data leave out, and addresses that stand on paper and in mails only.

    python -m tests.quality.scenery

runs on the database that the environment names, and prints the addresses that no page links to as JSON.
"""

from __future__ import annotations

import json
import uuid

import django

if __name__ == "__main__":
    django.setup()

from subsidies.portal.demo.papers import Papers
from talent.accounts import actions as accounts
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.notifications import actions as notifications
from talent.notifications.models import Message
from talent.papers import actions as papers
from talent.papers.actions import printing
from talent.papers.models import IssuedPaper
from talent.profiles.kinds import EvidenceKind
from tests.factories import make_identity_number
from tests.quality.visitors import VISITORS


def demo_user(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def all_granted() -> User:
    return User.objects.get(email=next(visitor.contact for visitor in VISITORS if visitor.name == "all granted"))


def invitation() -> str:
    """An invitation that waits to be accepted: its secret stands in the mail alone."""
    issued = accounts.invite(
        by=demo_user("admin"),
        name="许武",
        identity_number=make_identity_number(),
        email="invited2@demo.invalid",
        role=Role.AUDITOR,
    )
    return f"/accounts/invitation/{issued.token}/"


def signed_letter() -> str:
    """The decision on everything gets the scan of its signed copy; answers where its QR code leads."""
    case = all_granted().person.applications.get()
    letter = IssuedPaper.objects.in_force().get(kind="decision_letter", dossier=case.pk)
    scan = Papers.make().uploads[EvidenceKind.CONTRACT]
    papers.attach_scan(letter, by=demo_user("reviewer"), upload=scan)
    return f"/verify/{letter.code}/"


def message_read() -> None:
    """The inbox links to a message once it was read; a new one is opened by a form."""
    reader = all_granted()
    notifications.mark_read(Message.objects.filter(recipient=reader, channel="portal").latest("created_at"), by=reader)


def letters_printed() -> None:
    """The office asks for some letters in one file."""
    letters = IssuedPaper.objects.in_force().filter(kind="decision_letter").order_by("pk").values_list("pk", flat=True)
    printing.request_run(
        letters[:3], pk=uuid.uuid4(), kind="decision_letter", title="审核结果通知书", by=demo_user("reviewer")
    )


if __name__ == "__main__":
    message_read()
    letters_printed()
    print(json.dumps([invitation(), signed_letter()]))
