"""The demo's applicants: who they are, and everything that an application needs of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from talent.accounts.actions import give_consent
from talent.accounts.consent import SENSITIVE_DATA
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers.identity_number import check_digit
from talent.profiles import actions as profiles
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Degree, Institution, Person
from talent.uploads.inspection import CleanUpload, inspect_upload

MONTH = dt.timedelta(days=30)
SAMPLE_REGION = "220184"
SAMPLE_ORDER = 970
"""Sequence numbers of made-up identity numbers start here: they are valid, and belong to nobody on purpose."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up graduate; ``hired_days_ago`` and ``age`` are relative to the day of loading."""

    name: str
    level: str
    institution: str
    employer: str
    age: int = 25
    hired_days_ago: int = 120
    contract_months: int = 36
    insured_months: int = 4


@dataclass(frozen=True, slots=True)
class Papers:
    """Inspected sample scans, one for each kind of evidence, shared by everybody in the demo."""

    uploads: dict[EvidenceKind, CleanUpload]

    @classmethod
    def make(cls) -> Papers:
        """Draw and inspect the scans: they say that they are samples."""
        kinds = (EvidenceKind.GRADUATION_CERTIFICATE, EvidenceKind.DEGREE_CERTIFICATE, EvidenceKind.CONTRACT)
        return cls({kind: inspect_upload(_scan(str(kind.label))) for kind in kinds})


def identity_number(sample: Sample, order: int) -> str:
    """A valid number that is marked as made up by its sequence number."""
    born_on = birth_day(sample, order)
    first17 = f"{SAMPLE_REGION}{born_on:%Y%m%d}{SAMPLE_ORDER + order % 30:03d}"
    return first17 + check_digit(first17)


def birth_day(sample: Sample, order: int) -> dt.date:
    """A birth day that makes the person as old as the sample says."""
    return dt.date(clock.real_today().year - sample.age, 1 + order % 12, 1 + order % 28)


def load_person(sample: Sample, user: User, employer: Employer, papers: Papers, *, order: int) -> Person:
    """Enter a whole profile as its person would, by the same actions."""
    give_consent(user, SENSITIVE_DATA, by=user)
    person = profiles.save_identity(
        by=user,
        name=sample.name,
        document_type="resident_id",
        identity_number=identity_number(sample, order),
        born_on=birth_day(sample, order),
        foreign_expert=False,
    )
    hired_on = clock.real_today() - dt.timedelta(days=sample.hired_days_ago)
    profiles.save_degree(_degree(sample, person, hired_on - MONTH, order), by=user)
    profiles.save_employment(
        person,
        by=user,
        employer=employer,
        hired_on=hired_on,
        contract_months=sample.contract_months,
        open_ended=False,
        works_in_city=True,
        insured_months=sample.insured_months,
    )
    profiles.change_bank_account(
        person,
        by=user,
        holder_name=sample.name,
        account_number=sample_account(order),
        bank_name="中国工商银行长春汽车城支行",
    )
    for kind, upload in papers.uploads.items():
        profiles.add_evidence(person, by=user, kind=kind, upload=upload)
    return person


def sample_account(order: int) -> str:
    """A 19-digit card number with a right check digit, in a range that no bank issues to people."""
    first18 = f"622202990000{order:06d}"
    digits = [int(digit) for digit in first18]
    doubled = [sum(divmod(digit * 2, 10)) if place % 2 == 1 else digit for place, digit in enumerate(digits)]
    return first18 + str(-sum(doubled) % 10)


def _degree(sample: Sample, person: Person, awarded_on: dt.date, order: int) -> Degree:
    institution = Institution.objects.filter(name=sample.institution).first()
    return Degree(
        person=person,
        level=sample.level,
        institution=institution,
        institution_name=sample.institution,
        awarded_on=awarded_on,
        full_time=True,
        graduation_certificate_number=f"10183{awarded_on:%Y}05{order:06d}",
        degree_certificate_number=f"10183{awarded_on:%Y}{order:06d}",
        chsi_code=f"SAMPLE{order:06d}",
        chsi_code_expires_on=clock.real_today() + 6 * MONTH,
    )


def _scan(title: str) -> SimpleUploadedFile:
    image = Image.new("RGB", (1240, 877), "#fbf7ee")
    draw = ImageDraw.Draw(image)
    font = str(settings.PDF_FONT_DIR / "400Regular" / "NotoSansSC_400Regular.ttf")
    draw.rectangle((40, 40, 1200, 837), outline="#b08d57", width=6)
    draw.text((620, 330), title, fill="#1d2129", font=ImageFont.truetype(font, 96), anchor="mm")
    draw.text((620, 520), "样例 · 仅供演示", fill="#c8161d", font=ImageFont.truetype(font, 48), anchor="mm")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return SimpleUploadedFile(f"{title}.png", buffer.getvalue(), content_type="image/png")
