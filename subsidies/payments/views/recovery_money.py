"""The finance bureau's pages of recoveries: what came in, and what is given up."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.payments import actions
from subsidies.payments import recovery_steps as steps
from subsidies.payments.filters import RecoveryFilter
from subsidies.payments.models import Recovery, RecoveryReceipt
from subsidies.payments.permissions import why_not_as_person
from subsidies.payments.recovery_decisions import asked_of, decide
from subsidies.payments.recovery_forms import ReceiptForm, ReversalForm, WriteOffForm
from subsidies.payments.recovery_pages import list_page, receipt_rows, recovery_page
from subsidies.payments.recovery_steps import Asked, take
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("finance_officer")
@require_GET
def recovery_list(request: SignedInRequest) -> HttpResponse:
    """Recoveries that were confirmed, with their totals."""
    narrowed = RecoveryFilter(request.GET or None)
    found = narrowed.apply(Recovery.objects.visible_to(request.user))
    return render(request, "payments/recovery_list.html", {"filter_form": narrowed} | list_page(found, request))


@role_required("finance_officer")
@require_GET
def recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One recovery."""
    found = Recovery.objects.visible_to(request.user).select_related("person", "award__decision", "departure__employer")
    return render(request, "payments/recovery.html", recovery_page(get_object_or_404(found, pk=pk), request))


@role_required("finance_officer")
@FORM
@reauthentication_required
def enter_receipt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Enter what reached the treasury."""
    found, asked = asked_of(request, pk, steps.receiving())
    form = ReceiptForm(request.POST or None, initial={"amount_yuan": found.left_yuan})
    return take(request, Asked(**asked), form=form, act=partial(actions.enter_receipt, found))


@role_required("finance_officer")
@FORM
@reauthentication_required
def reverse_receipt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a wrong entry back."""
    visible = RecoveryReceipt.objects.visible_to(request.user).select_related("recovery__person")
    found = get_object_or_404(visible, pk=pk)
    back = reverse("finance:recovery", args=[found.recovery_id])
    about = {"caption": found.recovery.number, "back": back, "rows": receipt_rows(found)}
    asked = Asked(**about | steps.reversing(), why_not=why_not_as_person(found.recovery.person, request.user))
    form = ReversalForm(request.POST or None)
    return take(request, asked, form=form, act=partial(actions.reverse_receipt, found))


@role_required("finance_officer")
@FORM
@reauthentication_required
def propose_write_off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose to give up what is left."""
    found, asked = asked_of(request, pk, steps.proposing_write_off())
    act = partial(actions.propose_write_off, found)
    return take(request, Asked(**asked), form=WriteOffForm(request.POST or None), act=act)


@role_required("finance_officer")
@FORM
@reauthentication_required
def confirm_proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Agree to a write-off."""
    return decide(request, pk, steps.agreeing(), agree=True)


@role_required("finance_officer")
@FORM
@reauthentication_required
def drop_proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Do not agree."""
    return decide(request, pk, steps.disagreeing(), agree=False)
