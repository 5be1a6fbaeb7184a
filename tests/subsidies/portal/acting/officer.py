"""An officer at the pages of filing for others, without scripts, and the person at the other end of the phone."""

from __future__ import annotations

import datetime as dt
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from subsidies.applications.models import Application
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import Employer, Roster, RosterEntry
from talent.mandates import actions
from talent.mandates.models import Confirmation, Mandate
from talent.notifications import demo_box
from talent.papers.actions import attach_scan
from talent.papers.models import IssuedPaper
from talent.profiles.models import Person
from talent.uploads.inspection import inspect_upload
from tests.factories import make_identity_number, make_user
from tests.subsidies.portal.me.applicant import Page, account, benefits, degree, employment, scans
from tests.talent.profiles.forms.scans import photo

PHONE = "+8613800138111"
LASTS_UNTIL = dt.date(2026, 12, 20)
LISTED_AT = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def stated(**changes: Any) -> dict[str, Any]:
    """What an officer enters of the person."""
    return {
        "name": "沈若溪",
        "identity_number": make_identity_number(),
        "document_type": "resident_id",
        "phone": "13800138111",
        "reason": "health",
        "lasts_until": LASTS_UNTIL.isoformat(),
        "key": str(uuid.uuid4()),
    } | changes


def open_mandate(by: User, **changes: Any) -> Mandate:
    """A mandate that waits for its person, by the action."""
    identity = {
        "name": changes.pop("name", "沈若溪"),
        "document_type": "resident_id",
        "identity_number": changes.pop("identity_number", None) or make_identity_number(),
        "born_on": dt.date(2000, 5, 1),
        "foreign_expert": False,
    }
    defaults = {"pk": uuid.uuid4(), "phone": PHONE, "reason": "health", "lasts_until": LASTS_UNTIL}
    return actions.open_mandate(by=by, identity=identity, **(defaults | changes))


def signed(mandate: Mandate, about: uuid.UUID | None = None) -> Mandate:
    """Its paper, or the sheet about something, with a scan beside it."""
    paper = IssuedPaper.objects.in_force().get(about=about or mandate.pk)
    attach_scan(paper, by=mandate.agent, upload=inspect_upload(photo("签字.jpg")))
    return mandate


def code_sent(phone: str = PHONE) -> str:
    """The code in the last SMS to a phone; empty where it holds none."""
    found = re.search(r"码 (\d{6}) ", demo_box.last_to(phone) or "")
    return found[1] if found else ""


def let_a_minute_pass(mandate: Mandate) -> None:
    """As if the last SMS had gone out a while ago."""
    long_ago = dt.timedelta(minutes=2)
    for asked in Confirmation.objects.filter(mandate=mandate).exclude(sent_at=None):
        asked.sent_at -= long_ago
        asked.save(update_fields=["sent_at"])


def in_force(by: User, **changes: Any) -> Mandate:
    """A mandate that its person has authorised by the code."""
    mandate = signed(open_mandate(by, **changes))
    phone = changes.get("phone", PHONE)
    actions.ask_for_mandate(mandate, by=by)
    found = actions.take_effect_by_code(mandate, code_sent(phone), by=by)
    let_a_minute_pass(found)
    return found


def listed(employer: Employer, identity_number: str, **fields: Any) -> RosterEntry:
    """A row of a roster in force."""
    roster = Roster.objects.filter(employer=employer).first() or Roster.objects.create(
        employer=employer, file_name="花名册.xlsx", status="committed", uploaded_by=make_user(), uploaded_at=LISTED_AT,
        committed_by=make_user(), committed_at=LISTED_AT,
    )  # fmt: skip
    defaults = {
        "name": "沈若溪",
        "hired_on": dt.date(2026, 7, 1),
        "row_number": roster.entries.count() + 1,
        "effective_at": LISTED_AT,
    }
    return RosterEntry.objects.create(
        roster=roster, employer=employer, identity_number=identity_number, **(defaults | fields)
    )


def filed_for(person: Person, agent: User, *, ended: bool = True) -> Mandate:
    """A mandate of a person's that the officer held; it is over, which changes nothing."""
    now = clock.now()
    over = {"status": "ended", "ended_at": now, "ending": "by_agent"} if ended else {"status": "in_force"}
    return Mandate.objects.create(
        number=f"WT{uuid.uuid4().hex[:10]}",
        agent=agent,
        agent_person=agent.natural_person,
        name=person.name,
        document_type=person.document_type,
        identity_number=person.identity_number,
        born_on=person.born_on,
        phone="+8613800138111",
        reason="health",
        lasts_until=clock.today() + dt.timedelta(days=30),
        opened_at=now,
        effective_at=now,
        person=person,
        proof="code",
        **over,
    )


@dataclass
class Officer:
    """Somebody of the staff, signed in."""

    client: Client
    user: User

    @classmethod
    def of(cls, user: User) -> Officer:
        cache.clear()
        client = Client()
        client.force_login(user)
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
        session.save()
        return cls(client, user)

    def gets(self, name: str, /, *args: Any) -> HttpResponse:
        return self.client.get(reverse(f"acting:{name}", args=args))

    def reads(self, name: str, /, *args: Any) -> Page:
        response = self.gets(name, *args)
        assert response.status_code == 200, f"{name} answered {response.status_code} {response.headers}"
        return Page(response)

    def sends(self, name: str, /, *args: Any, **data: Any) -> Page:
        return Page(self.client.post(reverse(f"acting:{name}", args=args), data, follow=True))

    def opens(self, **changes: Any) -> Mandate:
        given = stated(**changes)
        self.sends("new", **given)
        return Mandate.objects.get(pk=given["key"])

    def uploads_the_signed(self, about: uuid.UUID) -> Page:
        paper = IssuedPaper.objects.in_force().get(about=about)
        address = reverse("papers:attach_scan", args=[paper.pk])
        return Page(self.client.post(address, {"file": photo("签字.jpg"), "next": "/acting/"}, follow=True))

    def fills_in(self, mandate: Mandate, employer: Employer) -> Application:
        """Everything that the living subsidy needs."""
        self.sends("benefits", mandate.pk, **benefits("living"))
        self.sends("degree_new", mandate.pk, **degree())
        self.sends("employment", mandate.pk, **employment(employer))
        self.sends("bank_account", mandate.pk, **account())
        files = scans("graduation_certificate", "degree_certificate", "contract")
        self.sends("evidence", mandate.pk, **files)
        mandate.refresh_from_db()
        return Application.objects.get(person=mandate.person_id)

    def seen(self, mandate: Mandate) -> str:
        """The digest of what the page for checking shows."""
        return self.reads("check", mandate.pk).value("seen")


def unit(officer: Officer) -> Employer:
    return officer.user.staff_roles[0].employer  # type: ignore[return-value]
