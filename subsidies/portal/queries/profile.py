"""What a person has entered, as they read it, and the evidence that is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subsidies.applications.completeness import required_evidence
from subsidies.applications.models import Application
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Evidence, Person
from talent.ui.formatting import day, mask_account, mask_document


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
    """A kind of file, whether the application cannot go without it, and the files of that kind."""

    kind: str
    title: str
    required: bool
    files: list[Evidence]


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


def evidence_wanted(person: Person, application: Application | None) -> list[WantedEvidence]:
    """Kinds of file: those that must be there first, then those that the person added."""
    held: dict[str, list[Evidence]] = {}
    for file in person.evidence.in_use():
        held.setdefault(file.kind, []).append(file)
    required = required_evidence(person, list(person.degrees.all()))
    kinds = [*required, *(kind for kind in EvidenceKind if kind not in required and kind in held)]
    return [WantedEvidence(kind.value, str(kind.label), kind in required, held.get(kind, [])) for kind in kinds]


def _identity(person: Person | None) -> list[ProfileRow]:
    if person is None:
        return []
    return [
        ProfileRow(_("姓名"), person.name),
        ProfileRow(person.get_document_type_display(), mask_document(person.identity_number)),
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
