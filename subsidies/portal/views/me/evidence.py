"""Evidence files: upload, look at again, take out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.portal.addresses import own_address
from subsidies.portal.queries.corrections import corrections_of
from subsidies.portal.queries.profile import WantedEvidence, evidence_wanted
from subsidies.portal.views.me.access import after_saving, editable_application, entry_page, person_of, section_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.profiles import actions
from talent.profiles.forms.evidence import EvidenceForm
from talent.profiles.models import Evidence, Person
from talent.uploads.limits import MEGABYTE, Limits
from talent.uploads.serving import serve_private
from talent.workflow.refusals import ActionRefused


@entry_page
def evidence(request: SignedInRequest) -> HttpResponse:
    """A place for each kind of file; what is good is kept even if another file of the same form is not."""
    person = person_of(request.subject)
    if person is None:
        return redirect(own_address(request, "identity"))
    application = editable_application(request.subject)
    corrections = corrections_of(application) if application else []
    form = _form(request, evidence_wanted(person, corrections), in_application=application is not None)
    if form.is_bound and _keep(request, person, form):
        return after_saving(request.subject, "evidence") if application else redirect(own_address(request, "evidence"))
    places = [(item, form[item.kind.value]) for item in evidence_wanted(person, corrections)]
    limit = f"{Limits.from_settings().max_bytes / MEGABYTE:g}"
    return section_page(
        request, "evidence", "evidence", corrections=corrections, form=form, places=places, megabytes=limit
    )


def _form(request: SignedInRequest, wanted: list[WantedEvidence], *, in_application: bool) -> EvidenceForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    required = [item.kind for item in wanted if item.lacking and in_application]
    return EvidenceForm(*sent, kinds=[item.kind for item in wanted], required=required)


def _keep(request: SignedInRequest, person: Person, form: EvidenceForm) -> bool:
    """Keep the good files and say how many; whether all was well."""
    form.is_valid()
    kept = 0
    for kind, upload in form.uploads:
        try:
            actions.add_evidence(person, by=request.subject, kind=kind, upload=upload)
            kept += 1
        except ActionRefused as refusal:
            form.add_error(kind, str(refusal))
    if kept:
        messages.success(request, _("已保存 %(count)d 个文件。") % {"count": kept})
    return form.is_valid()


@entry_page
@require_POST
def evidence_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    own = Evidence.objects.owned_by(request.subject).in_use()
    actions.withdraw_evidence(get_object_or_404(own, pk=pk), by=request.subject)
    messages.success(request, _("材料已移除。"))
    return redirect(own_address(request, "evidence"))


@role_required(Role.APPLICANT, Role.REVIEWER, Role.AUDITOR)
@require_GET
def evidence_file(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The file itself, to its owner, the office and auditors; staff who look are logged."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    if request.user.is_staff_account:
        audit.record("evidence.read", evidence, by=request.user)
    inline = request.GET.get("inline") == "1"
    return serve_private(request, evidence.storage_name, evidence.content_type, evidence.original_name, inline=inline)
