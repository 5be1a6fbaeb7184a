"""What a release manifest says, and whether one still holds.

Canonical JSON: sorted keys, no blanks, UTF-8, one line feed at the end. It names the batch and its totals, the digest
of the sealed lines, each file with its SHA-256, who drew up, sealed, approved and released (keys of natural persons,
no names), and the digest of the manifest before it, so that a missing or inserted release shows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from subsidies.payments import signing
from subsidies.payments.models import BatchFile, ManifestHead, PaymentBatch, ReleaseManifest
from talent.audit import chain

FORMAT = "talent-release-manifest/1"


def manifest_content(batch: PaymentBatch, files: Iterable[BatchFile], *, sequence: int, previous: str) -> str:
    """The text that is signed for a released batch and its rendered files."""
    said = {
        "format": FORMAT,
        "sequence": sequence,
        "previous": previous,
        "key": signing.current_key_id(),
        "batch": {
            "id": str(batch.pk),
            "number": batch.number,
            "line_count": batch.line_count,
            "total_yuan": batch.total_yuan,
            "budget_line": batch.budget_line,
            "budget_subject": batch.budget_subject,
            "voucher_number": batch.voucher_number,
            "sealed_digest": batch.digest,
            "sealed_at": _instant(batch.sealed_at),
            "approved_at": _instant(batch.approved_at),
            "released_at": _instant(batch.released_at),
            "drawn_up_by": str(batch.drawn_up_person_id),
            "sealed_by": str(batch.sealed_person_id),
            "approved_by": str(batch.approved_person_id),
            "released_by": str(batch.released_person_id),
        },
        "files": sorted((_file(file) for file in files), key=lambda file: str(file["name"])),
        "audit_head": str(chain.head()),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def problem_with(manifest: ReleaseManifest, file: BatchFile | None = None) -> str:
    """Why nobody may rely on a manifest, or on a file by it; empty where all is well."""
    content = manifest.content.encode()
    if hashlib.sha256(content).hexdigest() != manifest.digest:
        return _("放行清单的内容与登记的校验码不符。")
    try:
        signature = base64.b64decode(manifest.signature, validate=True)
    except (binascii.Error, ValueError):
        return _("放行清单的签名无法识别。")
    if not signing.is_genuine(content, signature, manifest.key_id):
        return _("放行清单的签名不符。")
    said = json.loads(content)
    if said["batch"]["id"] != str(manifest.batch_id) or said["sequence"] != manifest.sequence:
        return _("放行清单不是这个批次的。")
    if file is not None and {"name": file.name, "sha256": file.sha256, "size": file.size} not in said["files"]:
        return _("文件与放行清单不符。")
    return ""


def chain_differences() -> Iterator[str]:
    """One sentence in English for each manifest that does not hold or does not follow the one before it."""
    previous, count = "", 0
    for count, manifest in enumerate(ReleaseManifest.objects.select_related("batch").iterator(500), start=1):
        number = manifest.batch.number
        if problem := problem_with(manifest):
            yield f"{number}: release manifest {manifest.sequence}: {problem}"
            continue
        said = json.loads(manifest.content)
        if manifest.sequence != count or said["previous"] != previous:
            yield f"{number}: release manifest {manifest.sequence} does not follow the one before it"
        if said["batch"]["sealed_digest"] != manifest.batch.digest:
            yield f"{number}: the release manifest names another seal"
        previous = manifest.digest
    head = ManifestHead.objects.first()
    if (head.sequence if head else 0) != count or (head.digest if head else "") != previous:
        yield "the last release manifest is not the end of their chain"


def _file(file: BatchFile) -> dict[str, Any]:
    return {"name": file.name, "sha256": file.sha256, "size": file.size}


def _instant(at: Any) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
