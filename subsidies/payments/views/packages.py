"""The release package: everything of a released batch in one ZIP, with what checks it."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from subsidies.payments import actions, signing
from subsidies.payments.batch_pages import space_of
from subsidies.payments.forms import PackageForm
from subsidies.payments.models import PaymentBatch, ReleaseManifest
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.uploads.handing_out import ZIP, handed_out
from talent.workflow.refusals import ActionRefused


@role_required("finance_officer", "auditor")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
@never_cache
@sensitive_post_parameters("password")
def package(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose a password or none, and take the ZIP; a password is drawn anew for each page and kept nowhere."""
    batch = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    form = PackageForm(request.POST or None, initial={"password": secrets.token_urlsafe(12)})
    if request.method == "POST" and form.is_valid():
        try:
            content = actions.open_package(batch, by=request.user, password=form.chosen_password)
            return handed_out(content, f"{batch.number}.zip", ZIP)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(f"{space_of(request)}:batch", pk)
    key = signing.public_key(manifest.key_id) if manifest else None
    context = {"batch": batch, "manifest": manifest, "form": form, "space": space_of(request)}
    context |= {"key": signing.encoded(key) if key else "", "fingerprint": signing.fingerprint(key) if key else ""}
    return render(request, "payments/package.html", context)
