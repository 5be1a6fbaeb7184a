"""Bank templates: the office keeps them, auditors read them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.payments import actions
from subsidies.payments.forms import ChooseTemplateForm
from subsidies.payments.models import BankTemplate, PaymentBatch
from subsidies.payments.template_forms import TemplateEditor
from subsidies.payments.template_pages import editor_page, list_page, template_page
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.workflow.refusals import ActionRefused

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("reviewer", "auditor")
@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    """The latest version of every template."""
    return render(request, "payments/template_list.html", list_page(request.user))


@role_required("reviewer", "auditor")
@require_GET
def template(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One version with its preview."""
    found = get_object_or_404(BankTemplate.objects.visible_to(request.user), pk=pk)
    return render(request, "payments/template.html", template_page(found, request.user))


@role_required("reviewer")
@FORM
@reauthentication_required
def edit_template(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a template: a preview as often as one likes, then the next version."""
    found = get_object_or_404(BankTemplate.objects.visible_to(request.user), pk=pk)
    editor = TemplateEditor(request.POST if request.method == "POST" else None, template=found)
    if editor.wants_saving and editor.is_valid():
        try:
            kept = actions.change_template(found, by=request.user, **editor.values())
            messages.success(
                request, _("已保存为第 %(version)s 版，新拟定的批次可以选用。") % {"version": kept.version}
            )
            return redirect("payments:template", kept.pk)
        except ActionRefused as refusal:
            editor.form.add_error(None, str(refusal))
    return render(request, "payments/template_edit.html", editor_page(editor, found))


@role_required("reviewer")
@FORM
@reauthentication_required
def add_template(request: SignedInRequest) -> HttpResponse:
    """Make a new template, from the generic one."""
    generic = BankTemplate.objects.visible_to(request.user).current().filter(code="generic").first()
    editor = TemplateEditor(request.POST if request.method == "POST" else None, template=generic, is_new=True)
    if editor.wants_saving and editor.is_valid():
        try:
            kept = actions.add_template(by=request.user, **editor.values())
            messages.success(request, _("已新增银行模板。"))
            return redirect("payments:template", kept.pk)
        except ActionRefused as refusal:
            editor.form.add_error(None, str(refusal))
    return render(request, "payments/template_edit.html", editor_page(editor, None))


@role_required("reviewer")
@require_POST
def choose_template(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give a draft another bank template."""
    found = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    form = ChooseTemplateForm(request.POST)
    try:
        if form.is_valid():
            actions.choose_template(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("已更换银行模板，明细已按它重新检查。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("payments:batch", found.pk)
