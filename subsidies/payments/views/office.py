"""The talent office's pages of payment batches."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.payments import actions
from subsidies.payments.batch_pages import batch_page, list_page, remarks_of, ticked
from subsidies.payments.exception_pages import waiting_text
from subsidies.payments.filters import BatchFilter
from subsidies.payments.forms import ReasonForm, SealForm
from subsidies.payments.job_pages import underway, underway_page
from subsidies.payments.kinds import SEALING
from subsidies.payments.models import PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.step_words import cancelling, sealing
from subsidies.payments.steps import take_step
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.workflow.refusals import ActionRefused

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("reviewer", "auditor")
@require_GET
def batch_list(request: SignedInRequest) -> HttpResponse:
    """Every batch, the latest first."""
    narrowed = BatchFilter(request.GET or None)
    waiting = waiting_text(request.user)
    page = list_page(narrowed.apply(PaymentBatch.objects.visible_to(request.user)), request)
    return render(
        request, "payments/batch_list.html", {"filter_form": narrowed, "page": page, "exceptions_waiting": waiting}
    )


@role_required("reviewer", "auditor", "finance_officer")
@require_GET
def batch(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One batch: totals, checks, lines, files, returns. A link from the office leads the bureau to its own page."""
    if not request.user.has_role("reviewer", "auditor"):
        return redirect("finance:batch", pk)
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    if (sealing := underway(SEALING, found.pk)) is not None:
        return render(request, "payments/underway.html", underway_page(sealing, found, "payments"))
    return render(request, "payments/batch.html", batch_page(found, request))


@role_required("reviewer")
@require_POST
def remove_lines(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the ticked lines out of a draft."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    try:
        actions.remove_lines(found, by=request.user, line_ids=ticked(request.POST))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已移出所选明细，它们回到待发放。"))
    return redirect("payments:batch", found.pk)


@role_required("reviewer")
@require_POST
def refresh_lines(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Copy the present accounts into a draft."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    try:
        actions.refresh_lines(found, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("明细已按当前账户更新，请重新核对。"))
    return redirect("payments:batch", found.pk)


@role_required("reviewer")
@FORM
@reauthentication_required
def seal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Seal a draft and send it to the finance bureau."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    if underway(SEALING, found.pk) is not None:
        return redirect("payments:batch", found.pk)
    initial = {"stamp": stamp_of(found)}
    form = SealForm(request.POST or None, initial=initial, remarks=bool(remarks_of(found)))
    return take_step(request, found, sealing(), form=form, act=actions.request_seal)


@role_required("reviewer")
@FORM
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Cancel a batch before release."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    return take_step(request, found, cancelling(), form=ReasonForm(request.POST or None), act=actions.cancel)
