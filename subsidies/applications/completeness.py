"""What still has to be entered before a case can be submitted, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from talent.accounts.models import Consent
from talent.profiles.kinds import DocumentType, EvidenceKind
from talent.profiles.models import Degree, Person

SECTIONS = (
    "identity",
    "degrees",
    "employment",
    "bank_account",
    "family",
    "children",
    "evidence",
    "declaration",
    "consent",
)


class Missing(NamedTuple):
    """One thing to enter: the section it belongs to and what to tell the applicant."""

    section: str
    message: str


def missing(application: Application) -> list[Missing]:
    """Everything that keeps a case from being submitted, in the order of the form; empty when it is complete.

    Reads the person's profile as it is now. Whether the rules are met is not asked: that is the office's to decide.
    """
    person = Person.objects.select_related("employment").get(pk=application.person_id)
    return [Missing(section, message) for section in SECTIONS for message in _CHECKS[section](application, person)]


def required_evidence(person: Person, degrees: list[Degree]) -> list[EvidenceKind]:
    """The kinds of file that a person must add; what registers and employers prove is not asked for.

    An identity card's number proves itself by its check digit, other documents are to be shown. Of an overseas degree
    the certification (留服认证) is to be shown in place of the graduation certificate.
    """
    kinds = [] if person.document_type == DocumentType.RESIDENT_ID else [EvidenceKind.IDENTITY]
    if any(not degree.overseas for degree in degrees):
        kinds.append(EvidenceKind.GRADUATION_CERTIFICATE)
    if any(degree.overseas for degree in degrees):
        kinds.append(EvidenceKind.OVERSEAS_CERTIFICATION)
    return [*kinds, EvidenceKind.DEGREE_CERTIFICATE, EvidenceKind.CONTRACT]


def _identity(application: Application, person: Person) -> Iterator[str]:
    if application.housing_requested and person.foreign_expert is None:
        yield _("请说明是否为外国专家")


def _degrees(application: Application, person: Person) -> Iterator[str]:
    degrees = list(person.degrees.all())
    if not degrees:
        yield _("请至少填写一个学位")
    for degree in degrees:
        names = {"level": degree.get_level_display(), "school": degree.institution_name}
        if degree.full_time is None:
            yield _("请说明%(level)s学位（%(school)s）是否全日制") % names
        if not (degree.overseas or (degree.graduation_certificate_number and degree.degree_certificate_number)):
            yield _("请填写%(level)s学位（%(school)s）的证书编号，没有证书的请注明") % names


def _employment(application: Application, person: Person) -> Iterator[str]:
    employment = getattr(person, "employment", None)
    if employment is None:
        yield _("请填写用人单位和任职信息")
        return
    if employment.contract_months is None and not employment.open_ended:
        yield _("请填写劳动合同期限，或注明为无固定期限合同")
    if application.living_requested and employment.insured_months is None:
        yield _("请填写在长春连续缴纳社会保险的月数")


def _bank_account(application: Application, person: Person) -> Iterator[str]:
    if application.living_requested and not person.bank_accounts.current().exists():
        yield _("请填写接收补贴的银行账户")


def _family(application: Application, person: Person) -> Iterator[str]:
    if not application.housing_requested:
        return
    if person.married is None:
        yield _("请说明婚姻状况")
    if person.owns_home_in_city is None:
        yield _("请说明本人在长春是否有住房")
    if person.married and person.spouse_owns_home_in_city is None:
        yield _("请说明配偶在长春是否有住房")


def _children(application: Application, person: Person) -> Iterator[str]:
    if application.schooling_requested and not person.children.exists():
        yield _("申请子女入学的，请填写子女信息")


def _evidence(application: Application, person: Person) -> Iterator[str]:
    degrees = list(person.degrees.all())
    if not degrees:
        yield _("证明材料在填完学历、任职后列出")
    held = set(person.evidence.in_use().values_list("kind", flat=True))
    for kind in required_evidence(person, degrees) if degrees else ():
        if kind not in held:
            yield _("请上传%(kind)s") % {"kind": kind.label}


def _declaration(application: Application, person: Person) -> Iterator[str]:
    if application.claimed_elsewhere is None:
        yield _("请说明是否在其他地方享受过同类补贴")


def _consent(application: Application, person: Person) -> Iterator[str]:
    given = set(Consent.objects.filter(user_id=person.user_id, withdrawn_at=None).values_list("purpose", flat=True))
    if Consent.Purpose.SENSITIVE_DATA not in given:
        yield _("请阅读并同意处理敏感个人信息")
    asks_about_children = application.schooling_requested or application.housing_requested
    if asks_about_children and Consent.Purpose.CHILD_DATA not in given and person.children.exists():
        yield _("请以监护人身份同意处理未成年子女的信息")


_CHECKS: dict[str, Callable[[Application, Person], Iterator[str]]] = {
    "identity": _identity,
    "degrees": _degrees,
    "employment": _employment,
    "bank_account": _bank_account,
    "family": _family,
    "children": _children,
    "evidence": _evidence,
    "declaration": _declaration,
    "consent": _consent,
}
