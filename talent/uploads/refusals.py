"""Why an upload is refused, and what its owner can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MESSAGES: dict[str, _StrPromise] = {
    "empty": _("文件是空的，请重新选择文件后上传。"),
    "too_large": _("文件超过 %(megabytes)s MB。照片请用手机截图或压缩后再传，PDF 请分成几个文件上传。"),
    "type": _("只能上传 JPG、PNG 图片或 PDF 文件。其他格式请先另存为 PDF，或截图后上传。"),
    "office": _("这是 Office 文档或压缩包。请在 WPS 或 Word 中选择“另存为 PDF”，再上传 PDF 文件。"),
    "heic": _(
        "这是苹果手机的 HEIC 格式照片。请截图后上传截图，或在手机“设置 › 相机 › 格式”中选“兼容性最佳”后重新拍照。"
    ),
    "damaged": _("文件不完整或已损坏，无法打开。请确认文件能在手机或电脑上正常打开，再重新上传。"),
    "too_many_pixels": _("图片尺寸过大（超过 %(megapixels)s 百万像素）。请截图或缩小后再上传。"),
    "pdf_password": _("这个 PDF 设有打开密码。请打开后选择“打印 › 另存为 PDF”，上传没有密码的文件。"),
    "pdf_pages": _("PDF 超过 %(pages)s 页。请只保留需要的页，或分成几个文件上传。"),
    "pdf_form": _("这个 PDF 是动态表单，别人打开时看不到内容。请打开后选择“打印 › 另存为 PDF”，再上传。"),
    "pdf_portfolio": _("这个 PDF 是装有多个文件的文件包。请把里面的文件分别另存为 PDF 或图片后上传。"),
    "too_complex": _("文件内容过于复杂，无法处理。请打开后选择“打印 › 另存为 PDF”，或截图后上传。"),
    "infected": _("文件未通过病毒扫描，没有保存。请更换文件，并检查您的设备。"),
    "scan_failed": _("暂时无法完成病毒扫描，文件没有保存。请稍后再试。"),
}


class UploadRejected(ValidationError):
    """The upload was not taken. ``code`` is a key of MESSAGES; raised in a form's clean it shows at the field."""

    def __init__(self, code: str, message: _StrPromise | str, params: dict[str, Any] | None = None) -> None:
        super().__init__(message, code=code, params=params)


def rejected(code: str, **params: object) -> UploadRejected:
    """The refusal for a code, with its message."""
    return UploadRejected(code, MESSAGES[code], params or None)
