"""The finance bureau's pages: what waits, a batch, and what is done with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.payments import actions
from subsidies.payments.batch_pages import batch_page, list_page
from subsidies.payments.exception_pages import waiting_text
from subsidies.payments.filters import BatchFilter
from subsidies.payments.finance_desk import finance_desk
from subsidies.payments.forms import ApproveForm, ReasonForm, ReleaseForm
from subsidies.payments.models import PaymentBatch
from subsidies.payments.queries.held import held_lines
from subsidies.payments.step_words import approving, releasing, returning
from subsidies.payments.steps import take_step
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("finance_officer")
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What waits, and which of it this officer may do."""
    return render(request, "finance/home.html", finance_desk(request.user))


@role_required("finance_officer")
@require_GET
def batch_list(request: SignedInRequest) -> HttpResponse:
    """Batches that were sent to finance."""
    narrowed = BatchFilter(request.GET or None)
    waiting = waiting_text(request.user)
    page = list_page(narrowed.apply(PaymentBatch.objects.visible_to(request.user)), request)
    return render(
        request, "finance/batch_list.html", {"filter_form": narrowed, "page": page, "exceptions_waiting": waiting}
    )


@role_required("finance_officer", "reviewer", "auditor")
@require_GET
def batch(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One batch: totals, checks, lines, files, returns. A link from the bureau leads the office to its own page."""
    if not request.user.has_role("finance_officer"):
        return redirect("payments:batch", pk)
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    return render(request, "finance/batch.html", batch_page(found, request))


@role_required("finance_officer")
@FORM
@reauthentication_required
def approve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Approve a sealed batch."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    held = held_lines(found)
    form = ApproveForm(request.POST or None, initial={"digest": found.digest}, held=held)
    return take_step(request, found, approving(), form=form, held=held, act=actions.approve)


@role_required("finance_officer")
@FORM
@reauthentication_required
def release(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Release an approved batch."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    held = held_lines(found)
    form = ReleaseForm(request.POST or None, initial={"digest": found.digest}, held=held)
    return take_step(request, found, releasing(), form=form, held=held, act=actions.release)


@role_required("finance_officer")
@FORM
@reauthentication_required
def return_to_office(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return a batch before release."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    return take_step(request, found, returning(), form=ReasonForm(request.POST or None), act=actions.return_to_office)
