"""Who looks at the pages: a stranger, applicants at several points of their case, and each persona of the staff."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from subsidies.portal.demo.accounts import DEMO_ACCOUNTS
from talent.accounts.roles import Role
from tests.journeys.persona import Persona

STRANGER = "anonymous"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at the browser; ``contact`` is what they sign in with."""

    name: str
    role: str
    contact: str = ""

    @property
    def kind(self) -> str:
        """Whose bars hold: ``public``, ``applicant`` or ``staff``."""
        return {STRANGER: "public", Role.APPLICANT.value: "applicant"}.get(self.role, "staff")


def graduate(order: int, stage: str) -> Visitor:
    """A person of the demo's showcase; a test of the demo holds them to the stage."""
    return Visitor(stage, Role.APPLICANT.value, f"graduate{order:02d}@demo.invalid")


VISITORS = (
    Visitor("stranger", STRANGER),
    Visitor("newcomer", Role.APPLICANT.value, "13804319001"),
    graduate(19, "draft"),
    Visitor("applicant", Role.APPLICANT.value, "applicant@demo.invalid"),
    graduate(1, "awaiting employer"),
    graduate(4, "disputed"),
    graduate(8, "returned"),
    graduate(12, "in notice"),
    graduate(13, "granted"),
    graduate(31, "all granted"),
    graduate(44, "payment failed"),
    graduate(60, "owes"),
    graduate(62, "owes the rest"),
    graduate(16, "refused"),
    graduate(17, "withdrawn"),
    *(
        Visitor(account.email.split("@")[0], account.role.value, account.email)
        for account in DEMO_ACCOUNTS
        if account.role != Role.APPLICANT
    ),
)


class Guest(Persona):
    """A persona whose way in is not looked at: every page is checked by itself later."""

    def look(self) -> None:
        return


def arrive(visitor: Visitor, browser: Browser, address: str) -> Guest:
    """A window in which the visitor has signed in."""
    guest = Guest(browser, address)
    sign_in(guest, visitor)
    return guest


def sign_in(guest: Guest, visitor: Visitor) -> None:
    """As the visitor would: by a code, by a password, or not at all."""
    if visitor.name == "newcomer":
        guest.sign_up(visitor.contact)
    elif visitor.kind == "applicant":
        guest.sign_in_by_code(visitor.contact)
    elif visitor.kind == "staff":
        guest.sign_in_as_staff(visitor.name)


def speak(guest: Guest, language: str) -> None:
    """Switch the language as the button at the top of each page does."""
    button = f"form[action='/ui/language/'] button[value={language}]"
    guest.page.goto("/help/")
    if guest.page.locator(button).count():
        with guest.page.expect_navigation():
            guest.page.locator(button).first.click()
