"""One unit going on for another: people, officers, units below and what waits for an answer pass to the successor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.actions import revoke_role
from talent.accounts.actions.roles import grant_role
from talent.accounts.models import Invitation, StaffRole, User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers import actions as employers
from talent.employers.kinds import ChangeKind
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused

WITH_THE_UNIT = (ApplicationStatus.AWAITING_EMPLOYER, ApplicationStatus.DISPUTED)


@dataclass(frozen=True, slots=True)
class Passed:
    """How many people, officers and waiting cases went to the successor."""

    people: int
    officers: int
    cases: int


def cases_with(employer: Employer) -> int:
    """How many cases wait for the unit's answer, or for the applicant's to its objection."""
    return Application.objects.filter(employer=employer, status__in=WITH_THE_UNIT).count()


@transaction.atomic
def merge(employer: Employer, *, by: User, into: Employer, changed_on: dt.date) -> Passed:
    """Let ``into`` go on for a unit from a day on.

    What was said and issued before keeps the unit's name; who hired stays on record. The successor's officers serve the
    former unit's records from now on, and its officers the successor.

    Raises:
        ActionRefused: ``by`` is no administrator, the day or the successor cannot be, it was merged before, or a roster
            of the unit waits to be committed.
    """
    units = {unit.pk: unit for unit in _locked(employer, into)}
    employer, into = units[employer.pk], units[into.pk]
    _refuse(employer, into, by=by, changed_on=changed_on)
    employer.merged_into, employer.merged_on = into, changed_on
    last = changed_on - dt.timedelta(days=1)
    if employer.listed_until is None or employer.listed_until > last:
        employer.listed_until = max(last, employer.listed_from)
    employer.save(update_fields=["merged_into", "merged_on", "listed_until"])
    Employer.objects.filter(parent=employer).exclude(pk=into.pk).update(parent=into)
    people = Employment.objects.filter(employer=employer).update(
        hired_by=Coalesce(F("hired_by"), employer.pk), employer=into
    )
    cases = _pass_cases(employer, into)
    _pass_roster(employer, into)
    passed = Passed(people, _pass_officers(employer, into, by=by), cases)
    employers.noted(employer, ChangeKind.MERGED, changed_on, employer.name, into.name, by=by)
    detail = {"from": str(employer.pk), "people": people, "officers": passed.officers, "cases": cases}
    audit.record("employer.absorbed", into, by=by, detail=detail)
    return passed


def _locked(*units: Employer) -> list[Employer]:
    keys = [unit.pk for unit in units]
    # Others may write rows that point at them: whoever holds such a row and waits for nothing else goes first.
    return list(Employer.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _refuse(employer: Employer, into: Employer, *, by: User, changed_on: dt.date) -> None:
    if not by.has_role(Role.ADMINISTRATOR):
        raise ActionRefused(_("单位合并会移交人事账号，只有账号管理员可以办理。"))
    if employer.merged_into_id is not None:
        raise ActionRefused(_("该单位已并入其他单位，不能再变更。"))
    if into.pk == employer.pk or into.merged_into_id is not None or not into.is_listed_on(changed_on):
        raise ActionRefused(_("请选择合并当日在名单内的另一个单位。"))
    if changed_on > clock.today() or changed_on <= employer.listed_from:
        raise ActionRefused(_("合并日期不能晚于今天，也不能早于单位列入名单的次日。"))
    above = Employer.objects.with_subsidiaries({employer.pk}).filter(pk=into.pk)
    if above.exists():
        raise ActionRefused(_("承接单位不能是本单位的下级。请先在用人单位名单里调整上级单位。"))
    if Roster.objects.filter(employer=employer, status=RosterStatus.PREVIEW).exists():
        raise ActionRefused(_("该单位有花名册待确认，请先由单位确认导入或放弃。"))


def _pass_cases(employer: Employer, into: Employer) -> int:
    """In the order of their keys, as those who answer many lock them."""
    waiting = Application.objects.filter(employer=employer, status__in=WITH_THE_UNIT)
    keys = list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))
    return Application.objects.filter(pk__in=among(keys)).update(employer=into)


def _pass_roster(employer: Employer, into: Employer) -> None:
    """Rows in force go on at the successor; where its own roster has the person, that one counts."""
    rows = RosterEntry.objects.in_force().filter(employer=employer)
    known = RosterEntry.objects.in_force().filter(employer=into).values("identity_index")
    rows.filter(identity_index__in=list(known.values_list("identity_index", flat=True))).update(replaced_at=clock.now())
    rows.update(employer=into)


def _pass_officers(employer: Employer, into: Employer, *, by: User) -> int:
    # The invitations first: whoever is accepting one then stands among the officers.
    Invitation.objects.filter(employer=employer, accepted_at=None, revoked_at=None).update(employer=into)
    reason = _("单位并入%(unit)s，改由该单位授权") % {"unit": into.name}
    grants = StaffRole.objects.in_force().filter(role=Role.HR_OFFICER, employer=employer).select_related("user")
    officers = list(grants.order_by("granted_at"))
    for grant in officers:
        grant_role(grant.user, Role.HR_OFFICER, by=by, employer=into)
        revoke_role(grant, by=by, reason=reason)
    return len(officers)
