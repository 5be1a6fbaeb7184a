"""The exceptions of returns: what waits, one of them, and how two people clear it up; the same pages for both sides."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.payments import actions, exception_steps
from subsidies.payments.batch_pages import space_of
from subsidies.payments.exception_forms import ConfirmForm, ProposeForm, WhyForm
from subsidies.payments.exception_pages import ExceptionFilter, exception_page, exceptions_page
from subsidies.payments.models import BankReturn, ReturnException
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required

READS = role_required("reviewer", "finance_officer", "auditor")
ACTS = role_required("reviewer", "finance_officer")
FORM = require_http_methods(["GET", "HEAD", "POST"])


def _found(request: SignedInRequest, pk: UUID) -> ReturnException:
    return get_object_or_404(ReturnException.objects.visible_to(request.user).with_what_to_look_at(), pk=pk)


@READS
@require_GET
def exception_list(request: SignedInRequest) -> HttpResponse:
    """Exceptions, the oldest first."""
    narrowed = ExceptionFilter(request.GET or None)
    page = exceptions_page(narrowed.apply(ReturnException.objects.visible_to(request.user)), request)
    context = {"filter_form": narrowed, "page": page, "space": space_of(request)}
    return render(request, "payments/exception_list.html", context)


@READS
@require_GET
def exception(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One exception: what the bank wrote, what was sealed, what became of the instalment, and what is proposed."""
    return render(request, "payments/exception.html", exception_page(_found(request, pk), request))


@ACTS
@FORM
def propose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what is to be done."""
    found = _found(request, pk)
    form = ProposeForm(request.POST or None, found=found)
    return exception_steps.propose(request, found, form, act=actions.propose_resolution)


@ACTS
@FORM
@reauthentication_required
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Agree, and have it done."""
    found = _found(request, pk)
    form = ConfirmForm(request.POST or None, initial={"seen": actions.proposal_stamp(found)})
    return exception_steps.confirm(request, found, form, act=actions.confirm_resolution)


@ACTS
@FORM
def refuse(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Not agree; it is open again."""
    found = _found(request, pk)
    form = WhyForm(request.POST or None)
    return exception_steps.refuse(request, found, form, act=actions.refuse_resolution)


@ACTS
@FORM
@reauthentication_required
def accept_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Accept the rows of a return although its own totals contradict them."""
    found = get_object_or_404(BankReturn.objects.visible_to(request.user).select_related("batch"), pk=pk)
    return exception_steps.accept(request, found, WhyForm(request.POST or None), act=actions.accept_return)
