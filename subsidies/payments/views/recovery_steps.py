"""The office's steps on a recovery."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from subsidies.payments import actions
from subsidies.payments import recovery_steps as steps
from subsidies.payments.permissions import why_not_confirm_recovery
from subsidies.payments.recovery_decisions import asked_of, decide
from subsidies.payments.recovery_forms import NothingForm, ProposeCancelForm, SetOffForm, WhyForm
from subsidies.payments.recovery_steps import Asked, posted, take
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("reviewer")
@FORM
@reauthentication_required
def confirm_recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm a draft of somebody else's."""
    found, asked = asked_of(request, pk, steps.confirming())
    why = why_not_confirm_recovery(found, request.user)
    form, act = NothingForm(posted(request)), partial(actions.confirm_recovery, found)
    return take(request, Asked(**asked | {"why_not": why}), form=form, act=act)


@role_required("reviewer")
@FORM
@reauthentication_required
def notify_recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Issue the letter."""
    found, asked = asked_of(request, pk, steps.notifying())
    act = partial(actions.notify_recovery, found)
    return take(request, Asked(**asked), form=NothingForm(posted(request)), act=act)


@role_required("reviewer")
@FORM
@reauthentication_required
def cancel_recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Cancel what the person was not told of."""
    found, asked = asked_of(request, pk, steps.cancelling())
    return take(
        request, Asked(**asked), form=WhyForm(request.POST or None), act=partial(actions.cancel_recovery, found)
    )


@role_required("reviewer")
@FORM
@reauthentication_required
def propose_cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose to cancel what the person was told of."""
    found, asked = asked_of(request, pk, steps.proposing_cancel())
    act = partial(actions.propose_cancel, found)
    return take(request, Asked(**asked), form=ProposeCancelForm(request.POST or None), act=act)


@role_required("reviewer")
@FORM
@reauthentication_required
def propose_set_off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose to keep an instalment instead of paying it."""
    found, asked = asked_of(request, pk, steps.proposing_set_off())
    form = SetOffForm(request.POST or None, recovery=found)
    return take(request, Asked(**asked), form=form, act=partial(actions.propose_set_off, found))


@role_required("reviewer")
@FORM
@reauthentication_required
def confirm_proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Agree to a set-off or a cancellation."""
    return decide(request, pk, steps.agreeing(), agree=True)


@role_required("reviewer")
@FORM
@reauthentication_required
def drop_proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Do not agree."""
    return decide(request, pk, steps.disagreeing(), agree=False)
