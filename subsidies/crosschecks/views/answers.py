"""What departments send back: read, shown, and then entered or discarded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.crosschecks import actions, pages
from subsidies.crosschecks.forms import AnswersForm
from subsidies.crosschecks.models import AnswerFile, CrossCheck
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused

READS = role_required(Role.REVIEWER, Role.AUDITOR)
CHANGES = role_required(Role.REVIEWER)


@CHANGES
@require_POST
def upload(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read an answer file; what it says is shown before it counts."""
    crosscheck = get_object_or_404(CrossCheck.objects.visible_to(request.user), pk=pk)
    form = AnswersForm(request.POST, request.FILES)
    if form.is_valid():
        file, key = form.cleaned_data["file"], form.cleaned_data["pk"]
        try:
            answers = actions.read_file(crosscheck, file, file_name=file.name, pk=key, by=request.user)
            return redirect("crosschecks:answers", answers.pk)
        except ActionRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "crosschecks/detail.html", pages.detail_page(request, crosscheck, form), status=422)


@READS
@require_safe
def answers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What a file says, row by row."""
    files = AnswerFile.objects.visible_to(request.user).select_related("crosscheck", "uploaded_by", "entered_by")
    return render(request, "crosschecks/answers.html", pages.answers_page(request, get_object_or_404(files, pk=pk)))


@CHANGES
@require_POST
def enter(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the answers count."""
    return _done(request, pk, _entered)


@CHANGES
@require_POST
def discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give the file up."""
    return _done(request, pk, _discarded)


def _done(request: SignedInRequest, pk: UUID, act: Callable[[SignedInRequest, AnswerFile], str]) -> HttpResponse:
    found = get_object_or_404(AnswerFile.objects.visible_to(request.user), pk=pk)
    try:
        messages.success(request, act(request, found))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("crosschecks:answers", pk)
    return redirect("crosschecks:detail", found.crosscheck_id)


def _entered(request: SignedInRequest, found: AnswerFile) -> str:
    done = actions.enter(found, by=request.user)
    if not done:
        return _("这份答复已经确认过，没有重复登记。")
    return "".join(_told(done))


def _discarded(request: SignedInRequest, found: AnswerFile) -> str:
    actions.discard(found, by=request.user)
    return _("已放弃这份答复，没有登记任何内容。")


def _told(done: Counter[str]) -> Iterator[str]:
    if done["established"]:
        words = _("已登记 %(entered)s 条答复，其中 %(established)s 条与填写不同，已认定为事实。")
    else:
        words = _("已登记 %(entered)s 条答复。")
    yield words % {"entered": done["entered"], "established": done["established"]}
    if done["unsettled"]:
        words = _("%(count)s 条与填写不同、但申请不在初审中，请到申请页面查看。")
        yield words % {"count": done["unsettled"]}
    if done["to_settle"]:
        words = _("其中 %(count)s 条答复为“是”，须由工作人员核实，请到申请页面登记核实情况。")
        yield words % {"count": done["to_settle"]}
