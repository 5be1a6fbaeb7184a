"""What a person has entered, as they read it, and the evidence that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subsidies.applications.completeness import required_evidence
from subsidies.portal.queries.corrections import Correction
from talent.identifiers.masking import masked_identity
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Evidence, Person
from talent.ui.formatting import day, mask_account


@dataclass(frozen=True, slots=True)
class ProfileRow:
    label: str | Promise
    value: str


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """One part of the profile with the page that changes it; no rows while nothing was entered."""

    title: str
    url: str
    rows: list[ProfileRow]


@dataclass(frozen=True, slots=True)
class WantedEvidence:
    """A kind of file, the files of that kind, whether it must be there, and whether it is asked for at all."""

    kind: EvidenceKind
    files: list[Evidence]
    required: bool
    asked: bool

    @property
    def lacking(self) -> bool:
        return self.required and not self.files


def profile_sections(person: Person | None) -> list[ProfileSection]:
    """The parts of a profile in the order of the form."""
    return [
        ProfileSection(_("身份信息"), reverse("me:identity"), _identity(person)),
        ProfileSection(_("学历学位"), reverse("me:degrees"), _degrees(person)),
        ProfileSection(_("任职信息"), reverse("me:employment"), _employment(person)),
        ProfileSection(_("婚姻与住房"), reverse("me:household"), _household(person)),
        ProfileSection(_("子女信息"), reverse("me:children"), _children(person)),
        ProfileSection(_("收款账户"), reverse("me:bank_account"), _bank_account(person)),
        ProfileSection(_("证明材料"), reverse("me:evidence"), _evidence(person)),
    ]


def evidence_wanted(person: Person, corrections: Sequence[Correction]) -> list[WantedEvidence]:
    """Kinds of file: those that must be there, those that the office asks for or the person added, then others."""
    held: dict[str, list[Evidence]] = {}
    for file in person.evidence.in_use():
        held.setdefault(file.kind, []).append(file)
    degrees = list(person.degrees.all())
    required = required_evidence(person, degrees) if degrees else []
    asked = {correction.file_kind for correction in corrections}
    others = [kind for kind in EvidenceKind if kind not in required]
    in_view = [*required, *(kind for kind in others if kind in held or kind in asked)]
    away = [kind for kind in (EvidenceKind.SOCIAL_INSURANCE, EvidenceKind.OTHER) if kind not in in_view]
    return [
        WantedEvidence(kind, held.get(kind, []), required=kind in required, asked=kind in in_view)
        for kind in [*in_view, *away]
    ]


def _identity(person: Person | None) -> list[ProfileRow]:
    if person is None:
        return []
    return [
        ProfileRow(_("姓名"), person.name),
        ProfileRow(person.get_document_type_display(), masked_identity(person.identity_number)),
        ProfileRow(_("出生日期"), day(person.born_on)),
    ]


def _degrees(person: Person | None) -> list[ProfileRow]:
    degrees = person.degrees.all() if person else []
    return [
        ProfileRow(degree.get_level_display(), f"{degree.institution_name}，{day(degree.awarded_on)}")
        for degree in degrees
    ]


def _employment(person: Person | None) -> list[ProfileRow]:
    employment = getattr(person, "employment", None)
    if employment is None:
        return []
    months = _("%(count)s 个月") % {"count": employment.contract_months}
    return [
        ProfileRow(_("用人单位"), employment.employer.name),
        ProfileRow(_("入职日期"), day(employment.hired_on)),
        ProfileRow(_("合同期限"), _("无固定期限") if employment.open_ended else months),
    ]


def _household(person: Person | None) -> list[ProfileRow]:
    if person is None or person.married is None:
        return []
    yes_no = {True: _("是"), False: _("否"), None: _("未填写")}
    rows = [
        ProfileRow(_("是否已婚"), yes_no[person.married]),
        ProfileRow(_("本人在长春有住房"), yes_no[person.owns_home_in_city]),
    ]
    if person.married:
        rows.append(ProfileRow(_("配偶在长春有住房"), yes_no[person.spouse_owns_home_in_city]))
    return rows


def _children(person: Person | None) -> list[ProfileRow]:
    return [ProfileRow(child.name, day(child.born_on)) for child in person.children.all()] if person else []


def _bank_account(person: Person | None) -> list[ProfileRow]:
    account = person.bank_accounts.current().first() if person else None
    if account is None:
        return []
    return [
        ProfileRow(_("户名"), account.holder_name),
        ProfileRow(_("银行账号"), mask_account(account.account_number)),
        ProfileRow(_("开户银行"), account.bank_name),
    ]


def _evidence(person: Person | None) -> list[ProfileRow]:
    files = person.evidence.in_use() if person else []
    return [ProfileRow(file.get_kind_display(), file.original_name) for file in files]
