"""The applicant's part with JavaScript off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.applying import Graduate, apply
from tests.journeys.persona import Persona

pytestmark = pytest.mark.browser


@pytest.mark.django_db(databases=[])
def test_a_graduate_applies_with_scripts_off(persona: Callable[..., Persona], tmp_path: Path):
    applicant = persona(phone=True, scripts=False)
    graduate = Graduate("顾清扬", phone="13804310002", order=703)
    applicant.sign_up(graduate.phone)
    number = apply(applicant, graduate, tmp_path)
    applicant.open("/me/")
    assert applicant.sees(number)
    assert applicant.sees("待单位核实")
