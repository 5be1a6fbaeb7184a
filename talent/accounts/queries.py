"""Who is who among staff accounts."""

from __future__ import annotations

from talent.accounts.models import Invitation, NaturalPerson, User
from talent.encryption.blind_index import blind_index


def person_with(identity_number: str) -> NaturalPerson | None:
    """The natural person with this identity number, in any spelling."""
    return NaturalPerson.objects.filter(identity_index=blind_index(identity_number, "identity_number")).first()


def account_in_use(person: NaturalPerson | None) -> User | None:
    """The person's account that a role is in force for."""
    if person is None:
        return None
    in_use = person.users.filter(is_active=True, role_grants__isnull=False, role_grants__revoked_at=None)
    return in_use.order_by("joined_at").first()


def account_of_invited(invitation: Invitation) -> User | None:
    """The account in use of the person whom an invitation is for."""
    return account_in_use(NaturalPerson.objects.filter(identity_index=invitation.identity_index).first())
