"""Evidence files: kept, listed, taken out of use."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.representation import hand_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.profiles.actions.own import locked
from talent.profiles.models import Evidence, Person
from talent.uploads.inspection import CleanUpload
from talent.workflow.refusals import ActionRefused

MOST_FILES = 60
"""In use by one person at a time."""


def add_evidence(person: Person, *, by: User, kind: str, upload: CleanUpload) -> Evidence:
    """Keep an inspected file in private storage and list it under its kind; the same file again changes nothing.

    Raises:
        ActionRefused: the person has too many files.
    """
    storage_name = default_storage.save(upload.name, upload.as_file())
    listed = None
    try:
        listed = _list(person, storage_name, by=by, kind=kind, upload=upload)
    finally:
        if listed is None or listed.storage_name != storage_name:
            default_storage.delete(storage_name)
    return listed


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a file out of use; cases that were submitted with it keep it."""
    locked(evidence.person, by=by)
    evidence.withdrawn_at = clock.now()
    evidence.save(update_fields=["withdrawn_at"])
    audit.record("profile.evidence_withdrawn", evidence, by=by)


@transaction.atomic
def _list(person: Person, storage_name: str, *, by: User, kind: str, upload: CleanUpload) -> Evidence:
    person = locked(person, by=by)
    in_use = person.evidence.in_use()
    same = in_use.filter(kind=kind, sha256=upload.sha256).first()
    if same is not None:
        return same
    if in_use.count() >= MOST_FILES:
        raise ActionRefused(_("最多保存 %(count)d 个文件，请先移除不需要的。") % {"count": MOST_FILES})
    evidence = Evidence.objects.create(
        person=person,
        kind=kind,
        storage_name=storage_name,
        original_name=upload.name[:200],
        content_type=upload.content_type,
        size=upload.size,
        pages=upload.pages,
        sha256=upload.sha256,
        uploaded_by=hand_of(by),
        uploaded_at=clock.now(),
    )
    audit.record("profile.evidence_added", evidence, by=by, detail={"kind": kind})
    return evidence
