"""Sample scans: drawn once for each kind of evidence, shared by everybody in the demo."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Evidence
from talent.uploads.inspection import CleanUpload, inspect_upload

KINDS = (
    EvidenceKind.GRADUATION_CERTIFICATE,
    EvidenceKind.DEGREE_CERTIFICATE,
    EvidenceKind.CONTRACT,
    EvidenceKind.OVERSEAS_CERTIFICATION,
    EvidenceKind.IDENTITY,
)
LINKS_AT_MOST = 10_000
"""Names that one file bears: file systems allow some ten thousands."""


@dataclass(slots=True)
class Papers:
    """Inspected sample scans, one for each kind of evidence."""

    uploads: dict[EvidenceKind, CleanUpload]
    _placed: dict[EvidenceKind, tuple[Path, int]] = field(default_factory=dict)

    @classmethod
    def make(cls) -> Papers:
        """Draw and inspect the scans: they say that they are samples."""
        return cls({kind: inspect_upload(_scan(str(kind.label))) for kind in KINDS})

    def describe(self, evidence: Evidence) -> None:
        """Fill in an evidence row of some kind, not yet saved, and put its file in place."""
        kind = EvidenceKind(evidence.kind)
        upload = self.uploads[kind]
        evidence.storage_name = self.place(kind, evidence.pk)
        evidence.original_name, evidence.content_type = upload.name, upload.content_type
        evidence.size, evidence.pages, evidence.sha256 = upload.size, upload.pages, upload.sha256

    def place(self, kind: EvidenceKind, key: UUID) -> str:
        """Put a scan into private storage under a name of its own; one file bears many names where the disk can."""
        name = f"demo/{str(key)[:2]}/{key}{self.uploads[kind].extension}"
        place = Path(settings.PRIVATE_ROOT) / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.unlink(missing_ok=True)
        first, names = self._placed.get(kind, (place, 0))
        try:
            if not 0 < names < LINKS_AT_MOST:
                raise OSError("a file of its own")
            os.link(first, place)
        except OSError:
            place.write_bytes(self.uploads[kind].content)
            place.chmod(0o600)
            first, names = place, 0
        self._placed[kind] = first, names + 1
        return name


def _scan(title: str) -> SimpleUploadedFile:
    image = Image.new("RGB", (1240, 877), "#fbf7ee")
    draw = ImageDraw.Draw(image)
    font = str(settings.PDF_FONT_DIR / "400Regular" / "NotoSansSC_400Regular.ttf")
    draw.rectangle((40, 40, 1200, 837), outline="#b08d57", width=6)
    draw.text((620, 330), title, fill="#1d2129", font=ImageFont.truetype(font, 96), anchor="mm")
    draw.text((620, 520), "样例 · 仅供演示", fill="#c8161d", font=ImageFont.truetype(font, 48), anchor="mm")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return SimpleUploadedFile(f"{title}.png", buffer.getvalue(), content_type="image/png")
