"""Drawing up a batch: what is due, what keeps the rest out, and one form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.payments import actions
from subsidies.payments.batch_pages import due_page, first_words, selected_keys
from subsidies.payments.filters import DueFilter
from subsidies.payments.forms import DrawUpForm
from subsidies.payments.models import Instalment
from talent.accounts.access import SignedInRequest, role_required
from talent.workflow.refusals import ActionRefused


@role_required("reviewer", "auditor")
@require_GET
def due_list(request: SignedInRequest) -> HttpResponse:
    """Every due instalment with what keeps it out of a batch, for reading."""
    narrowed = DueFilter(request.GET or None)
    chosen = narrowed.apply(Instalment.objects.visible_to(request.user).due())
    return render(request, "payments/due_list.html", {"filter_form": narrowed, **due_page(chosen, request)})


@role_required("reviewer")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: SignedInRequest) -> HttpResponse:
    """Choose due instalments and draw them into a new batch."""
    narrowed = DueFilter(request.GET or None)
    chosen = narrowed.apply(Instalment.objects.visible_to(request.user).due())
    form = DrawUpForm(request.POST or None, initial=first_words())
    if request.method == "POST" and form.is_valid():
        try:
            keys = selected_keys(request.POST, chosen, charged_to=form.cleaned_data["charged_to"])
            batch = actions.draw_up(by=request.user, instalment_ids=keys, **form.cleaned_data)
            told = {"number": batch.number, "count": f"{batch.line_count:,}"}
            messages.success(request, _("已拟定批次 %(number)s，共 %(count)s 笔，请核对后封存。") % told)
            return redirect("payments:batch", batch.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"filter_form": narrowed, "form": form, **due_page(chosen, request)}
    return render(request, "payments/draw_up.html", context)
