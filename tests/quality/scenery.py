"""What the demo's own data leave out, and addresses that stand on paper and in mails only.

    python -m tests.quality.scenery

runs on the database that the environment names, and prints as JSON, by visitor, the addresses that no page links to, or
only one among so many of its kind that a walk would miss it.
"""

from __future__ import annotations

import json
import uuid

import django

if __name__ == "__main__":
    django.setup()

from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments import actions as payments
from subsidies.payments.kinds import SEALING
from subsidies.payments.models import Instalment, PaymentBatch, Recovery
from subsidies.payments.workflow import BatchStatus, InstalmentStatus, RecoveryStatus
from subsidies.portal.demo.papers import Papers
from talent.accounts import actions as accounts
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.jobs.models import Job
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


def reversible_entry() -> str:
    """More is appropriated than was granted from, so that the entry can be taken back."""
    line, key = BudgetLine.objects.open().latest("fiscal_year"), uuid.uuid4()
    kind, words = EntryKind.APPROPRIATE, "长财预〔样例〕36号追加"
    budget.appropriate(line, by=demo_user("finance"), pk=key, kind=kind, yuan=500_000, words=words)
    return f"/budget/entries/{BudgetEntry.objects.get(line=line, subject_id=key).pk}/reverse/"


def cancellation_proposed() -> list[str]:
    """The office may only cancel by two what the person was told of."""
    owed = Recovery.objects.filter(status=RecoveryStatus.NOTIFIED, received_yuan=0, reason="left_early")
    free = owed.exclude(proposals__status="proposed").latest("number")
    reason = "单位书面更正：此人系内部调动，并未离职。"
    proposal = payments.propose_cancel(free, by=demo_user("reviewer"), pk=uuid.uuid4(), reason=reason)
    return [f"/payments/recoveries/proposals/{proposal.pk}/{step}/" for step in ("confirm", "drop")]


def claims_to_make() -> list[str]:
    """Where too much was paid, and where an award was wrong."""
    owing = Recovery.objects.exclude(status=RecoveryStatus.CANCELLED).values("award")
    paid = Instalment.objects.filter(status=InstalmentStatus.PAID, award__revoked_at=None).exclude(award__in=owing)
    first = paid.order_by("due_on", "pk")[0]
    return [f"/payments/recoveries/overpaid/{first.pk}/", f"/payments/revocations/propose/{first.award_id}/"]


def sealing_underway() -> str:
    """A batch that waits for a worker, who was never told of it."""
    drawable = Instalment.objects.due().drawable(clock.today()).order_by("due_on", "pk")
    line = drawable[0].budget_line
    by, keys = demo_user("reviewer"), [each.pk for each in drawable.filter(budget_line=line)[:1]]
    title = "2026年生活补贴（后台封存）"
    batch = payments.draw_up(by=by, pk=uuid.uuid4(), title=title, charged_to=line, instalment_ids=keys)
    Job.objects.create(kind=SEALING, subject=batch.pk, by=by, requested_at=clock.real_now(), total=batch.line_count)
    return f"/payments/{batch.pk}/"


def step_of_batch(status: BatchStatus, address: str) -> str:
    """The page on which a batch is taken one step further; those of other batches say that it cannot be."""
    return address.format(PaymentBatch.objects.filter(status=status).earliest("number").pk)


def addresses() -> dict[str, list[str]]:
    """What each visitor is to be sent to."""
    proposal, draft = cancellation_proposed(), step_of_batch(BatchStatus.DRAFT, "/payments/{}/seal/")
    return {
        "stranger": [invitation(), signed_letter()],
        "reviewer": [draft, sealing_underway(), proposal[0], *claims_to_make()],
        "recheck": proposal,
        "finance": [reversible_entry(), step_of_batch(BatchStatus.SEALED, "/finance/{}/approve/")],
        "release": [step_of_batch(BatchStatus.APPROVED, "/finance/{}/release/")],
    }


if __name__ == "__main__":
    message_read()
    letters_printed()
    print(json.dumps(addresses()))
