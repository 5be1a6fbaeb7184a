"""Who was quicker, where an action comes too late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.audit.wording import status_label, verb_label
from talent.calendars import clock
from talent.ui.formatting import moment
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused


def who_was_quicker(thing: Any, *, reader: User, called: Mapping[UUID, str] | None = None) -> str:
    """Who brought a thing into its present status, when and by what; empty where the log does not say.

    Args:
        called: what people are called whose names the reader has no need of, by account.
    """
    kind = thing._meta.label_lower
    steps = AuditEvent.objects.filter(object_type=kind, object_id=str(thing.pk), to_status=thing.status)
    step = steps.order_by("-pk").first()
    if step is None:
        return ""
    named = called.get(step.actor_id) if called and step.actor_id else None
    words = {
        "who": named or step.actor_name or _("系统"),
        "at": _at(step),
        "action": verb_label(step.verb),
        "status": status_label(kind, thing.status),
    }
    if step.actor_id == reader.pk:
        return _("您已于 %(at)s 办理“%(action)s”，现在是“%(status)s”。") % words
    return _("%(who)s 已于 %(at)s 办理“%(action)s”，现在是“%(status)s”。") % words


def why_refused(refusal: ActionRefused, thing: Any, *, reader: User) -> str:
    """The refusal in words; where the thing is past what was asked, who brought it there."""
    if not isinstance(refusal, TransitionRefused):
        return str(refusal)
    thing.refresh_from_db()
    return who_was_quicker(thing, reader=reader) or str(refusal)


def _at(step: AuditEvent) -> str:
    """The time alone where it was today."""
    if clock.day_of(step.occurred_at) == clock.today():
        return f"{timezone.localtime(step.occurred_at):%H:%M}"
    return moment(step.occurred_at)
