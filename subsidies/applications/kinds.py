"""The closed lists that a case chooses from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Benefit(TextChoices):
    """What a person may apply for; each is decided by itself."""

    LIVING = "living", _("生活补贴")
    HOUSING = "housing", _("住房保障")
    SCHOOLING = "schooling", _("子女入学")


class Letter(TextChoices):
    """The papers of a case: what an applicant is handed, and the form that the office signs and files."""

    RECEIPT = "receipt", _("受理回执")
    CORRECTION = "correction_letter", _("补正通知书")
    DECISION = "decision_letter", _("审核结果通知书")
    APPROVAL_FORM = "approval_form", _("申请审批表")


class Outcome(TextChoices):
    """The decision on one benefit."""

    PENDING = "pending", _("尚未决定")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不予通过")


class FactSource(TextChoices):
    """Where a fact is known from that stands in place of what was entered."""

    OFFICE = "office", _("人才办核实")
    EMPLOYER = "employer", _("用人单位说明")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险经办机构")
    REAL_ESTATE = "real_estate", _("不动产登记机构")
    MARRIAGE = "marriage", _("婚姻登记机关")
    PUBLIC_PAYROLL = "public_payroll", _("财政供养人员管理部门")
    SUBSIDIES = "subsidies", _("其他补贴发放部门")
    EDUCATION = "education", _("学历学位认证机构")
