"""What others ask the applicant to set right, and the pages on which to do so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.snapshots import entered_by
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

SECTION_OF_SNAPSHOT = {
    "person": "identity",
    "degrees": "degrees",
    "employment": "employment",
    "bank_account": "bank_account",
    "family": "family",
    "children": "family",
}
"""The section of the form whose answers stand under each key of a snapshot, as far as they can be asked about."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to set right: the section, what it is, and the words of whoever asks (may be empty).

    ``changed`` when something of what it asks about was changed since it was asked.
    """

    section: str
    title: str | Promise
    note: str
    file_kind: str = ""
    changed: bool = False

    @property
    def text(self) -> str:
        return _("%(title)s：%(note)s") % {"title": self.title, "note": self.note} if self.note else str(self.title)


def corrections_of(application: Application) -> list[Correction]:
    """What the office or the employer asks to set right, while the case waits for the applicant."""
    asked = _asked(application)
    if not asked:
        return []
    changed = changed_since_submission(application)
    return [replace(correction, changed=_is_changed(correction, changed)) for correction in asked]


def changed_since_submission(application: Application) -> set[str]:
    """The sections, and kinds of file, that differ from what was handed in last."""
    submission = application.submissions.last()
    if submission is None:
        return set()
    before, now = submission.entered, entered_by(application)
    changed = {SECTION_OF_SNAPSHOT[key] for key in SECTION_OF_SNAPSHOT if before.get(key) != now.get(key)}
    held = set(submission.evidence.values_list("kind", "sha256"))
    differing = held ^ set(application.person.evidence.in_use().values_list("kind", "sha256"))
    return changed | {kind for kind, _digest in differing} | ({"evidence"} if differing else set())


def _is_changed(correction: Correction, changed: set[str]) -> bool:
    if correction.file_kind:
        return correction.file_kind in changed
    return correction.section in changed if correction.section else bool(changed)


def _asked(application: Application) -> list[Correction]:
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
