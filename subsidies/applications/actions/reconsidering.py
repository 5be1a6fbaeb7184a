"""What an objection, an appeal or a late answer does to a case; called by the features for these only.

That whoever decided before does not decide again is for the review feature: ``reopened_at`` tells it since when.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.issuing import withdraw_decision
from subsidies.applications.actions.moving import locked, move, refuse_if_own
from subsidies.applications.actions.telling import tell
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.promises import office_decides_by
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def mark_objected(application: Application, *, by: User) -> None:
    """An objection to the case is being examined: it is not granted meanwhile, even if its notice ends."""
    application = locked(application, by=by)
    refuse_if_own(application, by=by)
    move(application, "object", by=by)
    tell(application, "objected")


@transaction.atomic
def mark_objection_dismissed(application: Application, *, by: User) -> None:
    """The last objection to the case came to nothing: it stands on its notice as before."""
    application = locked(application, by=by)
    refuse_if_own(application, by=by)
    move(application, "dismiss_objection", by=by)
    tell(application, "objection_dismissed")


@transaction.atomic
def mark_objection_upheld(application: Application, *, by: User) -> None:
    """An objection was borne out: what was decided counts no more, and the case is reviewed again by others."""
    application = locked(application, by=by)
    refuse_if_own(application, by=by)
    _review_again(application, "uphold_objection", by=by, reopened_at=clock.now())
    tell(application, "objection_upheld", promised_on=application.promised_on)


@transaction.atomic
def mark_recalled(application: Application, *, by: User, reason: str) -> None:
    """A department answered otherwise after the recheck: what was decided counts no more, and the case is reviewed
    again. Nobody is found to have erred, so whoever decided may decide again."""
    application = locked(application, by=by)
    refuse_if_own(application, by=by)
    _review_again(application, "recall", by=by, reason=reason)
    tell(application, "recalled", promised_on=application.promised_on)


@transaction.atomic
def mark_appealed(application: Application, *, by: User) -> Application:
    """The applicant appeals against a refusal; they start no other case until that is over.

    Raises:
        ActionRefused: the case is not closed, nothing was refused, it is appealed against already, or another case of
            the person is under way.
    """
    Person.objects.select_for_update().get(pk=application.person_id)  # as whoever starts a case does
    application = locked(application, by=by)
    refused = application.decisions.filter(outcome=Outcome.REFUSED).exists()
    if application.status != ApplicationStatus.CLOSED or not refused or application.under_appeal:
        raise ActionRefused(_("这件申请没有可以申诉的决定，请刷新页面后再看。"))
    if Application.objects.live().filter(person_id=application.person_id).exists():
        raise ActionRefused(_("您另有一件申请正在办理，请先办结或撤回那一件，再提出申诉。"))
    _set_under_appeal(application, True)
    return application


@transaction.atomic
def end_appeal(application: Application, *, by: User) -> None:
    """The appeal was dismissed or taken back: the decision stands, and the person may start another case."""
    _set_under_appeal(locked(application, by=by), False)


@transaction.atomic
def reopen(application: Application, *, by: User) -> None:
    """An appeal was upheld: what was refused is reviewed again by others. What was granted stays granted."""
    application = locked(application, by=by)
    refuse_if_own(application, by=by)
    _review_again(application, "reopen", by=by, reopened_at=clock.now())
    if not application.decisions.filter(award__isnull=False).exists():
        withdraw_decision(application, by=by, reason=_("申诉成立，重新审核"))


def _review_again(application: Application, action: str, *, by: User, reason: str = "", **fields: Any) -> None:
    """Undo what was decided and not granted, and put the case before reviewers: others, where it was reopened."""
    for decision in application.decisions.select_for_update(of=("self",)).filter(award=None):
        decision.proposed = decision.outcome = Outcome.PENDING
        decision.decided_at = None
        decision.save(update_fields=["proposed", "outcome", "decided_at"])
    move(
        application,
        action,
        by=by,
        reason=reason,
        promised_on=office_decides_by(clock.today()),
        under_appeal=False,
        appeal_until=None,
        **fields,
    )


def _set_under_appeal(application: Application, value: bool) -> None:
    application.under_appeal = value
    application.save(update_fields=["under_appeal"])
