"""Pages of the office's list of employers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers import actions
from talent.employers.change_forms import CHANGE_FORMS, ChangeForm
from talent.employers.effects import effect_on, history_of
from talent.employers.forms import EmployerForm
from talent.employers.kinds import ChangeKind
from talent.employers.models import Employer
from talent.employers.permissions import KEEPS_THE_LIST, READS_THE_LIST
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(*READS_THE_LIST)
@require_GET
def employer_list(request: SignedInRequest) -> HttpResponse:
    """FAW, its affiliates and what is below them, each with the days between which it is listed."""
    employers = Employer.objects.visible_to(request.user).select_related("parent", "merged_into")
    if text := request.GET.get("name", "").strip()[:120]:
        employers = employers.named(text.replace("\0", ""))
    page = page_of(employers, request, order=("name", "id"))
    may_edit = request.user.has_role(*KEEPS_THE_LIST)
    context = {"page": page, "today": clock.today(), "may_edit": may_edit, "text": text}
    return render(request, "employers/employer_list.html", context)


@role_required(*KEEPS_THE_LIST)
@require_http_methods(["GET", "POST"])
def employer_add(request: SignedInRequest) -> HttpResponse:
    """Put an employer on the list."""
    form = EmployerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            employer = actions.add_employer(by=request.user, **form.cleaned_data)
            messages.success(request, _("已把“%(name)s”列入名单。") % {"name": employer.name})
            return redirect("employer:employer_list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "employers/employer_form.html", {"form": form})


@role_required(*KEEPS_THE_LIST)
@require_http_methods(["GET", "POST"])
def employer_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct an employer's entry, or give it a last day on the list."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = EmployerForm(request.POST if request.method == "POST" else None, instance=employer)
    if form.is_valid():
        try:
            changed = actions.change_employer(employer, by=request.user, **form.cleaned_data)
            messages.success(request, _("已保存“%(name)s”。") % {"name": changed.name})
            return redirect("employer:employer_list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "employer": employer, "history": history_of(employer), "kinds": CHANGE_LINKS}
    context["may_merge"] = employer.merged_into_id is None and request.user.has_role(Role.ADMINISTRATOR)
    return render(request, "employers/employer_form.html", context)


@role_required(*KEEPS_THE_LIST)
@require_http_methods(["GET", "HEAD", "POST"])
def employer_change(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """Say what became of a unit on a day: a form, a page that says what follows, and then it is done."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user).standing(), pk=pk)
    form_class, act = CHANGE_FORMS.get(kind), CHANGES.get(kind)
    if form_class is None or act is None:
        raise Http404
    form = form_class(request.POST if request.method == "POST" else None, employer=employer)
    page = {"employer": employer, "form": form, "title": ChangeKind(kind).label, "kind": kind}
    if form.is_valid() and not form.cleaned_data["confirmed"]:
        return render(request, "employers/change_confirm.html", page | {"effect": effect_on(employer)})
    if form.is_valid() and _made(request, employer, form, act):
        return redirect("employer:employer_edit", pk=employer.pk)
    return render(request, "employers/change.html", page)


def _made(request: SignedInRequest, employer: Employer, form: ChangeForm, act: Callable[..., Employer]) -> bool:
    try:
        changed = act(employer, by=request.user, **form.asked)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("已办理“%(name)s”的变更。") % {"name": changed.name})
    return True


CHANGES: dict[str, Callable[..., Employer]] = {
    ChangeKind.RENAMED: actions.rename,
    ChangeKind.MOVED: actions.move_base,
    ChangeKind.LEFT: actions.take_off_list,
}
CHANGE_LINKS = [(kind.value, kind.label) for kind in (ChangeKind.RENAMED, ChangeKind.MOVED, ChangeKind.LEFT)]
