"""What is done to a case of the population: for each action the rows that it would have written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from subsidies.applications import promises
from subsidies.applications.actions import Proposal
from subsidies.applications.assessments import BenefitAssessment, estimate
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Award, Decision, LivingTotal
from subsidies.policy import wire
from subsidies.policy.findings import Outcome as RuleOutcome
from subsidies.portal.demo.population.filed import FiledCase
from subsidies.review.kinds import CorrectionCode, RecheckOutcome, ReviewOutcome
from subsidies.review.models import CorrectionItem, Review
from subsidies.verification.kinds import DisputeReason, VerificationOutcome
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.calendars import clock

PROPOSALS = {
    RuleOutcome.ELIGIBLE: Proposal(Outcome.GRANTED),
    RuleOutcome.NOT_ELIGIBLE: Proposal(Outcome.REFUSED),
    RuleOutcome.UNDETERMINED: Proposal(Outcome.REFUSED, "所填信息不足以认定，请补充后再次申请。"),
}


class Case(FiledCase):
    """One application on its way."""

    def submit(self, at: dt.datetime, action: str = "submit") -> None:
        """Submit, or answer a dispute: the employer is next."""
        submission = self.new_submission(at)
        promised_on = promises.employer_answers_by(clock.day_of(at))
        employer = self.owner.employment.employer
        self.shell.employer = employer
        self.move(
            action,
            by=self.owner.user,
            at=at,
            detail={"submission": submission.sequence},
            employer=employer,
            submitted_at=self.fields.get("submitted_at") or at,
            promised_on=promised_on,
            corrections_due_on=None,
        )
        self.tell("submitted", promised_on=promised_on, employer=employer.name)

    def verify(self, at: dt.datetime, by: User) -> None:
        """The employer confirms."""
        promised_on = promises.office_decides_by(clock.day_of(at), days_left=self.fields.get("office_days_left"))
        detail = {"submission": self.latest.sequence}
        self.move("verify", by=by, at=at, detail=detail, promised_on=promised_on, office_days_left=None)
        self.tell("verified", promised_on=promised_on)
        employer, day = self.owner.employment.employer, clock.day_of(at)
        self.rows.add(
            EmploymentConfirmation(person=self.owner.person, employer=employer, confirmed_on=day, confirmed_by=by),
            Verification(submission=self.latest, outcome=VerificationOutcome.VERIFIED, answered_by=by, answered_at=at),
        )

    def dispute(self, at: dt.datetime, by: User, reason: DisputeReason, comment: str) -> None:
        """The employer does not confirm."""
        told = f"{reason.label}：{comment}"
        self.move("dispute", by=by, at=at, reason=told, detail={"submission": self.latest.sequence}, promised_on=None)
        self.tell("disputed", reason=told)
        self.rows.add(
            Verification(
                submission=self.latest,
                outcome=VerificationOutcome.DISPUTED,
                reason=reason,
                comment=comment,
                answered_by=by,
                answered_at=at,
            )
        )

    def give_back(self, at: dt.datetime, by: User, items: Sequence[tuple[CorrectionCode, str]]) -> None:
        """The office returns the case for correction."""
        today = clock.day_of(at)
        due_on = promises.corrections_due_by(today)
        days_left = promises.office_days_left(self.fields.get("promised_on"), on=today)
        self.move(
            "return",
            by=by,
            at=at,
            detail={"submission": self.latest.sequence, "due_on": due_on},
            promised_on=None,
            corrections_due_on=due_on,
            office_days_left=days_left,
        )
        self.tell("returned", due_on=due_on)
        self.decisions.clear()
        review = self._read(ReviewOutcome.RETURNED, at, by)
        self.rows.add(review)
        for sequence, (code, note) in enumerate(items, 1):
            self.rows.add(CorrectionItem(review=review, sequence=sequence, code=code, note=note))

    def correct(self, at: dt.datetime) -> None:
        """The applicant corrects what has nothing to do with the employment."""
        submission = self.new_submission(at)
        promised_on = promises.office_decides_by(clock.day_of(at), days_left=self.fields["office_days_left"])
        self.move(
            "correct",
            by=self.owner.user,
            at=at,
            detail={"submission": submission.sequence},
            promised_on=promised_on,
            corrections_due_on=None,
            office_days_left=None,
        )
        self.tell("corrected", promised_on=promised_on)

    def lapse(self, at: dt.datetime) -> None:
        """Nobody corrected it in time."""
        due_on = self.fields["corrections_due_on"]
        self.move("lapse", by=None, at=at, detail={"due_on": due_on})
        self.tell("lapsed", due_on=due_on)

    def withdraw(self, at: dt.datetime, reason: str) -> None:
        """The applicant takes it back."""
        self.move("withdraw", by=self.owner.user, at=at, reason=reason, promised_on=None, corrections_due_on=None)
        self.tell("withdrawn")

    def propose(self, at: dt.datetime, by: User) -> None:
        """First review: what the rules answer on the day."""
        day = clock.day_of(at)
        facts = self.latest.facts | {"living_granted_yuan": 0}
        answers = estimate(wire.read_request(facts).facts, on=day)
        for benefit in self.benefits:
            self.decisions[benefit] = self._proposed(answers[benefit], day)
        decided = self.decisions.values()
        detail = {
            "submission": self.latest.sequence,
            "proposed": {decision.benefit: decision.proposed for decision in decided},
            "amount_yuan": {decision.benefit: decision.amount_yuan for decision in decided},
        }
        self.move("review", by=by, at=at, detail=detail)
        self.tell("reviewed")
        self.review = self._read(ReviewOutcome.PROPOSED, at, by)

    def send_back(self, at: dt.datetime, by: User, note: str) -> None:
        """A second person disagrees."""
        self.move("send_back", by=by, at=at, detail={"submission": self.latest.sequence})
        self._answer_review(RecheckOutcome.SENT_BACK, at, by, note)

    def confirm(self, at: dt.datetime, by: User) -> list[Decision]:
        """A second person agrees; answers with what is granted."""
        for decision in self.decisions.values():
            decision.outcome, decision.decided_at = decision.proposed, at
        granted = self.granted()
        by_outcome: dict[str, Any] = {
            "granted": [each.benefit for each in granted],
            "refused": [each.benefit for each in self.decisions.values() if each.outcome == Outcome.REFUSED],
        }
        detail = {"submission": self.latest.sequence} | by_outcome
        self.move("confirm_grant" if granted else "confirm_refusal", by=by, at=at, detail=detail, promised_on=None)
        self.tell("approved" if granted else "refused", **by_outcome)
        self._answer_review(RecheckOutcome.CONFIRMED, at, by, "")
        self.rows.add(*self.decisions.values())
        return granted

    def publish(self, at: dt.datetime, by: User, ends_on: dt.date) -> None:
        """It stands on a public notice."""
        self.move("publish", by=by, at=at, detail={"ends_on": ends_on})
        self.tell("published", ends_on=ends_on)

    def grant(self, at: dt.datetime) -> list[Award]:
        """The notice is over."""
        on = clock.day_of(at)
        awards = [self._award(decision, on) for decision in self.granted()]
        amounts = {award.benefit: award.amount_yuan for award in awards}
        self.move("grant", by=None, at=at, detail={"awards": amounts, "granted_on": on})
        self.tell("granted", benefits=list(amounts), living_yuan=amounts.get(Benefit.LIVING), on=on)
        return awards

    def _proposed(self, answer: BenefitAssessment, day: dt.date) -> Decision:
        proposal, before = PROPOSALS[RuleOutcome(answer.result)], self.decisions.get(answer.benefit)
        return Decision(
            id=before.pk if before else uuid.uuid4(),
            application=self.shell,
            benefit=answer.benefit,
            proposed=proposal.outcome,
            submission=self.latest,
            assessment={"on": day.isoformat(), "policy_version": answer.policy_version, **answer.wire},
            degree=answer.degree,
            amount_yuan=answer.amount_yuan if proposal.outcome == Outcome.GRANTED else None,
            policy_version=answer.policy_version,
            reason=proposal.reason,
        )

    def granted(self) -> list[Decision]:
        granted = [each for each in self.decisions.values() if each.outcome == Outcome.GRANTED]
        return sorted(granted, key=lambda each: each.benefit)

    def _award(self, decision: Decision, on: dt.date) -> Award:
        amount_yuan, person = decision.amount_yuan, self.owner.person
        if decision.benefit == Benefit.LIVING and amount_yuan:
            self.rows.add(LivingTotal(person=person, granted_yuan=amount_yuan, ceiling_yuan=amount_yuan))
        award = Award(
            decision=decision,
            person=person,
            benefit=decision.benefit,
            degree=decision.degree,
            amount_yuan=amount_yuan,
            policy_version=decision.policy_version,
            granted_on=on,
        )
        self.rows.add(award)
        return award

    def _read(self, outcome: ReviewOutcome, at: dt.datetime, by: User) -> Review:
        self.reviewer = by
        return Review(
            application=self.shell,
            submission=self.latest,
            outcome=outcome,
            reviewed_by=by,
            reviewer_person=by.natural_person,
            reviewed_at=at,
        )

    def _answer_review(self, outcome: RecheckOutcome, at: dt.datetime, by: User, note: str) -> None:
        review = self.review
        if review is not None:
            review.recheck_outcome, review.recheck_note = outcome, note
            review.rechecked_by, review.rechecker_person, review.rechecked_at = by, by.natural_person, at
            self.rows.add(review)
        self.review = None
