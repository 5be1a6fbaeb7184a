"""Closing a budget line at the end of its year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.closing_forms import CloseLineForm
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.workflow.refusals import ActionRefused


@role_required("finance_officer")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def close_line(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what lapses and what is carried over, or do it."""
    line = get_object_or_404(BudgetLine.objects.visible_to(request.user), pk=pk)
    form = CloseLineForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_line(line, by=request.user, into=form.cleaned_data["into"])
            messages.success(request, _("指标 %(number)s 已年终结账。") % {"number": line.document_number})
            return redirect("budget:line", line.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "budget/close_line.html", {"line": line, "form": form})
