"""Asking for papers in bulk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from subsidies.notices.models import PublicNotice
from subsidies.reports import actions
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.papers.forms import PrintForm


@role_required(Role.REVIEWER)
@require_POST
def print_forms(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """All approval forms of a notice in one file."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    form = PrintForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请刷新页面后再试。"))
        return redirect("notices:preview", pk=pk)
    run = actions.request_forms(notice, pk=form.cleaned_data["key"], by=request.user)
    return redirect("papers:print_run", pk=run.pk)
