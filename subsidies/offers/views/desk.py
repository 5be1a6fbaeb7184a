"""Who may be invited, who was, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.offers import actions, queries
from subsidies.offers.exports.sheets import draw_sheets
from subsidies.offers.forms import CandidateFilter, OfferFilter, SelectionForm
from subsidies.offers.models import Offer
from subsidies.offers.reporting import report
from subsidies.offers.tasks import link_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.ui import ticks
from talent.ui.pages import page_of
from talent.uploads.handing_out import PDF, handed_out
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def candidate_list(request: SignedInRequest) -> HttpResponse:
    """People of the roster who may qualify and have not applied."""
    by = CandidateFilter(request.GET, user=request.user)
    found = queries.narrowed(request.user, by.narrowed)
    page = queries.candidate_page(found, request)
    rows, most = queries.rows_of(page.rows, found), queries.MOST_AT_ONCE
    context = {"page": page, "rows": rows, "form": by, "most": most, "counts": queries.counts(request.user)}
    return render(request, "offers/candidates.html", context | {"ticked": ticks.ticked(request)})


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest) -> HttpResponse:
    """One page that names everybody who is about to be invited, and how."""
    if (form := ticks.selection(request, SelectionForm)) is None:
        return redirect("offers:candidates")
    by = CandidateFilter(request.GET, user=request.user)
    if request.method == "POST":
        return ticks.on_to(request, "offers:confirm", names=by.fields)
    rows = queries.chosen(request.user, form.ticked, by.narrowed)
    if not rows:
        messages.warning(request, _("勾选的人员都已申请、已邀请或不再符合，没有可以邀请的。下面是最新的名单。"))
        return redirect("offers:candidates")
    with_phone = sum(bool(row.entry.phone_index) for row in rows)
    left_out = 0 if form.ticked is None else len(set(form.ticked)) - len(rows)
    context = {"rows": rows, "with_phone": with_phone, "on_paper": len(rows) - with_phone, "left_out": left_out}
    context["back"] = ticks.way_back(request, "offers:candidates", names=by.fields).address
    return render(request, "offers/confirm.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite everybody selected; sent twice, it invites once."""
    form = SelectionForm(request.POST)
    if not form.is_valid() or form.ticked is None:
        messages.error(request, _("请先勾选人员。") if form.is_valid() else form.first_error)
        return redirect("offers:candidates")
    try:
        report(request, actions.invite(form.ticked, by=request.user), asked=len(set(form.ticked)))
        ticks.forget(request)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("offers:invited")


@role_required(Role.HR_OFFICER)
@require_GET
def invited_list(request: SignedInRequest) -> HttpResponse:
    """The invitations and where each stands."""
    by = OfferFilter(request.GET, user=request.user)
    page = page_of(queries.invited(request.user, by.narrowed), request, order=("-invited_at", "id"))
    context = {"page": page, "form": by, "counts": queries.counts(request.user), "most": queries.MOST_AT_ONCE}
    return render(request, "offers/invited.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def sheets(request: SignedInRequest) -> HttpResponse:
    """The printed invitations of those who have not answered; taking them is logged."""
    by = OfferFilter(request.POST, user=request.user)
    waiting = queries.invited(request.user, by.narrowed).open().order_by("employer__name", "name", "id")
    offers = list(waiting[: queries.MOST_AT_ONCE])
    if not offers:
        messages.info(request, _("没有待答复的邀请，不用打印邀请单。"))
        return redirect("offers:invited")
    actions.note_sheets(offers, by=request.user)
    content = draw_sheets([(offer, link_of(offer)) for offer in offers])
    return handed_out(content, _("人才补贴申请邀请单.pdf"), PDF)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm, then take an invitation back."""
    offer = get_object_or_404(Offer.objects.visible_to(request.user).select_related("employer"), pk=pk)
    if request.method != "POST":
        return render(request, "offers/withdraw.html", {"offer": offer})
    try:
        actions.withdraw(offer, by=request.user)
        messages.success(request, _("已收回对 %(name)s 的邀请，链接随即失效。") % {"name": offer.name})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("offers:invited")
