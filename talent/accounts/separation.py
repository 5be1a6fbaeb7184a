"""Separation of duties between people, not log-ins (design invariant 6)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from talent.accounts.models import NaturalPerson, User
from talent.mandates.models import Mandate
from talent.workflow.refusals import ActionRefused


class DutiesNotSeparated(ActionRefused):
    """The same human being would act twice where two must act; ``str()`` is what to tell them."""


def natural_person_of(user: User) -> NaturalPerson:
    """The human being behind a staff account.

    Raises:
        DutiesNotSeparated: the account is not bound to one, so nobody could tell who acted.
    """
    if user.natural_person is None:
        raise DutiesNotSeparated(_("您的账号尚未绑定自然人，不能办理此事项。请联系账号管理员。"))
    return user.natural_person


def refuse_same_person(user: User, *others: User | NaturalPerson | None, message: str) -> NaturalPerson:
    """The natural person of ``user`` when none of ``others`` is that person.

    Raises:
        DutiesNotSeparated: with ``message`` when one of them is.
    """
    person = natural_person_of(user)
    for other in others:
        other_id = other.natural_person_id if isinstance(other, User) else other.pk if other else None
        if other_id == person.pk:
            raise DutiesNotSeparated(message)
    return person


def refuse_own_case(user: User, identity_index: str | None) -> None:
    """Nobody acts on their own application in any role, nor on that of somebody for whom they file or filed.

    Args:
        identity_index: the blind index of the applicant's identity number.

    Raises:
        DutiesNotSeparated: the staff member is the applicant, or has held a mandate of theirs.
    """
    person = natural_person_of(user)
    if person.identity_index == identity_index:
        raise DutiesNotSeparated(_("这是您本人的申请，按回避规定不能由您办理。"))
    if Mandate.objects.filed_by(person).about(identity_index).exists():
        raise DutiesNotSeparated(_("您为申请人代办过申请，按回避规定不能由您办理，请交由其他人员办理。"))


def kept_out_of(user: User, identity_indexes: Iterable[str | None]) -> set[str | None]:
    """Those of these people whose matters are not for ``user`` to decide: themself, and whom they file for.

    One query, for lists; ``refuse_own_case`` refuses by the same rule.
    """
    person = user.natural_person
    asked = set(identity_indexes)
    if person is None or not asked:
        return set()
    held = Mandate.objects.filed_by(person).filter(identity_index__in=asked)
    return set(held.values_list("identity_index", flat=True)) | ({person.identity_index} & asked)


def about_kept_out(person: NaturalPerson | None, *, index: str = "identity_index") -> Q:
    """For rows: that they are about this human being, or about somebody for whom they file or filed.

    Args:
        person: None: an account of nobody, which is kept out of nothing here.
        index: where the rows have the blind index of whom they are about.
    """
    if person is None:
        return Q(pk__in=[])
    filed_for = Mandate.objects.filed_by(person).values("identity_index")
    return Q(**{index: person.identity_index}) | Q(**{f"{index}__in": filed_for})
