"""Whether something rests on a person's identity already."""

from __future__ import annotations

from subsidies.applications.models import Application, Award
from subsidies.applications.workflow import ENDED
from subsidies.portal.queries.steps import EDITABLE
from talent.profiles.models import Person


def identity_is_fixed(person: Person) -> bool:
    """Whether the person's case is out of their hands or a benefit was granted to them.

    Or somebody could be granted a benefit, take on another number, and apply anew under the old one. An award that was
    revoked fixes it too: what was paid of it is owed back.
    """
    in_process = Application.objects.filter(person=person).exclude(status__in=[*EDITABLE, *ENDED])
    return in_process.exists() or Award.objects.filter(person=person).exists()
