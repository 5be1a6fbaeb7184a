"""Uploading evidence: a place for each kind of file, several photos in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.profiles.forms.wording import WordedForm
from talent.profiles.kinds import EvidenceKind
from talent.ui.widgets import EvidenceInput
from talent.uploads.file_names import safe_file_name
from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.limits import Limits
from talent.uploads.refusals import UploadRejected

MOST_AT_ONCE = 9
HINTS = {
    EvidenceKind.IDENTITY: gettext_lazy("证件上有照片和号码的一页；有背面的，背面也要。"),
    EvidenceKind.GRADUATION_CERTIFICATE: gettext_lazy("毕业证书内页；有几个学位的，每个学位的都要。"),
    EvidenceKind.DEGREE_CERTIFICATE: gettext_lazy("学位证书内页；有几个学位的，每个学位的都要。"),
    EvidenceKind.OVERSEAS_CERTIFICATION: gettext_lazy("教育部留学服务中心出具的认证书。"),
    EvidenceKind.CONTRACT: gettext_lazy("首页、期限所在页和签字盖章页，可以一次选择多张照片。"),
    EvidenceKind.SOCIAL_INSURANCE: gettext_lazy("社会保险经办机构出具的缴费记录。"),
}
"""What a file of each kind should show."""


class FilesInput(EvidenceInput):
    """Any number of files for one kind of evidence."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files that the form itself looks at, so that a bad one does not keep out the good."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class EvidenceForm(WordedForm):
    """A field for each of ``kinds``; those in ``required`` must get a file.

    ``uploads`` holds the good files, also of a form with errors: nobody has to send a file twice.
    """

    def __init__(
        self, *args: Any, kinds: Iterable[EvidenceKind], required: Iterable[EvidenceKind] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.uploads: list[tuple[EvidenceKind, CleanUpload]] = []
        self.needed = frozenset(required)
        most = Limits.from_settings().max_bytes
        for kind in kinds:
            self.fields[kind.value] = FilesField(
                label=kind.label,
                required=False,
                widget=FilesInput(max_bytes=most),
                help_text=HINTS.get(kind, ""),
            )

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            kind = EvidenceKind(name)
            self._inspect(kind, self.files.getlist(name) if hasattr(self.files, "getlist") else [])
            if kind in self.needed and name not in self.errors and kind not in {kept for kept, _file in self.uploads}:
                self.add_error(name, _("请选择%(kind)s的照片或文件。") % {"kind": kind.label})
        return self.cleaned_data

    def _inspect(self, kind: EvidenceKind, files: list[UploadedFile[Any]]) -> None:
        if len(files) > MOST_AT_ONCE:
            self.add_error(kind.value, _("一次最多选择 %(count)d 个文件，请分几次上传。") % {"count": MOST_AT_ONCE})
            return
        for file in files:
            try:
                self.uploads.append((kind, inspect_upload(file)))
            except UploadRejected as refusal:
                named = {"name": safe_file_name(file.name or ""), "why": " ".join(refusal.messages)}
                self.add_error(kind.value, _("“%(name)s”没有保存：%(why)s") % named)
