"""The office's pages of recoveries: who may have to pay back, the cases, and opening one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.candidate_pages import candidate_page, candidate_rows, overpayment_rows, twice_rows
from subsidies.payments.filters import RecoveryFilter
from subsidies.payments.models import Instalment, Recovery
from subsidies.payments.queries.paid_twice import lines_paid_twice
from subsidies.payments.queries.recoveries import candidate_for
from subsidies.payments.recovery_forms import OpenRecoveryForm, OverpaymentForm, PaidTwiceForm
from subsidies.payments.recovery_pages import list_page, recovery_page
from subsidies.payments.recovery_steps import Asked, take
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

FORM = require_http_methods(["GET", "HEAD", "POST"])


@role_required("reviewer", "auditor")
@require_GET
def recovery_list(request: SignedInRequest) -> HttpResponse:
    """Recoveries, those under way unless told, with their totals."""
    narrowed = RecoveryFilter(request.GET or None)
    found = narrowed.apply(Recovery.objects.visible_to(request.user))
    return render(request, "payments/recovery_list.html", {"filter_form": narrowed} | list_page(found, request))


@role_required("reviewer", "auditor")
@require_GET
def candidate_list(request: SignedInRequest) -> HttpResponse:
    """People who left soon after they were paid, with what the rule would take back."""
    return render(request, "payments/candidate_list.html", candidate_page(request.user))


@role_required("reviewer", "auditor")
@require_GET
def recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One recovery: the reckoning, what came in, what was decided, what happened."""
    found = Recovery.objects.visible_to(request.user).select_related("person", "award__decision", "departure__employer")
    return render(request, "payments/recovery.html", recovery_page(get_object_or_404(found, pk=pk), request))


@role_required("reviewer")
@FORM
@reauthentication_required
def open_recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open the recovery of what a leaver was paid of an award."""
    award = get_object_or_404(Award.objects.visible_to(request.user).select_related("person"), pk=pk)
    candidate = candidate_for(award)
    if candidate is None and request.method != "POST":
        raise Http404
    effects = (
        _("拟定后须由人才办另一名人员确认。"),
        _("金额按授予时的政策版本计算；离职原因属于不予追回情形的，金额为零。"),
    )
    rows, back = candidate_rows(award, candidate), reverse("payments:candidate_list")
    asked = Asked(_("拟定追回"), award.person.name, back, rows, effects, _("拟定追回"), _("已拟定，等待另一人确认。"))
    form = OpenRecoveryForm(request.POST or None, initial={"left_on": candidate and candidate.departure.left_on})
    return take(request, asked, form=form, act=partial(actions.open_recovery, award), to="payments:recovery")


@role_required("reviewer")
@FORM
@reauthentication_required
def open_overpayment(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open the recovery of a part of an instalment that should not have been paid."""
    paid = Instalment.objects.visible_to(request.user).paid().select_related("award__person", "award__decision")
    found = get_object_or_404(paid, pk=pk)
    effects = (_("只用于核定的多发；离职和撤销授予另有办法。"), _("拟定后须由人才办另一名人员确认。"))
    back = reverse("review:case", args=[found.award.decision.application_id])
    words = (_("拟定追回"), _("已拟定，等待另一人确认。"))
    asked = Asked(_("追回多发的补贴"), found.award.person.name, back, overpayment_rows(found), effects, *words)
    act = partial(actions.open_overpayment, found)
    return take(request, asked, form=OverpaymentForm(request.POST or None), act=act, to="payments:recovery")


@role_required("reviewer")
@FORM
@reauthentication_required
def open_recovery_for_line(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open the recovery of a payment that was made although its instalment was paid otherwise."""
    found = get_object_or_404(lines_paid_twice().visible_to(request.user), pk=pk)
    effects = (_("同一期发放了两笔，这一笔全额追回；另一笔照旧有效。"), _("拟定后须由人才办另一名人员确认。"))
    back = reverse("payments:candidate_list")
    words = (_("拟定追回"), _("已拟定，等待另一人确认。"))
    asked = Asked(_("追回重复发放"), found.instalment.award.person.name, back, twice_rows(found), effects, *words)
    act = partial(actions.open_recovery_for_line, found)
    return take(request, asked, form=PaidTwiceForm(request.POST or None), act=act, to="payments:recovery")
