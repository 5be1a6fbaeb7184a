"""The summary that a unit stamps and hands in, and the list behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.verification import actions
from subsidies.verification.deliveries import deliveries_of
from subsidies.verification.exports.verified_xlsx import verified_xlsx
from subsidies.verification.forms import PeriodForm
from subsidies.verification.summaries import Period, only_unit, rows_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.papers.queries import papers_section
from talent.ui.pages import page_of
from talent.uploads.handing_out import XLSX, handed_out
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def summary(request: SignedInRequest) -> HttpResponse:
    """Whom a unit and those below it verified in a period."""
    form = PeriodForm(request.GET, user=request.user)
    context: dict[str, Any] = {"form": form, "period": form.period}
    if (period := form.period) is not None:
        page = page_of(period.answers(), request, order=("-answered_at", "-id"))
        rows = rows_of(page.rows)
        context |= {"page": page, "rows": rows, "only_unit": only_unit(rows)}
        context |= papers_section(period.employer.pk, user=request.user)
        context["papers"].reverse()  # the newest first: it is the one to be stamped and sent
        context["deliveries"] = deliveries_of(period.employer, [row.paper for row in context["papers"]])
    return render(request, "verification/summary.html", context, status=200 if period else 422)


@role_required(Role.HR_OFFICER)
@require_POST
def issue(request: SignedInRequest) -> HttpResponse:
    """Issue the summary for the stamp."""
    form = PeriodForm(request.POST, user=request.user)
    if (period := form.period) is None:
        return _back(request, {})
    try:
        paper = actions.issue_summary(period, by=request.user)
        if by_hand := actions.left_to_handwriting(period):
            messages.warning(
                request,
                _("有姓名含字库没有的字，未列入汇总表，请手工填写：%(numbers)s") % {"numbers": _("、").join(by_hand)},
            )
        messages.success(request, _("已出具 %(number)s，可以下载打印，盖章后上传扫描件。") % {"number": paper.number})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, _chosen(period))


@role_required(Role.HR_OFFICER)
@require_POST
def download(request: SignedInRequest) -> HttpResponse:
    """The list as XLSX; taking it is logged."""
    form = PeriodForm(request.POST, user=request.user)
    if (period := form.period) is None:
        return _back(request, {})
    try:
        rows = actions.list_people(period, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _back(request, _chosen(period))
    name = _("%(unit)s核实人员名单.xlsx") % {"unit": period.employer.name}
    return handed_out(verified_xlsx(period, rows), name, XLSX)


def _chosen(period: Period) -> dict[str, str]:
    return {
        "employer": str(period.employer.pk),
        "first_on": period.first_on.isoformat(),
        "last_on": period.last_on.isoformat(),
    }


def _back(request: SignedInRequest, chosen: dict[str, str]) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('verification:summary')}?{urlencode(chosen)}")
