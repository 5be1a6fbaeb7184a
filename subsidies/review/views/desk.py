"""What officers add to a case beside deciding it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from subsidies.review import case_actions
from subsidies.review.forms.desk import CodeCheckForm, NoteForm
from subsidies.review.kinds import CodeResult
from subsidies.review.pages import add_to, case_of
from subsidies.review.queries.desk import checkables_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role


@role_required(Role.REVIEWER)
@require_POST
def add_note(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A note for colleagues."""
    application, form = case_of(request.user, pk), NoteForm(request.POST)

    def act() -> None:
        sent = form.cleaned_data
        case_actions.add_note(application, sent["text"], pk=sent["pk"], by=request.user)

    return add_to(request, application, act, _("内部记事已保存。"), "notes", note_form=form)


@role_required(Role.REVIEWER)
@require_POST
def record_check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What an official page answered about a code."""
    application = case_of(request.user, pk)
    form = CodeCheckForm(request.POST, items=checkables_of(application))

    def act() -> None:
        sent, (kind, degree) = form.cleaned_data, form.subject
        read = get_object_or_404(application.submissions, pk=sent["submission"])
        given = {"pk": sent["pk"], "submission": read, "comment": sent["comment"]}
        case_actions.record_check(application, kind, degree, CodeResult(sent["result"]), by=request.user, **given)

    return add_to(request, application, act, _("核验结果已登记。"), "codes", check_form=form)
