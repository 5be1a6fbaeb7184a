"""The closed lists of the employer's desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

EMPLOYER_SUMMARY = "employer_summary"
"""The kind of paper by which a unit hands in whom it verified."""


class RosterWord(TextChoices):
    """Whether the employer's roster in force has the person."""

    LISTED = "listed", _("花名册有此人")
    UNLISTED = "unlisted", _("不在花名册")


class Due(TextChoices):
    """How a case stands with the day by which the employer promised to answer."""

    LATE = "late", _("已超期")
    TODAY = "today", _("今天到期")


class VerificationOutcome(TextChoices):
    VERIFIED = "verified", _("核实无误")
    DISPUTED = "disputed", _("有异议")


class DisputeReason(TextChoices):
    """Why an employer does not confirm what the applicant states."""

    NOT_EMPLOYED = "not_employed", _("不是本单位职工")
    HIRED_ON_DIFFERS = "hired_on_differs", _("入职日期不一致")
    CONTRACT_DIFFERS = "contract_differs", _("合同期限不一致")
    PLACE_DIFFERS = "place_differs", _("工作地点不一致")
    INSURANCE_DIFFERS = "insurance_differs", _("社保缴费情况不一致")
    HAS_LEFT = "has_left", _("已离职")
    OTHER = "other", _("其他原因")
