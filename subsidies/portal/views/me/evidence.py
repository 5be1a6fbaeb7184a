"""Evidence files: upload, look at again, take out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.portal.queries.profile import evidence_wanted
from subsidies.portal.views.me.access import after_saving, applicant_page, editable_application, person_of, section_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.profiles import actions
from talent.profiles.forms.evidence import EvidenceForm
from talent.profiles.models import Evidence
from talent.uploads.serving import serve_private


@applicant_page
def evidence(request: SignedInRequest) -> HttpResponse:
    """What is asked for, what is there, and a form for one more file."""
    person = person_of(request.user)
    if person is None:
        return redirect("me:identity")
    form = EvidenceForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        actions.add_evidence(person, by=request.user, kind=form.cleaned_data["kind"], upload=form.upload)
        messages.success(request, _("材料已上传。"))
        return redirect("me:evidence")
    wanted = evidence_wanted(person, editable_application(request.user))
    return section_page(request, "evidence", "evidence", form=form, wanted=wanted)


@applicant_page
@require_POST
def evidence_continue(request: SignedInRequest) -> HttpResponse:
    """On to the next step."""
    return after_saving(request.user, "evidence")


@applicant_page
@require_POST
def evidence_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    own = Evidence.objects.visible_to(request.user).in_use()
    actions.withdraw_evidence(get_object_or_404(own, pk=pk), by=request.user)
    messages.success(request, _("材料已移除。"))
    return redirect("me:evidence")


@role_required(Role.APPLICANT, Role.REVIEWER, Role.AUDITOR)
@require_GET
def evidence_file(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The file itself, to its owner, the office and auditors; staff who look are logged."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    if request.user.is_staff_account:
        audit.record("evidence.read", evidence, by=request.user)
    inline = request.GET.get("inline") == "1"
    return serve_private(request, evidence.storage_name, evidence.content_type, evidence.original_name, inline=inline)
