"""The files of a batch: rendered once, kept, verified before each download, and every download on record."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.finance import SealBroken
from subsidies.payments.actions.manifests import sign_manifest
from subsidies.payments.exports.bank_parts import Part
from subsidies.payments.exports.kept_files import KeptFile, digest_and_size, files_of, keep, path_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import BatchFile, FileDownload, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK, WITH_FINANCE
from subsidies.payments.release_manifest import problem_with
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


class FileDamaged(ActionRefused):
    """The bytes on disk are not those that were rendered: nobody gets them."""


def render_files(batch_id: UUID | str) -> int:
    """Render what a batch lacks: the summary once it is sealed, the bank's files once it is released; then sign these.

    May run again after a crash at any moment: the bytes are the same, and the row is written last and once.

    Raises:
        SealBroken: the lines are no longer what was sealed.
    """
    batch = PaymentBatch.objects.select_related("bank_template").get(pk=batch_id)
    rendered = set(batch.files.values_list("kind", "part"))
    missing = [(kind, part) for kind, part in _wanted(batch) if (kind, part.number) not in rendered]
    if missing and digest_of(batch) != batch.digest:
        raise SealBroken(f"{batch.number} is not what was sealed; no file was written")
    for kind, part in missing:
        _list(batch, kind, part.number, keep(batch, kind, part))
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
            detail=_named(file) | {"sha256": file.sha256},
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
    if intact and file.kind != FileKind.SUMMARY:  # the summary goes round before anything is signed
        manifest = ReleaseManifest.objects.filter(batch=file.batch_id).first()
        if manifest is None:
            raise ActionRefused(_("放行清单还没有签好，请稍后刷新页面再下载。"))
        problem = problem_with(manifest, file)
    if problem:
        audit.record("batch_file.damaged", file, by=by, detail=_named(file))
        advice = _("已停止下载。请联系系统管理员，不要使用此前留存的副本。")
        raise FileDamaged(f"{problem}{advice}")


def _named(file: BatchFile) -> dict[str, Any]:
    """Which file it is, for the log."""
    return {"kind": file.kind, "part": file.part, "batch": file.batch.number}


def _wanted(batch: PaymentBatch) -> list[tuple[FileKind, Part]]:
    summary = (FileKind.SUMMARY, Part())
    if batch.status in AT_THE_BANK:
        return [summary, *files_of(batch)]
    return [summary] if batch.status in WITH_FINANCE else []


@transaction.atomic
def _list(batch: PaymentBatch, kind: FileKind, part: int, kept: KeptFile) -> None:
    """Write the row of a kept file unless another worker has; the one that is there must say the same."""
    values = asdict(kept) | {"rendered_at": clock.now()}
    file, made = BatchFile.objects.get_or_create(batch=batch, kind=kind, part=part, defaults=values)
    if made:
        detail = {"kind": kind, "part": part, "sha256": kept.sha256, "size": kept.size}
        audit.record("batch_file.rendered", file, by=None, detail=detail)
    elif file.sha256 != kept.sha256:
        raise FileDamaged(f"{kept.storage_name} was rendered twice with different bytes")
