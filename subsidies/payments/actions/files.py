"""The files of a batch: rendered once, kept, verified before each download, and every download on record."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.finance import SealBroken
from subsidies.payments.actions.manifests import sign_manifest
from subsidies.payments.exports.kept_files import digest_and_size, keep, path_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import BatchFile, FileDownload, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK, WITH_FINANCE
from subsidies.payments.release_manifest import problem_with
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

BANK_FILES = (FileKind.CSV, FileKind.XLSX)


class FileDamaged(ActionRefused):
    """The bytes on disk are not those that were rendered: nobody gets them."""


def render_files(batch_id: UUID | str) -> int:
    """Render what a batch lacks: the summary once it is sealed, the bank's files once it is released; then sign these.

    May run again after a crash at any moment: the bytes are the same, and the row is written last and once.

    Raises:
        SealBroken: the lines are no longer what was sealed.
    """
    batch = PaymentBatch.objects.get(pk=batch_id)
    rendered = set(batch.files.values_list("kind", flat=True))
    missing = [kind for kind in _wanted(batch) if kind not in rendered]
    if missing and digest_of(batch) != batch.digest:
        raise SealBroken(f"{batch.number} is not what was sealed; no file was written")
    for kind in missing:
        kept = keep(batch, kind)
        _list(batch, kind, kept.name, kept.storage_name, kept.sha256, kept.size)
    sign_manifest(batch.pk)
    return len(missing)


def open_for_download(file: BatchFile, *, by: User) -> BinaryIO:
    """The verified file, open for reading, with the download on record.

    The row is written before the first byte goes out: a download that breaks off was one all the same.

    Raises:
        FileDamaged: the file is gone, its SHA-256 differs, or it is not what was signed at release.
        ActionRefused: a file for the bank whose manifest is not signed yet.
    """
    refuse_damaged(file, by=by)
    with transaction.atomic():
        FileDownload.objects.create(file=file, downloaded_by=by, downloaded_at=clock.now(), sha256=file.sha256)
        audit.record(
            "batch_file.downloaded",
            file,
            by=by,
            detail={"kind": file.kind, "batch": file.batch.number, "sha256": file.sha256},
        )
    return path_of(file.storage_name).open("rb")


def refuse_damaged(file: BatchFile, *, by: User) -> None:
    """Let nobody have a file that is not what was rendered and, for the bank's, what was signed.

    Raises:
        FileDamaged: it is not; the attempt is on record.
        ActionRefused: nothing was signed yet.
    """
    try:
        intact = digest_and_size(path_of(file.storage_name)) == (file.sha256, file.size)
    except OSError:
        intact = False
    problem = "" if intact else _("文件与生成时的校验码不一致。")
    if intact and file.kind in BANK_FILES:  # the summary goes round before anything is signed
        manifest = ReleaseManifest.objects.filter(batch=file.batch_id).first()
        if manifest is None:
            raise ActionRefused(_("放行清单还没有签好，请稍后刷新页面再下载。"))
        problem = problem_with(manifest, file)
    if problem:
        audit.record("batch_file.damaged", file, by=by, detail={"kind": file.kind, "batch": file.batch.number})
        advice = _("已停止下载。请联系系统管理员，不要使用此前留存的副本。")
        raise FileDamaged(f"{problem}{advice}")


def _wanted(batch: PaymentBatch) -> list[FileKind]:
    if batch.status in AT_THE_BANK:
        return [FileKind.SUMMARY, *BANK_FILES]
    return [FileKind.SUMMARY] if batch.status in WITH_FINANCE else []


@transaction.atomic
def _list(batch: PaymentBatch, kind: FileKind, name: str, storage_name: str, sha256: str, size: int) -> None:
    """Write the row of a kept file unless another worker has; the one that is there must say the same."""
    values = {"name": name, "storage_name": storage_name, "sha256": sha256, "size": size, "rendered_at": clock.now()}
    file, made = BatchFile.objects.get_or_create(batch=batch, kind=kind, defaults=values)
    if made:
        audit.record("batch_file.rendered", file, by=None, detail={"kind": kind, "sha256": sha256, "size": size})
    elif file.sha256 != sha256:
        raise FileDamaged(f"{storage_name} was rendered twice with different bytes")
