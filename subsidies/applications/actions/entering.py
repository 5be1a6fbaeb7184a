"""The applicant starts a case and chooses what to apply for."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import locked
from subsidies.applications.models import Application
from subsidies.applications.numbering import new_number
from subsidies.applications.refusals import AnotherCaseIsLive, CaseOutOfReach
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

CHOOSABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED, ApplicationStatus.DISPUTED)
"""Statuses in which the applicant has the case."""


@transaction.atomic
def start(*, by: User, pk: UUID, living: bool = True, housing: bool = False, schooling: bool = False) -> Application:
    """Start a case for the person behind an account; the same key again gives the same case.

    Raises:
        AnotherCaseIsLive: the person has another case that is not over.
        CaseOutOfReach: the account is not an applicant's, or the key is another person's case.
    """
    if not by.has_role(Role.APPLICANT):
        raise CaseOutOfReach(_("工作人员账号不能提出申请，请用本人的个人账号。"))
    person = Person.objects.select_for_update().filter(user=by).first()
    if person is None:
        raise ActionRefused(_("请先填写身份信息，再开始申请。"))
    existing = Application.objects.filter(pk=pk).first()
    if existing is not None:
        return _own(existing, person)
    live = Application.objects.in_hand().filter(person=person).first()
    if live is not None:
        raise AnotherCaseIsLive(live)
    _require_some(living, housing, schooling)
    now = clock.now()
    application = Application.objects.create(
        pk=pk,
        number=new_number(clock.today()),
        person=person,
        living_requested=living,
        housing_requested=housing,
        schooling_requested=schooling,
        created_at=now,
        status_changed_at=now,
    )
    audit.record(
        "application.start", application, by=by, to_status=application.status, detail={"number": application.number}
    )
    return application


@transaction.atomic
def choose(
    application: Application,
    *,
    by: User,
    living: bool,
    housing: bool,
    schooling: bool,
    claimed_elsewhere: bool | None,
) -> Application:
    """Choose the benefits and declare whether the like was received elsewhere, while the applicant has the case."""
    application = locked(application, by=by)
    if application.person.user_id != by.pk:
        raise CaseOutOfReach(_("只有申请人本人可以修改申请事项。"))
    if application.status not in CHOOSABLE:
        raise ActionRefused(_("申请已经提交，现在不能修改申请事项。"))
    _require_some(living, housing, schooling)
    application.living_requested = living
    application.housing_requested = housing
    application.schooling_requested = schooling
    application.claimed_elsewhere = claimed_elsewhere
    application.save(
        update_fields=["living_requested", "housing_requested", "schooling_requested", "claimed_elsewhere"]
    )
    audit.record(
        "application.choose",
        application,
        by=by,
        detail={"benefits": [benefit.value for benefit in application.benefits], "claimed": claimed_elsewhere},
    )
    return application


def _own(application: Application, person: Person) -> Application:
    if application.person_id != person.pk:
        raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
    return application


def _require_some(*choices: bool) -> None:
    if not any(choices):
        raise ActionRefused(_("请至少选择一个申请事项。"))
