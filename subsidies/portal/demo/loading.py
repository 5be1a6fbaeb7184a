"""Loading the demo: a showcase and a population in one past that ends with yesterday."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from subsidies.portal.demo.accounts import DEMO_PASSWORD
from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.budget import Budget
from subsidies.portal.demo.city import City
from subsidies.portal.demo.employers import load_employers
from subsidies.portal.demo.identities import Identities
from subsidies.portal.demo.keys import drawn_from
from subsidies.portal.demo.papers import Papers
from subsidies.portal.demo.population.loading import DAYS, Population
from subsidies.portal.demo.rows import Rows
from subsidies.portal.demo.showcase import loading as showcase
from subsidies.portal.demo.staff import load_staff
from subsidies.portal.demo.words import words
from talent.accounts.models import Consent, Invitation, StaffRole, User
from talent.audit import chain
from talent.calendars import clock

PEOPLE = 300
SEED = 2021
MOST_PEOPLE = 100_000
"""What `make demo` loads, and how many the ranges of made-up numbers have room for."""
OPENED_AGO = dt.timedelta(days=DAYS + 20)
MORNING = dt.time(9, 0)


@transaction.atomic
def load(*, people: int = PEOPLE, seed: int = SEED) -> None:
    """Load the showcase and so many people beside it; the same seed on the same day gives the same demo."""
    with drawn_from(Random(f"keys {seed}")):  # noqa: S311 - made-up people, no secrets
        city = _open(clock.today(), Random(f"people {seed}"), people=people)  # noqa: S311
        city.budget.plan(city.today - dt.timedelta(days=DAYS), city.today)
        showcase.plan(city)
        population = Population(city, people)
        city.agenda.run()
        population.finish()
    _date_accounts(clock.instant(city.today - OPENED_AGO, MORNING))
    chain.link_pending()


def _open(today: dt.date, chance: Random, *, people: int) -> City:
    until, identities, password = clock.instant(today, dt.time.min), Identities(), make_password(DEMO_PASSWORD)
    with clock.moved_to(today - OPENED_AGO, at=MORNING):
        employers = load_employers()
        staff = load_staff(employers, identities, password)
    agenda, rows = Agenda(until), Rows(until)
    return City(
        today=today,
        chance=chance,
        agenda=agenda,
        words=words(),
        identities=identities,
        employers=employers,
        staff=staff,
        papers=Papers.make(),
        rows=rows,
        budget=Budget(agenda, rows, staff, people),
        password=password,
    )


def _date_accounts(opened_at: dt.datetime) -> None:
    """Rows that the database dates by itself get the day on which they would have been made."""
    consents = Consent.objects.filter(user=OuterRef("pk")).order_by().values("user")
    first = Subquery(consents.annotate(first=Min("given_at")).values("first"))
    User.objects.filter(natural_person=None).update(joined_at=first)
    User.objects.exclude(natural_person=None).update(joined_at=opened_at)
    StaffRole.objects.update(granted_at=opened_at)
    Invitation.objects.update(invited_at=opened_at + OPENED_AGO - dt.timedelta(days=1))
