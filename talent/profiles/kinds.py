"""The closed lists that a profile chooses from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NO_CERTIFICATE = "无"
"""Stands for the number of a certificate that a person says they do not have; nothing said is an empty number."""


class Degree(TextChoices):
    """Degree levels; the values are those of the policy package."""

    BACHELOR = "bachelor", pgettext_lazy("degree", "学士")
    MASTER = "master", pgettext_lazy("degree", "硕士")
    DOCTOR = "doctor", pgettext_lazy("degree", "博士")


class DocumentType(TextChoices):
    """Identity documents; the values are those of talent.identifiers.documents."""

    RESIDENT_ID = "resident_id", _("居民身份证")
    PASSPORT = "passport", _("护照")
    FOREIGN_PERMANENT_RESIDENT = "foreign_permanent_resident", _("外国人永久居留身份证")
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit", _("港澳台居民居住证")


class EvidenceKind(TextChoices):
    """What a file shows."""

    IDENTITY = "identity", _("身份证件")
    GRADUATION_CERTIFICATE = "graduation_certificate", _("学历证书")
    DEGREE_CERTIFICATE = "degree_certificate", _("学位证书")
    OVERSEAS_CERTIFICATION = "overseas_certification", _("国（境）外学历学位认证书")
    CONTRACT = "contract", _("劳动合同")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险缴费记录")
    OTHER = "other", _("其他材料")
