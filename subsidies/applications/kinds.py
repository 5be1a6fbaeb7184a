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
