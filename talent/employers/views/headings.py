"""What the headings of a unit's files mean, as its officers said."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers import actions
from talent.employers.forms import HeadingForm
from talent.employers.headings import headings_of
from talent.employers.models import Employer, HeadingMeaning
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def heading_list(request: SignedInRequest) -> HttpResponse:
    """The headings that were explained, and the form to explain another."""
    form = HeadingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            meaning = actions.explain_heading(by=request.user, **form.cleaned_data)
            messages.success(
                request, _("已记住列名“%(heading)s”，以后上传花名册时自动识别。") % {"heading": meaning.heading}
            )
            return redirect("employer:headings")
        except ActionRefused as refusal:
            form.add_error("heading", str(refusal))
    rows = headings_of(request.user)
    return render(request, "employers/headings.html", {"form": form, "rows": rows})


@role_required(Role.HR_OFFICER)
@require_POST
def forget(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take an explanation back."""
    served = Employer.objects.served_by(request.user)
    meaning = get_object_or_404(HeadingMeaning.objects.filter(employer__in=served), pk=pk)
    actions.forget_heading(meaning, by=request.user)
    messages.success(request, _("已删除列名对照。"))
    return redirect("employer:headings")
