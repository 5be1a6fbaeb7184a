"""The mandate as it is now, held until the transaction ends."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.mandates.models import Mandate
from talent.mandates.workflow import MANDATE, MandateStatus
from talent.papers.models import SignedScan
from talent.workflow.refusals import ActionRefused


def locked(mandate: Mandate, *, by: User) -> Mandate:
    """Raises ActionRefused where ``by`` may not see it."""
    rows = Mandate.objects.visible_to(by).select_for_update(of=("self",))
    found = rows.select_related("agent", "employer").filter(pk=mandate.pk).first()
    if found is None:
        raise ActionRefused(_("没有找到这份代办授权，或者您无权办理。"))
    return found


def held_open(mandate: Mandate, *, by: User) -> Mandate:
    """The agent's own mandate while the person has still to authorise it; another one is refused."""
    found = locked(mandate, by=by)
    if found.agent_id != by.pk:
        raise ActionRefused(_("没有找到这份代办授权，或者您无权办理。"))
    if found.status != MandateStatus.OPENED:
        raise ActionRefused(_("这份授权现在是“%(status)s”，不用再办。") % {"status": found.get_status_display()})
    return found


def require_scan(kind: str, about: UUID) -> None:
    """Raises ActionRefused where no signed copy of that paper was uploaded."""
    scans = SignedScan.objects.in_use().filter(paper__kind=kind, paper__about=about, paper__withdrawn_at=None)
    if not scans.exists():
        raise ActionRefused(_("请先打印，由本人签字后上传扫描件。"))


def move(mandate: Mandate, action: str, *, by: User | None, fields: list[str]) -> None:
    """Write the status that ``action`` leads to, with other fields that were set, and record the event."""
    source, target = mandate.status, MANDATE.target(action, mandate.status)
    mandate.status = target
    mandate.save(update_fields=["status", *fields])
    detail = {"number": mandate.number} | ({"ending": mandate.ending} if mandate.ending else {})
    audit.record(f"mandate.{action}", mandate, by=by, from_status=source, to_status=target, detail=detail)
