"""A graduate's account and profile as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from subsidies.applications import snapshots
from subsidies.applications.completeness import required_evidence
from subsidies.portal.demo.graduates import Graduate
from subsidies.portal.demo.papers import Papers
from subsidies.portal.demo.rows import Rows
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA, TEXT_VERSION
from talent.accounts.models import Consent, User
from talent.calendars import clock
from talent.profiles.models import BankAccount, Child, Degree, Employment, Evidence, Person

STEP = dt.timedelta(seconds=95)
"""Between two pages of the form."""


@dataclass(slots=True)
class Profiled:
    """Somebody whose profile is entered."""

    graduate: Graduate
    user: User
    person: Person
    degrees: list[Degree]
    employment: Employment
    account: BankAccount
    children: list[Child]
    evidence: list[Evidence]

    @property
    def snapshot_source(self) -> snapshots.Profile:
        """What a submission is taken of."""
        return snapshots.Profile(self.person, self.degrees, self.employment, self.account, self.children)


@dataclass(slots=True)
class Entering:
    """Somebody at the form: each row with its event, a page after the other."""

    rows: Rows
    papers: Papers
    at: dt.datetime

    def enter(self, graduate: Graduate) -> Profiled:
        """All pages."""
        user, person = self._account(graduate), self._person(graduate)
        person.user = user
        self._consents(graduate, user)
        self._keep("identity_saved", person, person, at=self.at)
        degrees = [study.row(person, entered_on=clock.day_of(self.at)) for study in graduate.studies]
        for degree in degrees:
            self._keep("degree_saved", degree, person)
        employment = Employment(person=person, **graduate.employment)
        self._keep("employment_saved", employment, person)
        children = list(self._family(graduate, person))
        account = self._bank_account(graduate, person)
        evidence = [self._evidence(person, kind) for kind in required_evidence(person, degrees)]
        return Profiled(graduate, user, person, degrees, employment, account, children, evidence)

    def _account(self, graduate: Graduate) -> User:
        user = User(
            email=graduate.email,
            phone=graduate.phone,
            phone_verified=True,
            display_name=graduate.name,
            password=f"{UNUSABLE_PASSWORD_PREFIX}made-up",
        )
        self.rows.add(user, EmailAddress(user=user, email=graduate.email, verified=True, primary=True))
        return user

    def _person(self, graduate: Graduate) -> Person:
        return Person(
            name=graduate.name,
            document_type=graduate.document_type,
            identity_number=graduate.identity_number,
            born_on=graduate.born_on,
            foreign_expert=graduate.foreign,
            **(graduate.household if graduate.housing else {}),
        )

    def _consents(self, graduate: Graduate, user: User) -> None:
        children = graduate.children and (graduate.housing or graduate.schooling)
        for purpose in (SENSITIVE_DATA, CHILD_DATA) if children else (SENSITIVE_DATA,):
            consent = Consent(user=user, purpose=purpose, text_version=TEXT_VERSION, given_at=self.at)
            self.rows.add(consent)
            detail = {"purpose": purpose, "text_version": TEXT_VERSION}
            self.rows.note("consent.given", consent, by=user, at=self.at, detail=detail)

    def _family(self, graduate: Graduate, person: Person) -> Iterator[Child]:
        if graduate.housing:
            self.at += STEP
            self.rows.note("profile.household_saved", person, by=person.user, at=self.at)
        if graduate.housing or graduate.schooling:
            for said in graduate.children:
                child = Child(person=person, name=said.name, born_on=said.born_on)
                self._keep("child_saved", child, person)
                yield child

    def _bank_account(self, graduate: Graduate, person: Person) -> BankAccount:
        account = BankAccount(
            person=person,
            version=1,
            holder_name=graduate.holder_name or graduate.name,
            account_number=graduate.account_number,
            bank_name=graduate.bank_name,
            created_by=person.user,
            created_at=self.at + STEP,
        )
        self._keep("bank_account_added", account, person, detail={"version": 1})
        return account

    def _evidence(self, person: Person, kind: str) -> Evidence:
        evidence = Evidence(person=person, kind=kind, uploaded_by=person.user, uploaded_at=self.at + STEP)
        self.papers.describe(evidence)
        self._keep("evidence_added", evidence, person, detail={"kind": kind})
        return evidence

    def _keep(
        self,
        what: str,
        row: Person | Degree | Employment | Child | BankAccount | Evidence,
        person: Person,
        *,
        at: dt.datetime | None = None,
        detail: dict[str, object] | None = None,
    ) -> None:
        self.at = at or self.at + STEP
        self.rows.add(row)
        self.rows.note(f"profile.{what}", row, by=person.user, at=self.at, detail=detail)
