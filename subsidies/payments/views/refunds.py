"""Recording what went back to the treasury."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.payments import actions
from subsidies.payments.batch_pages import ticked
from subsidies.payments.exception_forms import RefundForm
from subsidies.payments.models import PaymentBatch
from subsidies.payments.refund_pages import refund_page
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.workflow.refusals import ActionRefused


@role_required("finance_officer")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def refund(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Pick the lines of a batch whose money went back, with voucher and day."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    form, chosen = RefundForm(request.POST or None), ticked(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refund_to_treasury(found, by=request.user, line_ids=chosen, **form.cleaned_data)
            messages.success(request, _("已登记退回国库。"))
            return redirect("finance:batch", found.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "payments/refund.html", refund_page(found, form, chosen))
