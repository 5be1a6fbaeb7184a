"""A showcase person's account and profile, entered by the actions as the person would."""

from __future__ import annotations

import uuid

from subsidies.applications.completeness import required_evidence
from subsidies.portal.demo.graduates import Graduate
from subsidies.portal.demo.papers import Papers
from subsidies.portal.demo.staff import make_user
from talent.accounts.actions import give_consent
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA
from talent.calendars import clock
from talent.profiles import actions as profiles
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Child, Person


def enter_profile(graduate: Graduate, papers: Papers, *, password: str) -> Person:
    """All pages of the form, on the portal's day."""
    user = make_user(graduate.email, graduate.name, password, phone=graduate.phone)
    for purpose in (SENSITIVE_DATA, CHILD_DATA) if graduate.children else (SENSITIVE_DATA,):
        give_consent(user, purpose, by=user)
    person = profiles.save_identity(
        by=user,
        name=graduate.name,
        document_type=graduate.document_type,
        identity_number=graduate.identity_number,
        born_on=graduate.born_on,
        foreign_expert=graduate.foreign,
    )
    degrees = [profiles.save_degree(study.row(person, entered_on=clock.today()), by=user) for study in graduate.studies]
    profiles.save_employment(person, by=user, **graduate.employment)
    if graduate.housing:
        profiles.save_household(person, by=user, **graduate.household)
    for child in graduate.children:
        profiles.save_child(Child(person=person, name=child.name, born_on=child.born_on), by=user)
    profiles.change_bank_account(
        person,
        by=user,
        holder_name=graduate.holder_name or graduate.name,
        account_number=graduate.account_number,
        bank_name=graduate.bank_name,
        pk=uuid.uuid4(),
    )
    for kind in required_evidence(person, degrees):
        profiles.add_evidence(person, by=user, kind=kind, upload=papers.uploads[EvidenceKind(kind)])
    return person
