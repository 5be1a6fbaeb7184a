"""What the employer states, as the first answers of the person's own forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from subsidies.offers.views.invitee import code_kept
from subsidies.portal.queries.offers import stated_for
from talent.accounts.access import SignedInRequest
from talent.profiles.forms.stated import NOTHING
from talent.profiles.models import Degree, Employment, Person


def stated_employment(request: SignedInRequest, entered: Employment | None) -> Mapping[str, Any]:
    """For a person who has not entered an employment; nothing where they were not invited."""
    stated = None if entered else stated_for(request.subject, code=code_kept(request))
    return stated.employment if stated else NOTHING


def stated_degree(request: SignedInRequest, person: Person, entered: Degree | None) -> Mapping[str, Any]:
    """For the first degree that a person enters."""
    first = entered is None and not person.degrees.exists()
    stated = stated_for(request.subject, code=code_kept(request)) if first else None
    return stated.degree if stated else NOTHING
