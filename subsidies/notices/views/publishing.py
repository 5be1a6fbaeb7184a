"""The step between a draft and the public: what goes out is read once more, and said yes to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.notices import actions, permissions, queries
from subsidies.notices.forms import PublishForm
from subsidies.notices.models import PublicNotice
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.audit.overtaking import why_refused
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what becomes public, and show it from today once that is confirmed."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    publication = queries.publication_of(notice)
    form = PublishForm(request.POST if request.method == "POST" else None, notice=notice, publication=publication)
    try:
        permissions.refuse_unpublishable(notice, queries.cases_on(notice), by=request.user)
        if form.is_valid():
            actions.publish(notice, by=request.user, read=form.cleaned_data["read"])
            messages.success(request, _("公示已发布。"))
            return redirect("notices:preview", pk=pk)
    except ActionRefused as refusal:
        messages.error(request, why_refused(refusal, notice, reader=request.user))
        return redirect("notices:preview", pk=pk)
    return _confirm(request, form)


def _confirm(request: SignedInRequest, form: PublishForm) -> HttpResponse:
    notice = form.notice
    context = {
        "form": form,
        "notice": notice,
        "publication": form.publication,
        "unlisted": queries.unlisted_count(notice),
        "uncertain": form.publication.uncertain,
        "last": form.publication.last,
    }
    return render(request, "notices/publish.html", context, status=422 if form.errors else 200)
