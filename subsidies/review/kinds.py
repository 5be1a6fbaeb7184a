"""The closed lists of the talent office's desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

OPENED = "application.opened"
"""The event of an officer's reading a case."""
READINGS = (
    OPENED,
    "application.numbers_revealed",
    "application.taken",
    "application.handed_over",
    "application.given_back",
)
"""Events that change nothing about what was to be read."""


class CorrectionCode(TextChoices):
    """What an applicant is asked to correct; letters and pages word it from here."""

    IDENTITY = "identity", _("证件信息有误或不清晰")
    DEGREE_DATA = "degree_data", _("学历学位信息与证书不一致")
    CERTIFICATE_UNREADABLE = "certificate_unreadable", _("学历或学位证书影像不清晰")
    CHSI_CODE = "chsi_code", _("学信网验证码失效或缺失")
    OVERSEAS_CERTIFICATION = "overseas_certification", _("缺少国（境）外学历学位认证书")
    EMPLOYMENT_DATA = "employment_data", _("任职信息有误")
    CONTRACT = "contract", _("劳动合同缺失或不清晰")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险记录缺失或不清晰")
    BANK_ACCOUNT = "bank_account", _("银行账户信息有误")
    FAMILY_DATA = "family_data", _("家庭信息有误")
    OTHER = "other", _("其他")


class ReviewOutcome(TextChoices):
    """What the first reviewer did with the case."""

    PROPOSED = "proposed", _("提出审核意见")
    RETURNED = "returned", _("退回补正")


class RecheckOutcome(TextChoices):
    """What the second person did with the proposal."""

    CONFIRMED = "confirmed", _("复核同意")
    SENT_BACK = "sent_back", _("退回初审")


class CodeKind(TextChoices):
    """What an officer checks on an official page of its own."""

    CHSI = "chsi", _("学信网在线验证码")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险缴费记录")


OFFICIAL_PAGES = {
    CodeKind.CHSI: "https://www.chsi.com.cn/xlcx/bgcx.jsp",
    CodeKind.SOCIAL_INSURANCE: "https://si.12333.gov.cn/",
}
"""Where a code is checked: the online verification of 学信网, and the national platform of social insurance."""


class CodeResult(TextChoices):
    """What the official page answered."""

    MATCHES = "matches", _("与填报一致")
    DIFFERS = "differs", _("与填报不一致")
    NOT_FOUND = "not_found", _("查不到，或验证码已失效")
