"""All that can be done to an appeal; the only code that writes its status.

Every function locks the case, then the appeal; filing one locks the person first, as starting a case does.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.appeals import permissions
from subsidies.appeals.exports.appeal_decision import appeal_decision
from subsidies.appeals.kinds import APPEAL_DECISION
from subsidies.appeals.models import Appeal
from subsidies.appeals.queries import last_day_to_appeal
from subsidies.appeals.workflow import APPEAL, AppealStatus
from subsidies.applications import actions as cases
from subsidies.applications.actions.moving import locked
from subsidies.applications.actions.telling import tell
from subsidies.applications.models import Application
from subsidies.applications.promises import appeal_decided_by
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.identifiers.masking import masked_name
from talent.papers import actions as papers
from talent.profiles.models import Person
from talent.ui.formatting import day
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def file(application: Application, *, by: User, pk: UUID, text: str) -> Appeal:
    """The applicant appeals against all that was refused. The key comes with the form: sent twice, it makes one.

    Raises:
        ActionRefused: it is not the applicant, nothing was refused, the days are over, or it was appealed against
            before.
    """
    if not by.has_role(Role.APPLICANT) or application.person.user_id != by.pk:
        raise ActionRefused(_("没有找到这件申请，或者您无权办理。"))
    Person.objects.select_for_update().get(pk=application.person_id)  # two clicks at once take turns
    if made := Appeal.objects.filter(pk=pk, filed_by=by, application=application).first():
        return made
    application = cases.mark_appealed(application, by=by)
    _refuse_late_or_second(application)
    if not text.strip():
        raise ActionRefused(_("请写明申诉的理由。"))
    appeal = Appeal.objects.create(
        pk=pk,
        number=f"{application.number}-SS{application.appeals.count() + 1}",
        application=application,
        against_at=application.status_changed_at,
        text=text.strip(),
        filed_by=by,
        filed_at=clock.now(),
        promised_on=appeal_decided_by(clock.today()),
    )
    detail = {"number": appeal.number, "promised_on": appeal.promised_on}
    audit.record("appeal.filed", appeal, by=by, to_status=appeal.status, detail=detail)
    tell(application, "appealed", promised_on=appeal.promised_on)
    return appeal


@transaction.atomic
def withdraw(appeal: Appeal, *, by: User) -> Appeal:
    """The applicant takes the appeal back: the decision stands.

    Raises:
        ActionRefused: it is not the applicant's, or it was decided.
    """
    application, appeal = _locked(appeal, by=by)
    if application.person.user_id != by.pk:
        raise ActionRefused(_("没有找到这件申诉，或者您无权办理。"))
    appeal = _move(appeal, "withdraw", by=by)
    cases.end_appeal(application, by=by)
    return appeal


@transaction.atomic
def assign(appeal: Appeal, *, by: User, to: User) -> Appeal:
    """Give an appeal to somebody who had no part in the decision, or take it oneself.

    To whom has it already, it is not given again: a second click leaves no second event.

    Raises:
        ActionRefused: one of the two may not handle it, or it was decided.
    """
    application, appeal = _locked(appeal, by=by)
    permissions.refuse_others(application, by=by)
    permissions.refuse_others(application, by=to)
    person = permissions.refuse_who_decided(application, by=to, told=by)
    if appeal.assigned_to_id == to.pk and appeal.status == AppealStatus.ASSIGNED:
        return appeal
    return _move(appeal, "assign", by=by, assigned_to=to, assigned_person=person)


@transaction.atomic
def dismiss(appeal: Appeal, *, by: User, explanation: str) -> Appeal:
    """Let the decision stand; the applicant gets a letter that says why and what can be done against it.

    Raises:
        ActionRefused: no reason is given, or it is not the one whom the appeal was given to.
    """
    application, appeal = _decide(appeal, "dismiss", by=by, explanation=explanation)
    cases.end_appeal(application, by=by)
    tell(application, "appeal_dismissed")
    return appeal


@transaction.atomic
def uphold(appeal: Appeal, *, by: User, explanation: str) -> Appeal:
    """Undo the refusal: the case is reviewed again by people who did not decide it before.

    Raises:
        ActionRefused: no reason is given, or it is not the one whom the appeal was given to.
    """
    application, appeal = _decide(appeal, "uphold", by=by, explanation=explanation)
    cases.reopen(application, by=by)
    application.refresh_from_db()
    tell(application, "appeal_upheld", promised_on=application.promised_on)
    return appeal


def _decide(appeal: Appeal, action: str, *, by: User, explanation: str) -> tuple[Application, Appeal]:
    application, appeal = _locked(appeal, by=by)
    permissions.refuse_others(application, by=by)
    person = permissions.refuse_who_decided(application, by=by)
    APPEAL.target(action, appeal.status)
    if appeal.assigned_person_id != person.pk:
        raise ActionRefused(_("这件申诉已分派给其他人员，由承办人作出决定。"))
    if not explanation.strip():
        raise ActionRefused(_("请写明决定的事实和理由，会写进给申请人的决定书。"))
    decided = {"decided_by": by, "decided_person": person, "decided_at": clock.now()}
    appeal = _move(appeal, action, by=by, explanation=explanation.strip(), **decided)
    papers.issue(
        kind=APPEAL_DECISION,
        number=appeal.number,
        about=appeal.pk,
        dossier=application.pk,
        holder=masked_name(application.person.name),
        content=appeal_decision(appeal, on=clock.today()).as_content(),
        by=by,
    )
    return application, appeal


def _refuse_late_or_second(application: Application) -> None:
    until = last_day_to_appeal(application)
    if until is None or clock.today() > until:
        raise ActionRefused(_("申诉期限到 %(day)s 为止，已经超过。") % {"day": day(until)})
    standing = application.appeals.exclude(status=AppealStatus.WITHDRAWN)
    if standing.filter(against_at=application.status_changed_at).exists():
        raise ActionRefused(_("对这次决定已经申诉过，不能重复提出。仍不服的，可以依法申请行政复议或者提起行政诉讼。"))


def _locked(appeal: Appeal, *, by: User) -> tuple[Application, Appeal]:
    application = locked(appeal.application, by=by)
    found = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    found.application = application
    return application, found


def _move(appeal: Appeal, action: str, *, by: User, **fields: Any) -> Appeal:
    source, appeal.status = appeal.status, APPEAL.target(action, appeal.status)
    for name, value in fields.items():
        setattr(appeal, name, value)
    appeal.save(update_fields=["status", *fields])
    detail: dict[str, Any] = {"number": appeal.number}
    if appeal.assigned_to is not None:
        detail["assigned_to"] = str(appeal.assigned_to_id)
    audit.record(f"appeal.{action}", appeal, by=by, from_status=source, to_status=appeal.status, detail=detail)
    return appeal
