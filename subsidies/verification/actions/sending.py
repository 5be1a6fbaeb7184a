"""Sending a stamped summary to the office, taking it back, signing for it, returning it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.verification.kinds import EMPLOYER_SUMMARY
from subsidies.verification.models import SentSummary
from subsidies.verification.workflow import SENT_SUMMARY
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.models import Employer
from talent.notifications.kinds import Channel
from talent.notifications.messages import notify
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def send_summary(paper: IssuedPaper, *, by: User) -> SentSummary:
    """An HR officer hands a summary with its stamped scan in; from then on both stay as they are.

    A second click gives the one that was sent.

    Raises:
        ActionRefused: the paper is none of the officer's units, was issued anew meanwhile, or has no scan.
    """
    paper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    employer = Employer.objects.served_by(by).filter(pk=paper.dossier).first()
    if employer is None or paper.kind != EMPLOYER_SUMMARY:
        raise ActionRefused(_("只有本单位的人事专员才能报送汇总表。"))
    sent = SentSummary.objects.with_the_office().filter(paper=paper).first()
    if sent is not None:
        return sent
    if paper.withdrawn_at is not None:
        raise ActionRefused(_("这份汇总表已经重新出具，请报送最新的一份。"))
    if not paper.scans.in_use().exists():
        raise ActionRefused(_("还没有上传盖章后的扫描件，请先上传再报送。"))
    sent = SentSummary.objects.create(
        paper=paper,
        employer=employer,
        people=len(paper.content["names"]),
        amount_yuan=sum(row[2] for row in paper.content["parts"][1]["rows"]),
        sent_by=by,
        sent_at=clock.now(),
    )
    audit.record("summary.sent", sent, by=by, to_status=sent.status, detail={"number": paper.number})
    return sent


@transaction.atomic
def take_summary_back(sent: SentSummary, *, by: User) -> SentSummary:
    """An HR officer takes a summary back that the office has not signed for.

    Raises:
        ActionRefused: the office has, or it is none of the officer's units.
    """
    sent = _locked(sent)
    if not Employer.objects.served_by(by).filter(pk=sent.employer_id).exists():
        raise ActionRefused(_("只有本单位的人事专员才能撤回汇总表。"))
    return _ended(sent, "take_back", by=by)


@transaction.atomic
def receive_summary(sent: SentSummary, *, by: User) -> SentSummary:
    """A reviewer signs for a summary: from then on the unit cannot take it back.

    Raises:
        TransitionRefused: it was taken back, or somebody signed for it already.
    """
    sent = _locked(sent)
    before, sent.status = sent.status, _next(sent, "receive", by=by)
    sent.received_by, sent.received_at = by, clock.now()
    sent.save(update_fields=["status", "received_by", "received_at"])
    audit.record("summary.receive", sent, by=by, from_status=before, to_status=sent.status)
    _tell(sent, "summary_received")
    return sent


@transaction.atomic
def return_summary(sent: SentSummary, *, by: User, reason: str) -> SentSummary:
    """A reviewer gives a summary back for the unit to put right and send again.

    Raises:
        ActionRefused: no reason is given, or nobody signed for it.
    """
    sent = _locked(sent)
    if not reason.strip():
        raise ActionRefused(_("请写明退回的原因。"))
    sent = _ended(sent, "return", by=by, reason=reason.strip())
    _tell(sent, "summary_returned")
    return sent


def _locked(sent: SentSummary) -> SentSummary:
    related = ("paper", "employer", "sent_by")
    return SentSummary.objects.select_for_update(of=("self",)).select_related(*related).get(pk=sent.pk)


def _next(sent: SentSummary, action: str, *, by: User) -> str:
    target = SENT_SUMMARY.target(action, sent.status)
    roles = {role for row in SENT_SUMMARY.actions_from(sent.status) if row.action == action for role in row.roles}
    if not by.has_role(*roles):
        raise ActionRefused(_("您的角色不能办理“%(action)s”。") % {"action": SENT_SUMMARY.action_label(action)})
    return target


def _ended(sent: SentSummary, action: str, *, by: User, reason: str = "") -> SentSummary:
    before, sent.status = sent.status, _next(sent, action, by=by)
    sent.ended_by, sent.ended_at, sent.reason = by, clock.now(), reason
    sent.save(update_fields=["status", "ended_by", "ended_at", "reason"])
    audit.record(f"summary.{action}", sent, by=by, from_status=before, to_status=sent.status, reason=reason)
    return sent


def _tell(sent: SentSummary, template: str) -> None:
    context = {"number": sent.paper.number, "unit": sent.employer.name, "reason": sent.reason}
    notify(sent.sent_by, template, context=context, channels=[Channel.PORTAL])
