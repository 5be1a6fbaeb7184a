"""An applicant without scripts: reads pages, fills in what stands in them, sends it."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from talent.accounts.actions import give_consent
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA
from talent.accounts.models import User
from talent.employers.models import Employer
from tests.factories import make_identity_number
from tests.talent.profiles.forms.scans import photo


@dataclass
class Applicant:
    client: Client
    user: User

    @classmethod
    def signed_in(cls, client: Client, user: User) -> Applicant:
        """Consented and signed in long ago: not fresh enough to replace an account."""
        give_consent(user, SENSITIVE_DATA, by=user)
        give_consent(user, CHILD_DATA, by=user)
        client.force_login(user)
        return cls(client, user)

    def proves_who_they_are(self) -> None:
        session = self.client.session
        session["account_authentication_methods_user"] = str(self.user.pk)
        session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
        session.save()

    def reads(self, address: str) -> Page:
        response = self.client.get(address)
        assert response.status_code == 200, f"{address} answered {response.status_code} {response.headers}"
        return Page(response)

    def sends(self, address: str, data: dict[str, Any]) -> Page:
        """Send a form and follow where it leads."""
        return Page(self.client.post(address, data, follow=True))


class Page:
    """What a page says."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.address = response.request["PATH_INFO"]
        self.tree = html.fromstring(response.content)
        self.main = self.tree.xpath("//main")[0]

    @property
    def text(self) -> str:
        return " ".join(self.main.text_content().split())

    @property
    def title(self) -> str:
        return " ".join(self.main.xpath(".//h1")[0].text_content().split())

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [" ".join(line.text_content().split()) for line in self.main.xpath(".//*[@class='error-summary']//li")]

    @property
    def messages(self) -> list[str]:
        return [" ".join(line.text_content().split()) for line in self.main.xpath(".//*[@class='messages']//p")]

    def value(self, name: str) -> str:
        return str(self.main.xpath(f".//input[@name='{name}']/@value")[0])

    def asked(self) -> set[str]:
        """The names of what stands open to be filled in: not hidden, not folded away, no files."""
        fields = self.main.xpath(
            ".//*[self::input or self::select or self::textarea][@name][not(@type='hidden')][not(@type='file')]"
            "[not(ancestor::details[not(@open)])]"
        )
        return {str(field.get("name")) for field in fields}

    def files(self) -> set[str]:
        inputs = self.main.xpath(".//input[@type='file'][not(ancestor::details[not(@open)])]")
        return {str(field.get("name")) for field in inputs}


def identity(**changes: Any) -> dict[str, Any]:
    return {"name": "沈若溪", "identity_number": make_identity_number(), "document_type": "resident_id"} | changes


def benefits(*chosen: str, **changes: Any) -> dict[str, Any]:
    return {"key": uuid.uuid4(), "benefits": chosen or ("living",), "claimed_elsewhere": "no"} | changes


def degree(**changes: Any) -> dict[str, Any]:
    return {
        "key": uuid.uuid4(),
        "level": "master",
        "institution_name": "吉林大学",
        "study_mode": "full_time",
        "awarded_on": "2026-06-20",
        "graduation_certificate_number": "101831202605000012",
        "degree_certificate_number": "1018332026000012",
    } | changes


def employment(employer: Employer, **changes: Any) -> dict[str, Any]:
    return {
        "employer": employer.pk,
        "hired_on": "2026-07-01",
        "contract_months": "36",
        "works_in_city": "yes",
        "insured_months": "4",
    } | changes


def account(**changes: Any) -> dict[str, Any]:
    return {"key": uuid.uuid4(), "account_number": "6222021234567890128", "bank_name": "中国银行长春分行"} | changes


def scans(*kinds: str) -> dict[str, Any]:
    return {kind: photo(f"{kind}.jpg") for kind in kinds}
