"""Staff accounts: who has which role, and revoking one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from talent.accounts import actions
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.accounts.forms.staff import ReasonForm, StaffSearchForm
from talent.accounts.models import StaffRole
from talent.accounts.roles import STAFF_ROLES, Role
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused

SEARCH = "staff_search"


@role_required(Role.ADMINISTRATOR, Role.AUDITOR)
@require_GET
def staff_list(request: SignedInRequest) -> HttpResponse:
    """Roles in force; the name searched for is kept in the session, for it must not stand in an address."""
    role = request.GET.get("role", "")
    # Kept for the pages and filters of one search; the menu leads to the whole list again.
    term = request.session.get(SEARCH, "") if "searched" in request.GET else ""
    grants = StaffRole.objects.visible_to(request.user).in_force().select_related("user", "employer", "granted_by")
    if role in Role.values:
        grants = grants.filter(role=role)
    if term:
        grants = grants.filter(Q(user__display_name__icontains=term) | Q(user__email__icontains=term))
    context = {"page": page_of(grants, request, order=("-granted_at", "id")), "role": role, "roles": STAFF_ROLES}
    form = StaffSearchForm(initial={"term": term})
    return render(request, "accounts/staff_list.html", {**context, "form": form, "term": term})


@role_required(Role.ADMINISTRATOR, Role.AUDITOR)
@require_POST
def staff_search(request: SignedInRequest) -> HttpResponse:
    """Keep what is searched for, and go to the list."""
    form = StaffSearchForm(request.POST)
    request.session[SEARCH] = form.cleaned_data["term"].strip() if form.is_valid() else ""
    return redirect(f"{reverse('accounts:staff_list')}?searched=1")


@role_required(Role.ADMINISTRATOR)
@reauthentication_required
def revoke_role(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Revoke a role, with a reason."""
    grant = get_object_or_404(StaffRole.objects.visible_to(request.user).in_force().select_related("user"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_role(grant, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("角色已停用，此人已在所有设备上退出登录。"))
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:staff_list")
    return render(request, "accounts/revoke_role.html", {"grant": grant, "form": form})
