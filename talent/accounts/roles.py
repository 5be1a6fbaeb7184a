"""The roles of the portal. A person without any staff role is an applicant."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who someone is to the portal; the values stand in transition tables and access rules."""

    APPLICANT = "applicant", _("申请人")
    HR_OFFICER = "hr_officer", _("用人单位人事")
    REVIEWER = "reviewer", _("人才办审核人员")
    FINANCE_OFFICER = "finance_officer", _("财政局经办人员")
    POLICY_OFFICER = "policy_officer", _("政策管理人员")
    AUDITOR = "auditor", _("审计人员")
    ADMINISTRATOR = "administrator", _("账号管理员")


STAFF_ROLES = tuple(role for role in Role if role is not Role.APPLICANT)
SYSTEM = "system"
"""In a transition table: what the portal does by itself, on a day or after an upload."""
