"""Uploading one file of evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.profiles.kinds import EvidenceKind
from talent.ui.widgets import EvidenceInput
from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.refusals import UploadRejected


class EvidenceForm(forms.Form):
    """A file and what it shows; the file is inspected by its content."""

    kind = forms.ChoiceField(label=_("材料类型"), choices=EvidenceKind.choices)
    file = forms.FileField(
        label=_("选择文件"),
        widget=EvidenceInput,
        help_text=_("JPG、PNG 或 PDF，不超过 10 MB；手机拍照请保证四角完整、字迹清楚。"),
    )
    upload: CleanUpload

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if file := cleaned.get("file"):
            try:
                self.upload = inspect_upload(file)
            except UploadRejected as error:
                self.add_error("file", error)
        return cleaned
