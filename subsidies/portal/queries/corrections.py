"""What others ask the applicant to set right, and the pages on which to do so."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.kinds import CorrectionCode
from subsidies.review.models import CorrectionItem
from subsidies.verification.models import Verification
from talent.profiles.kinds import EvidenceKind

SECTIONS = {
    CorrectionCode.IDENTITY: "identity",
    CorrectionCode.DEGREE_DATA: "degrees",
    CorrectionCode.CERTIFICATE_UNREADABLE: "evidence",
    CorrectionCode.CHSI_CODE: "degrees",
    CorrectionCode.OVERSEAS_CERTIFICATION: "evidence",
    CorrectionCode.EMPLOYMENT_DATA: "employment",
    CorrectionCode.CONTRACT: "evidence",
    CorrectionCode.SOCIAL_INSURANCE: "evidence",
    CorrectionCode.BANK_ACCOUNT: "bank_account",
    CorrectionCode.FAMILY_DATA: "family",
}
"""The section in which each thing is set right; what is missing here may lie anywhere."""
FILES = {
    CorrectionCode.SOCIAL_INSURANCE: EvidenceKind.SOCIAL_INSURANCE,
    CorrectionCode.OVERSEAS_CERTIFICATION: EvidenceKind.OVERSEAS_CERTIFICATION,
    CorrectionCode.CONTRACT: EvidenceKind.CONTRACT,
}
"""The files that a correction asks for, whether or not every application needs them."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to set right: the section, what it is, and the words of whoever asks (may be empty)."""

    section: str
    title: str | Promise
    note: str
    file_kind: str = ""

    @property
    def text(self) -> str:
        return _("%(title)s：%(note)s") % {"title": self.title, "note": self.note} if self.note else str(self.title)


def corrections_of(application: Application) -> list[Correction]:
    """What the office or the employer asks to set right, while the case waits for the applicant."""
    if application.status == ApplicationStatus.RETURNED:
        review = application.reviews.filter(outcome="returned").last()
        return [_of_office(item) for item in review.corrections.all()] if review else []
    if application.status == ApplicationStatus.DISPUTED:
        answers = Verification.objects.filter(submission__application=application, outcome="disputed")
        return [_of_employer(answer) for answer in answers.order_by("-answered_at")[:1]]
    return []


def _of_office(item: CorrectionItem) -> Correction:
    code = CorrectionCode(item.code)
    return Correction(SECTIONS.get(code, ""), code.label, item.note, FILES.get(code, ""))


def _of_employer(answer: Verification) -> Correction:
    return Correction("employment", answer.get_reason_display(), answer.comment)
