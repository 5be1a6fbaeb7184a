"""What the address of a return shows before there is one: the work of reading it, or why it was not taken in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from subsidies.payments.batch_pages import space_of
from subsidies.payments.job_pages import underway, underway_page
from subsidies.payments.kinds import UPLOADING
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.permissions import may_upload_return
from talent.accounts.access import SignedInRequest
from talent.jobs.models import Job


def upload_words(made: BankReturn | Job, key: UUID) -> str:
    """What the officer is told who has just uploaded a file from a page with this key."""
    if (made.subject if isinstance(made, Job) else made.pk) != key:
        return _("这个文件已经上传过，没有任何变化。")
    return _("已上传，后台正在读取。") if isinstance(made, Job) else _("请逐项核对后再确认入账。")


def upload_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The upload that was to make this return.

    Raises:
        Http404: nobody uploaded it, or the person does not see its batch.
    """
    job = Job.objects.about(UPLOADING, pk).first()
    seen = PaymentBatch.objects.visible_to(request.user)
    batch = seen.filter(pk=job.wish["batch"]).first() if job else None
    if job is None or batch is None:
        raise Http404
    if (reading := underway(UPLOADING, pk)) is not None:
        return render(request, "payments/underway.html", underway_page(reading, batch, space_of(request)))
    if job.error:
        context = {"batch": batch, "job": job, "may_upload": may_upload_return(batch, request.user)}
        return render(request, "payments/upload_refused.html", context | {"space": space_of(request)})
    same = batch.returns.filter(sha256=job.wish["sha256"]).order_by("-uploaded_at").first()
    if same is None:
        raise Http404
    return redirect(f"{space_of(request)}:bank_return", same.pk)
