"""Inviting staff, and accepting an invitation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from talent.accounts import actions
from talent.accounts.access import SignedInRequest, public_page, reauthentication_required, role_required
from talent.accounts.forms.staff import InviteForm, SetPasswordForm
from talent.accounts.invitation_mail import mail_shown_in_demo, send_invitation
from talent.accounts.models import Invitation
from talent.accounts.queries import account_of_invited
from talent.accounts.roles import Role
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.ADMINISTRATOR, Role.AUDITOR)
@require_GET
def invitation_list(request: SignedInRequest) -> HttpResponse:
    """Invitations that nobody has accepted yet."""
    pending = Invitation.objects.visible_to(request.user).pending().select_related("employer", "invited_by")
    page = page_of(pending, request, order=("-invited_at", "id"))
    for invitation in page:
        invitation.demo_mail = mail_shown_in_demo(invitation)
    return render(request, "accounts/invitation_list.html", {"page": page})


@role_required(Role.ADMINISTRATOR)
@reauthentication_required
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite a person to a role."""
    form = InviteForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.invite(by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            send_invitation(request, issued)
            return redirect("accounts:invitation_list")
    return render(request, "accounts/invite.html", {"form": form})


@role_required(Role.ADMINISTRATOR)
@reauthentication_required
@require_POST
def renew_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send a new link; the old one is void."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        send_invitation(request, actions.renew_invitation(invitation, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:invitation_list")


@role_required(Role.ADMINISTRATOR)
@require_POST
def revoke_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make an invitation void."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        actions.revoke_invitation(invitation, by=request.user)
        messages.success(request, _("邀请已撤销，链接不再有效。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:invitation_list")


@public_page
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation, with a new password or, where the person has an account, signed in to it."""
    invitation = actions.open_invitation(token)
    if invitation is None:
        return render(request, "accounts/invitation_unusable.html", status=404)
    account, by = account_of_invited(invitation), request.user if request.user.is_authenticated else None
    needs_password = account is None and by is None
    form = SetPasswordForm(request.POST or None, invitation=invitation) if needs_password else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _accept(request, token, form.cleaned_data["password"] if form else "")
    context = {"invitation": invitation, "form": form, "account": account, "is_invited": bool(by) and by == account}
    return render(request, "accounts/accept_invitation.html", context)


def _accept(request: HttpRequest, token: str, password: str) -> HttpResponse:
    try:
        actions.accept(token, by=request.user if request.user.is_authenticated else None, password=password)
    except actions.InvitationUnusable:
        return render(request, "accounts/invitation_unusable.html", status=404)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    if request.user.is_authenticated:
        messages.success(request, _("邀请已接受，您现在可以用新的角色办理业务。"))
        return redirect("portal:home")
    messages.success(request, _("账号已开通，请用邮箱和刚才设置的密码登录。"))
    return redirect("accounts:staff_sign_in")
