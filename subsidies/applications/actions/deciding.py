"""Decisions per benefit: proposed by one reviewer, confirmed by another; called by the review feature only.

That the two are different people is the review feature's to hold (its row names both).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import letter_contents
from subsidies.applications.actions.establishing import established_for
from subsidies.applications.actions.issuing import issue_decision, last_day_to_appeal
from subsidies.applications.actions.moving import check, locked, move, refuse_if_own, require_latest
from subsidies.applications.actions.telling import tell
from subsidies.applications.assessments import BenefitAssessment, assess_benefits, open_benefits
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.letter_contents import Content
from subsidies.applications.models import Application, Award, Decision, Submission
from subsidies.applications.refusals import AssessmentChanged, SubmissionAltered
from subsidies.applications.snapshots import is_intact
from subsidies.policy.findings import Outcome as RuleOutcome
from talent.accounts.models import User
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


class Proposal(NamedTuple):
    """What a reviewer proposes on one benefit.

    ``amount_yuan`` is the amount of the living subsidy that the reviewer read: where the rules now answer otherwise,
    the proposal is refused. None: not compared.
    """

    outcome: str
    reason: str = ""
    amount_yuan: int | None = None


@transaction.atomic
def propose(
    application: Application, proposals: Mapping[Benefit, Proposal], *, by: User, submission: Submission
) -> list[Decision]:
    """Propose a decision on every benefit asked for; the rules are asked on the day and kept with it.

    Raises:
        AssessmentChanged: the amount is not the one that was read.
        SubmissionAltered: what was submitted is not what was handed in.
        ActionRefused: a benefit is left out, or a proposal goes against the rules without a reason.
    """
    application = locked(application, by=by)
    check(application, "review", by=by)
    submission = require_latest(application, submission)
    refuse_if_own(application, by=by)
    _refuse_altered(submission)
    assessments = assess_benefits(submission, on=clock.today())
    _refuse_incomplete(proposals, assessments)
    application.decisions.filter(award=None, notice_entries=None).exclude(benefit__in=list(assessments)).delete()
    decisions = [
        _propose_one(application, assessments[benefit], proposals[benefit], submission) for benefit in assessments
    ]
    move(
        application,
        "review",
        by=by,
        detail={
            "submission": submission.sequence,
            "proposed": {decision.benefit: decision.proposed for decision in decisions},
            "amount_yuan": {decision.benefit: decision.amount_yuan for decision in decisions},
        },
    )
    tell(application, "reviewed")
    return decisions


def letter_as_proposed(
    application: Application, proposals: Mapping[Benefit, Proposal], submission: Submission
) -> Content:
    """The letter that these proposals would lead to, were they final today; nothing is kept.

    Raises:
        SubmissionChanged: the applicant has submitted another one since.
        AssessmentChanged: the amount is not the one that was read.
        ActionRefused: a benefit is left out, or a proposal goes against the rules without a reason.
    """
    submission = require_latest(application, submission)
    assessments = assess_benefits(submission, on=clock.today())
    _refuse_incomplete(proposals, assessments)
    decisions = []
    for benefit, assessment in assessments.items():
        _refuse_unfounded(assessment, proposals[benefit])
        grounds = _grounds(assessment, proposals[benefit], submission)
        decisions.append(Decision(benefit=benefit, outcome=proposals[benefit].outcome, **grounds))
    told = copy(application)  # what the letter says of an appeal is kept with the case once it is issued
    told.appeal_until = last_day_to_appeal(decisions, on=clock.today())
    return letter_contents.decision(told, decisions, number=f"{application.number}-JG", on=clock.now())


@transaction.atomic
def mark_sent_back(application: Application, *, by: User, submission: Submission) -> None:
    """The rechecker sends the case back to review; the applicant keeps the promised day and is not troubled."""
    application = locked(application, by=by)
    check(application, "send_back", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    move(application, "send_back", by=by, detail={"submission": submission.sequence})


@transaction.atomic
def confirm(application: Application, *, by: User, submission: Submission) -> None:
    """Make the proposals final: to the public notice if any benefit is granted, else the case is closed.

    Raises:
        SubmissionAltered: what was submitted is not what was handed in.
        ActionRefused: the proposals are not complete.
    """
    application = locked(application, by=by)
    check(application, "confirm_grant", by=by)
    submission = require_latest(application, submission)
    refuse_if_own(application, by=by)
    _refuse_altered(submission)
    to_decide = open_benefits(application)
    decisions = list(application.decisions.select_for_update().filter(benefit__in=to_decide))
    proposed = {decision.benefit for decision in decisions if decision.proposed != Outcome.PENDING}
    if proposed != set(to_decide) or any(each.submission_id != submission.pk for each in decisions):
        raise ActionRefused(_("初审意见不完整，请退回初审。"))
    now = clock.now()
    for decision in decisions:
        decision.outcome, decision.decided_at = decision.proposed, now
        decision.save(update_fields=["outcome", "decided_at"])
    granted = [Benefit(each.benefit) for each in decisions if each.outcome == Outcome.GRANTED]
    refused = [Benefit(each.benefit) for each in decisions if each.outcome == Outcome.REFUSED]
    move(
        application,
        "confirm_grant" if granted else "confirm_refusal",
        by=by,
        detail={"submission": submission.sequence, "granted": granted, "refused": refused},
        promised_on=None,
    )
    if not granted:
        issue_decision(application, by=by)
    tell(application, "approved" if granted else "refused", granted=granted, refused=refused)


def _refuse_altered(submission: Submission) -> None:
    """Nobody decides on what the applicant did not hand in; returning it for correction brings a sound one."""
    if not is_intact(submission):
        raise SubmissionAltered


def _propose_one(
    application: Application, assessment: BenefitAssessment, proposal: Proposal, submission: Submission
) -> Decision:
    _refuse_unfounded(assessment, proposal)
    if proposal.outcome == Outcome.GRANTED:
        _refuse_second_award(application, assessment.benefit)
    decision, _created = Decision.objects.update_or_create(
        application=application,
        benefit=assessment.benefit,
        defaults={"proposed": proposal.outcome, **_grounds(assessment, proposal, submission)},
    )
    return decision


def _grounds(assessment: BenefitAssessment, proposal: Proposal, submission: Submission) -> dict[str, Any]:
    """What a decision rests on, by the fields of ``Decision``."""
    return {
        "submission": submission,
        "assessment": {
            "on": clock.today().isoformat(),
            "policy_version": assessment.policy_version,
            **assessment.wire,
            "established": established_for(assessment, submission),
        },
        "degree": assessment.degree,
        "amount_yuan": assessment.amount_yuan if proposal.outcome == Outcome.GRANTED else None,
        "policy_version": assessment.policy_version,
        "reason": proposal.reason.strip(),
    }


def _refuse_incomplete(proposals: Mapping[Benefit, Proposal], assessments: Mapping[Benefit, BenefitAssessment]) -> None:
    if set(proposals) != set(assessments):
        raise ActionRefused(_("请对每一个申请事项都提出意见。"))


def _refuse_unfounded(assessment: BenefitAssessment, proposal: Proposal) -> None:
    benefit = {"benefit": assessment.benefit.label}
    has_reason = bool(proposal.reason.strip())
    if looks_personal(proposal.reason):
        raise ActionRefused(_("%(benefit)s的理由里像是写了身份证号码、银行账号或手机号码，请删去。") % benefit)
    if proposal.outcome not in (Outcome.GRANTED, Outcome.REFUSED):
        raise ActionRefused(_("请对%(benefit)s选择同意或不予通过。") % benefit)
    if proposal.outcome == Outcome.REFUSED:
        if assessment.result == RuleOutcome.ELIGIBLE and not has_reason:
            raise ActionRefused(_("%(benefit)s各项条件均符合，不予通过须写明理由。") % benefit)
        return
    if assessment.result == RuleOutcome.NOT_ELIGIBLE:
        raise ActionRefused(_("%(benefit)s有条件不符合，不能同意。") % benefit)
    if assessment.result == RuleOutcome.UNDETERMINED and not has_reason:
        raise ActionRefused(_("%(benefit)s有条件待确认，同意须写明核实情况。") % benefit)
    if not assessment.degree or (assessment.benefit is Benefit.LIVING and not assessment.amount_yuan):
        raise ActionRefused(_("%(benefit)s的学位层次不明，不能同意。") % benefit)
    if proposal.amount_yuan is not None and proposal.amount_yuan != assessment.amount_yuan:
        raise AssessmentChanged


def _refuse_second_award(application: Application, benefit: Benefit) -> None:
    """The living subsidy may be topped up, within its total; of the others a person has one at a time."""
    if benefit is Benefit.LIVING:
        return
    if Award.objects.live().filter(person_id=application.person_id, benefit=benefit).exists():
        raise ActionRefused(_("申请人已在享受%(benefit)s，不能重复授予。") % {"benefit": benefit.label})
