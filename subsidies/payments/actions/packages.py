"""Handing out everything of a released batch in one ZIP."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.files import refuse_damaged
from subsidies.payments.exports.package import package
from subsidies.payments.models import FileDownload, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import file_kinds_for
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def open_package(batch: PaymentBatch, *, by: User, password: str = "") -> bytes:
    """The ZIP of a released batch, every file verified against the manifest first, each download on record.

    Raises:
        FileDamaged: a file is gone or is not what was signed; nothing goes out.
        ActionRefused: the manifest is not signed yet, or the officer may not have the bank's files.
    """
    files = list(batch.files.select_related("batch").order_by("name"))
    if not {file.kind for file in files} <= set(file_kinds_for(by)):
        raise ActionRefused(_("只有财政局和审计人员可以下载放行包。"))
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    if manifest is None:
        raise ActionRefused(_("放行清单还没有签好，请稍后刷新页面再下载。"))
    for file in files:
        refuse_damaged(file, by=by)
    content = package(manifest, files, password=password)
    with transaction.atomic():
        for file in files:
            FileDownload.objects.create(file=file, downloaded_by=by, downloaded_at=clock.now(), sha256=file.sha256)
        detail = {"number": batch.number, "files": len(files), "encrypted": bool(password), "sha256": manifest.digest}
        audit.record("batch.package_downloaded", batch, by=by, detail=detail)
    return content
