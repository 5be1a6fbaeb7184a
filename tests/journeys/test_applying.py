"""A whole application without scripts, and one without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import papers
from tests.journeys.applying import Graduate, apply
from tests.journeys.persona import Persona

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=[])]
MOST_STOPS = 80
"""Presses of the tab key within which a page's field must be reached."""
MOST_PRESSES = 5


def test_a_graduate_applies_without_scripts(persona: Callable[..., Persona], tmp_path: Path):
    applicant = persona(phone=True, scripts=False)
    applicant.sign_up("13804310002")
    number = apply(applicant, Graduate("沈若汐", phone="13804310002", order=703), tmp_path)
    applicant.open("/me/")
    assert applicant.sees(number)


def test_a_graduate_applies_without_a_mouse(persona: Callable[..., Persona], tmp_path: Path):
    applicant = persona()
    applicant.sign_up("13804310003")
    graduate = Graduate("沈若沂", phone="13804310003", order=704)
    applicant.open("/me/apply/benefits/")
    keys = Keys(applicant)
    keys.tick("agreed")
    keys.send()
    keys.type("name", graduate.name)
    keys.type("identity_number", graduate.identity_number)
    keys.choose("claimed_elsewhere", "no")
    keys.send()
    keys.choose("level", "master")
    keys.pick_school("jld")
    keys.choose("study_mode", "full_time")
    keys.type_day("awarded_on", "06202026")
    keys.type("graduation_certificate_number", "101831202605000012")
    keys.type("degree_certificate_number", "1018332026000012")
    keys.send()
    keys.take_first("employer")
    keys.type_day("hired_on", "07012026")
    keys.type("contract_months", "36")
    keys.choose("works_in_city", "yes")
    keys.type("insured_months", "4")
    keys.send()
    keys.type("account_number", papers.card_number(graduate.order))
    keys.type("bank_name", "中国工商银行长春汽车城支行")
    keys.send()
    for kind in ("graduation_certificate", "degree_certificate", "contract"):
        keys.attach(kind, papers.scan(tmp_path, kind))
    keys.send()
    applicant.page.wait_for_url("**/apply/check/")
    keys.tick("declared")
    keys.send()
    assert applicant.page.locator(".confirmation__number").count() == 1


class Keys:
    """The keyboard of somebody who has no mouse."""

    def __init__(self, persona: Persona) -> None:
        self.page = persona.page

    def reach(self, test: str) -> None:
        """Press tab until the focus stands where ``test`` says (an expression on ``it``)."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(f"(it => {test})(document.activeElement)"):
                return
        raise AssertionError(f"{self.page.url}: no stop of the tab key where {test}")

    def reach_field(self, name: str) -> None:
        self.reach(f"it.name === '{name}'")

    def type(self, name: str, text: str) -> None:
        self.reach_field(name)
        self.page.keyboard.type(text)

    def type_day(self, name: str, digits: str) -> None:
        self.type(name, digits)
        assert self.page.evaluate("document.activeElement.value") != ""

    def tick(self, name: str) -> None:
        self.reach_field(name)
        self.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """One stop for all the buttons of a question: space takes the first, arrows go on."""
        self.reach_field(name)
        self.page.keyboard.press("Space")
        for _ in range(5):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def take_first(self, name: str) -> None:
        """The first of a list of choices below «please choose»."""
        self.reach_field(name)
        self.page.keyboard.press("ArrowDown")

    def pick_school(self, text: str) -> None:
        self.type("institution_name", text)
        self.page.locator(".suggest__list [role=option]").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def attach(self, name: str, file: Path) -> None:
        self.reach_field(name)
        self.page.once("filechooser", lambda chooser: chooser.set_files(file))
        for _ in range(MOST_PRESSES):  # a page that is still loading may swallow the first
            self.page.keyboard.press("Space")
            self.page.wait_for_timeout(1000)
            if self.page.evaluate("name => document.querySelector(`[name=${name}]`).files.length", name):
                return
        raise AssertionError(f"{self.page.url}: no file could be chosen for {name}")

    def send(self) -> None:
        """The page's own button, and the page that follows."""
        self.reach("it.matches('main form .actions button')")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
