"""Issuing papers, taking them back, and keeping the scans of signed copies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import canonical
from talent.audit import events as audit
from talent.calendars import clock
from talent.papers.codes import new_code
from talent.papers.kinds import frozen_among, may_attach
from talent.papers.models import IssuedPaper, SignedScan
from talent.uploads.inspection import CleanUpload
from talent.workflow.refusals import ActionRefused

MOST_SCANS = 20
"""In use beside one paper at a time."""


@transaction.atomic
def issue(
    *,
    kind: str,
    number: str,
    about: UUID,
    holder: str,
    content: dict[str, Any],
    by: User | None,
    dossier: UUID | None = None,
    issuer: str = "",
    renew: bool = False,
) -> IssuedPaper:
    """Issue a paper of a kind about a thing, or find the one that was issued.

    Args:
        number: printed on the paper; no other paper in force has it.
        holder: whom it is for, already masked where that is a person.
        content: all that the paper says, as plain JSON.
        by: who causes it; None for the portal itself.
        dossier: what it is filed under, where that is not what it is about.
        issuer: whose paper it is, where it is not the office's.
        renew: where the paper in force says something else, withdraw it and issue another.
    """
    found = _in_force(kind, about)
    digest = canonical.digest(content)
    if found is not None and renew and found.digest != digest:
        withdraw(found, by=by, reason=_("内容有变，已重新出具"))
        found = None
    if found is not None:
        return found
    try:
        with transaction.atomic():
            paper = IssuedPaper.objects.create(
                kind=kind,
                number=number,
                about=about,
                dossier=dossier or about,
                holder=holder,
                issuer=issuer or settings.ISSUING_OFFICE,
                issued_at=clock.now(),
                issued_by=by,
                code=new_code(),
                content=content,
                digest=digest,
            )
    except IntegrityError:
        if (found := _in_force(kind, about)) is None:  # not a race: the number is another paper's
            raise
        return found
    audit.record("paper.issued", paper, by=by, detail={"kind": kind, "number": number, "sha256": digest})
    return paper


@transaction.atomic
def withdraw(paper: IssuedPaper, *, by: User | None, reason: str) -> None:
    """Let a paper not count any more: its code answers like one that never was. Doing it again changes nothing."""
    paper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if paper.withdrawn_at is not None:
        return
    _refuse_frozen(paper)
    paper.withdrawn_at, paper.withdrawn_by = clock.now(), by
    paper.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("paper.withdrawn", paper, by=by, reason=reason, detail={"kind": paper.kind, "number": paper.number})


def withdraw_of(kind: str, about: UUID, *, by: User | None, reason: str) -> None:
    """Withdraw the paper of a kind about a thing, where there is one: what it says came to nothing."""
    if (found := _in_force(kind, about)) is not None:
        withdraw(found, by=by, reason=reason)


def attach_scan(paper: IssuedPaper, *, by: User, upload: CleanUpload) -> SignedScan:
    """Keep the scan of a signed copy beside its paper; the same file again changes nothing.

    Raises:
        ActionRefused: the user's roles may not, or there are too many.
    """
    _refuse_others(paper, by=by)
    storage_name = default_storage.save(upload.name, upload.as_file())
    listed = None
    try:
        listed = _list(paper, storage_name, by=by, upload=upload)
    finally:
        if listed is None or listed.storage_name != storage_name:
            default_storage.delete(storage_name)
    return listed


@transaction.atomic
def withdraw_scan(scan: SignedScan, *, by: User) -> None:
    """Take a wrong scan out of use; the file stays for the log."""
    _refuse_others(scan.paper, by=by)
    _refuse_frozen(IssuedPaper.objects.select_for_update().get(pk=scan.paper_id))
    if SignedScan.objects.in_use().filter(pk=scan.pk).update(withdrawn_at=clock.now()):
        audit.record("paper.scan_withdrawn", scan, by=by, detail={"number": scan.paper.number})


def note_reading(paper: IssuedPaper, *, by: User) -> None:
    """Log that staff read somebody's paper; the holder's own reading is no news."""
    if by.is_staff_account:
        audit.record("paper.read", paper, by=by, detail={"kind": paper.kind, "number": paper.number})


def note_scan_reading(scan: SignedScan, *, by: User) -> None:
    """Log that staff looked at a signed scan."""
    if by.is_staff_account:
        audit.record("paper.scan_read", scan, by=by, detail={"number": scan.paper.number})


def _in_force(kind: str, about: UUID) -> IssuedPaper | None:
    return IssuedPaper.objects.in_force().filter(kind=kind, about=about).first()


def _refuse_others(paper: IssuedPaper, *, by: User) -> None:
    if not may_attach(paper.kind, user=by):
        raise ActionRefused(_("您没有办理这份公文扫描件的权限。"))


def _refuse_frozen(paper: IssuedPaper) -> None:
    if frozen_among([paper]):
        raise ActionRefused(_("这份公文已经报送，内容和扫描件不能再改。确需更正的，请先撤回报送，或请人才办退回。"))


@transaction.atomic
def _list(paper: IssuedPaper, storage_name: str, *, by: User, upload: CleanUpload) -> SignedScan:
    paper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    in_use = paper.scans.in_use()
    same = in_use.filter(sha256=upload.sha256).first()
    if same is not None:
        return same
    _refuse_frozen(paper)
    if in_use.count() >= MOST_SCANS:
        raise ActionRefused(_("一份公文最多保存 %(count)d 个扫描件，请先移除不需要的。") % {"count": MOST_SCANS})
    scan = SignedScan.objects.create(
        paper=paper,
        storage_name=storage_name,
        original_name=upload.name[:200],
        content_type=upload.content_type,
        size=upload.size,
        pages=upload.pages,
        sha256=upload.sha256,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    audit.record("paper.scan_attached", scan, by=by, detail={"number": paper.number, "sha256": upload.sha256})
    return scan
