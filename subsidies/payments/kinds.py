"""The closed lists of the payment desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    CSV = "csv", _("银行代发文件（CSV，GB18030）")
    XLSX = "xlsx", _("银行代发文件（XLSX）")
    SUMMARY = "summary", _("发放汇总表（PDF）")


class ReturnStatus(TextChoices):
    PREVIEW = "preview", _("待确认")
    COMMITTED = "committed", _("已入账")
    DISCARDED = "discarded", _("已放弃")


class ReturnRowResult(TextChoices):
    """What a row of a bank return says, or why it is set apart."""

    PAID = "paid", _("已付")
    FAILED = "failed", _("付款失败")
    UNCHANGED = "unchanged", _("已入账，无变化")
    EXCEPTION = "exception", _("异常，待处理")
