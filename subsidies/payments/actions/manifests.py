"""Signing what a released batch consists of, once its files are there."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction

from subsidies.payments import signing
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import ManifestHead, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.release_manifest import manifest_content
from talent.audit import events as audit
from talent.calendars import clock


@transaction.atomic
def sign_manifest(batch_id: UUID | str) -> ReleaseManifest | None:
    """The manifest of a released batch, made now where there is none; None before the release, or while files lack.

    May run again after a crash at any moment: the head of the chain is locked, so one batch gets one manifest and no
    place in the chain is given twice.

    Raises:
        ImproperlyConfigured: there is no key to sign with.
    """
    head, _made = ManifestHead.objects.get_or_create(pk=1)
    head = ManifestHead.objects.select_for_update().get(pk=head.pk)
    batch = PaymentBatch.objects.get(pk=batch_id)
    bank_files = batch.files.exclude(kind=FileKind.SUMMARY).count()
    if batch.status not in AT_THE_BANK or bank_files != batch.bank_file_count:
        return None
    if (existing := ReleaseManifest.objects.filter(batch=batch).first()) is not None:
        return existing
    content = manifest_content(batch, batch.files.all(), sequence=head.sequence + 1, previous=head.digest)
    signed = content.encode()
    manifest = ReleaseManifest.objects.create(
        batch=batch,
        sequence=head.sequence + 1,
        content=content,
        digest=hashlib.sha256(signed).hexdigest(),
        signature=signing.encoded(signing.sign(signed)),
        key_id=signing.current_key_id(),
        signed_at=clock.now(),
    )
    head.sequence, head.digest = manifest.sequence, manifest.digest
    head.save()
    detail = {"number": batch.number, "sequence": manifest.sequence, "sha256": manifest.digest}
    audit.record("batch.manifest_signed", batch, by=None, detail=detail)
    return manifest
