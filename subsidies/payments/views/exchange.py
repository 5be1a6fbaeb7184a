"""What goes to the bank and comes back: downloads and returns, for the office, the finance bureau and auditors.

A download is a POST: it leaves a record, and GET changes nothing (design invariant 12).
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.payments import actions
from subsidies.payments.batch_pages import space_of
from subsidies.payments.exports.kept_files import content_type_of
from subsidies.payments.forms import UploadReturnForm
from subsidies.payments.job_pages import underway, underway_page
from subsidies.payments.kinds import COMMITTING
from subsidies.payments.models import BankReturn, BatchFile, PaymentBatch
from subsidies.payments.return_pages import return_page
from subsidies.payments.upload_pages import upload_page, upload_words
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.jobs.models import Job
from talent.workflow.refusals import ActionRefused

READS = role_required("reviewer", "finance_officer", "auditor")
ENTERS = role_required("reviewer", "finance_officer")


@READS
@require_POST
def download(request: SignedInRequest, pk: UUID, kind: str, part: int = 1) -> HttpResponseBase:
    """The kept bytes of a file, verified first."""
    files = BatchFile.objects.visible_to(request.user).select_related("batch__bank_template")
    file = get_object_or_404(files, batch=pk, kind=kind, part=part)
    try:
        content = actions.open_for_download(file, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{space_of(request)}:batch", pk)
    return FileResponse(content, as_attachment=True, filename=file.name, content_type=content_type_of(file))


@ENTERS
@require_http_methods(["GET", "HEAD", "POST"])
def upload_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Upload a bank's return for a batch."""
    batch = get_object_or_404(PaymentBatch.objects.visible_to(request.user), pk=pk)
    form = UploadReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key, file = form.cleaned_data["pk"], form.cleaned_data["file"]
        try:
            made = actions.request_upload(batch, by=request.user, pk=key, file_name=file.name, content=file.read())
        except ActionRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.info(request, upload_words(made, key))
            return redirect(f"{space_of(request)}:bank_return", made.subject if isinstance(made, Job) else made.pk)
    return render(request, "payments/upload_return.html", {"batch": batch, "form": form, "space": space_of(request)})


@READS
@require_GET
def bank_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A return row by row: what it would change, or has changed, and what fits nothing; before that its upload."""
    found = BankReturn.objects.visible_to(request.user).select_related("batch").filter(pk=pk).first()
    if found is None:
        return upload_page(request, pk)
    if (entering := underway(COMMITTING, found.pk)) is not None:
        return render(request, "payments/underway.html", underway_page(entering, found.batch, space_of(request)))
    return render(request, "payments/bank_return.html", return_page(found, request))


@ENTERS
@require_POST
@reauthentication_required
def commit_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Enter a previewed return."""
    found = get_object_or_404(BankReturn.objects.visible_to(request.user).select_related("batch"), pk=pk)
    try:
        made = actions.request_commit(found, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        entered = _("回盘已入账，申请人会收到通知。")
        messages.success(request, _("已提交，后台正在入账。") if isinstance(made, Job) else entered)
    return redirect(f"{space_of(request)}:bank_return", found.pk)


@ENTERS
@require_POST
def discard_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a preview aside."""
    found = get_object_or_404(BankReturn.objects.visible_to(request.user).select_related("batch"), pk=pk)
    try:
        actions.discard_return(found, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已放弃本次回盘，没有任何变化。"))
    return redirect(f"{space_of(request)}:batch", found.batch_id)
