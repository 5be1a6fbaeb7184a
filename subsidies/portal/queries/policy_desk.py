"""What the policy officer looks after: the calendar, the versions of the figures, the list of employers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.wording import BASES
from subsidies.payments.checking_figures import checking_versions
from subsidies.policy.figure_reading import Figure
from subsidies.policy.findings import Basis
from subsidies.policy.version_figures import Version
from subsidies.policy.versions import Versions, procedure_versions
from subsidies.portal.guides import VERSIONS
from talent.accounts.models import User
from talent.calendars import clock
from talent.calendars.queries import missing_years
from talent.employers.models import Employer
from talent.ui.stats import stat


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of one set of figures that counts today: its period, and how many figures rest on what."""

    title: str
    version: str
    first: dt.date
    last: dt.date | None
    bases: list[tuple[str, int]]
    url: str
    ends: bool
    """Whether it ends and no later version is entered."""


def policy_desk(user: User) -> dict[str, Any]:
    """The calendar's gaps, the versions in force, and the list of employers as of today (two queries)."""
    today = clock.today()
    versions = [_in_force(title, source(), today, url) for title, source, url in _sources()]
    bases = Counter({basis: sum(dict(each.bases).get(basis, 0) for each in versions) for basis in Basis})
    employers = Employer.objects.visible_to(user)
    return {
        "missing_years": missing_years(today),
        "versions": versions,
        "stats": [
            stat(_("名单内单位"), employers.listed_on(today).count(), _("家"), "employer:employer_list"),
            *(
                stat(str(BASES[basis]), bases[basis], _("项"), "portal:policy_list", kind=kind)
                for basis, kind in ((Basis.STATED, ""), (Basis.REPORTED, ""), (Basis.ASSUMED, "warning"))
            ),
        ],
    }


def _sources() -> list[tuple[str, Callable[[], Versions[Any]], str]]:
    schemes = [
        (str(benefit.label), VERSIONS[benefit], reverse("portal:policy", args=[benefit.value])) for benefit in Benefit
    ]
    return [*schemes, (_("办理时限"), procedure_versions, ""), (_("发放核对"), checking_versions, "")]


def _in_force(title: str, versions: Versions[Any], on: dt.date, url: str) -> InForce:
    version: Version = versions.in_force(on) or versions.earliest
    first, last = version.in_force.value
    found = (getattr(version, field.name) for field in fields(version))
    bases = Counter(figure.basis.value for figure in found if isinstance(figure, Figure))
    followed = last is not None and versions.in_force(last + dt.timedelta(days=1)) is not None
    ends = last is not None and not followed
    return InForce(title, version.version, first, last, sorted(bases.items()), url, ends)
