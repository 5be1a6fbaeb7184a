"""The pages of steps on a recovery that look the same at the office and at the finance bureau."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from subsidies.payments import actions
from subsidies.payments.models import Recovery, RecoveryProposal
from subsidies.payments.permissions import why_not_as_person, why_not_confirm_proposal
from subsidies.payments.recovery_forms import NothingForm, WhyForm
from subsidies.payments.recovery_pages import back_to, proposal_rows, rows_of
from subsidies.payments.recovery_steps import Asked, posted, take
from talent.accounts.access import SignedInRequest


def decide(request: SignedInRequest, pk: UUID, words: dict[str, Any], *, agree: bool) -> HttpResponse:
    """The page on which the second person decides, on either side."""
    found = RecoveryProposal.objects.visible_to(request.user).select_related(
        "recovery__person", "instalment", "proposed_by"
    )
    proposal = get_object_or_404(found, pk=pk)
    about = {
        "caption": proposal.recovery.number,
        "back": back_to(proposal.recovery, request),
        "rows": proposal_rows(proposal),
        "why_not": why_not_confirm_proposal(proposal, request.user) if agree else "",
    }
    form = NothingForm(posted(request)) if agree else WhyForm(request.POST or None)
    act = partial(actions.confirm_proposal if agree else actions.drop_proposal, proposal)
    return take(request, Asked(**about | words), form=form, act=act)


def asked_of(request: SignedInRequest, pk: UUID, words: dict[str, Any]) -> tuple[Recovery, dict[str, Any]]:
    """A recovery that the person sees, and what the page of a step on it says."""
    found = get_object_or_404(Recovery.objects.visible_to(request.user).select_related("person", "award"), pk=pk)
    about = {"caption": found.number, "back": back_to(found, request), "rows": rows_of(found)}
    return found, about | {"why_not": why_not_as_person(found.person, request.user)} | words
