"""What was said about the objections to an applicant's case."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from subsidies.applications.models import Application
from subsidies.verification.models import DisputeMessage, Verification
from subsidies.verification.replies import Reply
from talent.accounts.models import User


def is_talked_about(application: Application) -> bool:
    """Whether the unit has objected to the case, or anything was said about that."""
    disputes = Verification.objects.filter(submission__application=OuterRef("pk"), outcome="disputed")
    messages = DisputeMessage.objects.filter(application=OuterRef("pk"))
    return Application.objects.filter(Exists(disputes) | Exists(messages), pk=application.pk).exists()


def conversation_of(application: Application, *, user: User) -> Reply | None:
    """The last objection, and every message of both sides; None where there was neither."""
    disputes = Verification.objects.filter(submission__application=application, outcome="disputed")
    dispute = disputes.order_by("-submission__sequence").first()
    messages = list(DisputeMessage.objects.visible_to(user).filter(application=application).order_by("written_at"))
    return Reply(dispute, messages) if dispute or messages else None
