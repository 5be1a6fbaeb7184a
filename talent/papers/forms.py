"""Typing a code, uploading a signed scan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.papers.codes import LENGTH, normalized
from talent.ui.widgets import EvidenceInput
from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.limits import Limits


class CodeForm(forms.Form):
    """The code under the QR code, in any spelling."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=100,
        help_text=_("印在二维码下方，共 28 位字母和数字；不分大小写，横线可以不输。"),
        error_messages={
            "required": _("请输入二维码下方的验证码。"),
            "max_length": _("验证码共 28 位，输入的太长，请核对。"),
            "null_characters_not_allowed": _("含有无法识别的字符，请重新输入。"),
        },
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The one spelling, fit for an address: letters and digits alone."""
        code = "".join(char for char in normalized(self.cleaned_data["code"]) if char.isascii() and char.isalnum())
        if not code:
            raise forms.ValidationError(_("验证码由字母和数字组成，请核对后重新输入。"))
        if len(code) != LENGTH:
            raise forms.ValidationError(
                _("验证码应为 %(length)d 位，现在是 %(count)d 位，请核对。") % {"length": LENGTH, "count": len(code)}
            )
        return code


class ScanForm(forms.Form):
    """One file: a photo or PDF of the signed copy; ``upload`` is what the gate made of it."""

    upload: CleanUpload
    file = forms.FileField(
        label=_("签章扫描件"),
        error_messages={
            "required": _("请选择要上传的扫描件。"),
            "empty": _("文件是空的，请重新选择文件后上传。"),
            "missing": _("请选择要上传的扫描件。"),
            "invalid": _("请选择要上传的扫描件。"),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].widget = EvidenceInput(max_bytes=Limits.from_settings().max_bytes)

    def clean_file(self) -> None:
        """Inspected and rewritten; UploadRejected shows at the field."""
        self.upload = inspect_upload(self.cleaned_data["file"])


class PrintForm(forms.Form):
    """The key of a print run, which comes with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
