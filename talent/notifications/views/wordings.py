"""How messages are worded: the list of templates, one with its preview and versions, and back to what is shipped."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.notifications import actions, texts
from talent.notifications.actions import MAY_WORD
from talent.notifications.templates_shown import Shown, rows_of_templates, shown
from talent.workflow.refusals import ActionRefused

READS = role_required(*MAY_WORD, Role.AUDITOR)
CHANGES = role_required(*MAY_WORD)


@READS
@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    """Every message, and which are worded otherwise than shipped."""
    return render(request, "notifications/templates.html", {"rows": rows_of_templates()})


@READS
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: SignedInRequest, code: str, kind: str, language: str) -> HttpResponse:
    """One message: its sentences, what it reads like, and who changed it; to preview keeps nothing."""
    page = _shown(code, kind, language)
    may_change = request.user.has_role(*MAY_WORD)
    form = page.form(request.POST if request.method == "POST" and may_change else None)
    if form.is_valid() and "save" in request.POST and _saved(request, page, form.words, form.cleaned_data["read"]):
        return redirect("notifications:template", code=code, kind=kind, language=language)
    words = form.words if form.is_bound and form.is_valid() else page.words
    context = {"page": page, "form": form, "may_change": may_change, "preview": page.preview(words)}
    return render(request, "notifications/template.html", context, status=422 if form.errors else 200)


@CHANGES
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: SignedInRequest, code: str, kind: str, language: str) -> HttpResponse:
    """Confirm, then word it as shipped again: a version of its own, so that nothing is lost."""
    page = _shown(code, kind, language)
    if request.method != "POST":
        return render(request, "notifications/template_reset.html", {"page": page})
    _saved(request, page, {}, page.version)
    return redirect("notifications:template", code=code, kind=kind, language=language)


def _shown(code: str, kind: str, language: str) -> Shown:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        return shown(code, kind, language)
    except texts.UnknownTemplate as unknown:
        raise Http404 from unknown


def _saved(request: SignedInRequest, page: Shown, words: dict[str, str], read: int) -> bool:
    try:
        actions.word(page.code, page.kind, page.language, words, by=request.user, read=read)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("已保存。以后发出的消息按新的措辞，已发出的不变。"))
    return True
