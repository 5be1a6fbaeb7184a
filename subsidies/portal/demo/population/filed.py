"""A case of the population as it is kept: its submissions, its moves, and its own row at the end."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from subsidies.applications.assessments import assess_line
from subsidies.applications.facts import wire_facts
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Decision, Submission
from subsidies.applications.numbering import new_number
from subsidies.applications.snapshots import digest_of, snapshot_of
from subsidies.applications.workflow import APPLICATION
from subsidies.portal.demo.population.profiles import Profiled
from subsidies.portal.demo.rows import Rows
from subsidies.review.models import Review
from talent.accounts.models import User
from talent.calendars import clock

EVIDENCE_OF = Submission.evidence.through


class FiledCase:
    """One application on its way; its own row is written when it is over, or when the demo's past ends."""

    def __init__(self, owner: Profiled, rows: Rows, *, at: dt.datetime) -> None:
        self.owner, self.rows = owner, rows
        self.submissions: list[Submission] = []
        self.decisions: dict[Benefit, Decision] = {}
        self.review: Review | None = None
        self.reviewer: User | None = None
        asked = {f"{name}_requested": wanted for name, wanted in owner.graduate.benefits.items()}
        self.shell = Application(
            id=uuid.uuid4(), number=new_number(clock.day_of(at)), person=owner.person, created_at=at, **asked
        )
        self.fields: dict[str, Any] = {"status": APPLICATION.initial, "status_changed_at": at}
        detail = {"number": self.shell.number}
        rows.note("application.start", self.shell, by=owner.user, at=at, status=("", self.status), detail=detail)
        chosen = {"benefits": [benefit.value for benefit in self.benefits], "claimed": False}
        rows.note("application.choose", self.shell, by=owner.user, at=at, detail=chosen)

    @property
    def status(self) -> str:
        return str(self.fields["status"])

    @property
    def benefits(self) -> list[Benefit]:
        return self.shell.benefits

    @property
    def latest(self) -> Submission:
        return self.submissions[-1]

    def finish(self) -> None:
        """Write what changes no more."""
        undecided = [decision for decision in self.decisions.values() if decision.decided_at is None]
        self.rows.add(*([self.review] if self.review else []), *undecided)
        shell = self.shell
        asked = {f"{benefit}_requested": benefit in self.benefits for benefit in Benefit}
        self.rows.add(
            Application(
                id=shell.pk,
                number=shell.number,
                person=shell.person,
                created_at=shell.created_at,
                claimed_elsewhere=False,
                **asked,
                **self.fields,
            )
        )

    def new_submission(self, at: dt.datetime) -> Submission:
        day, submitted_at = clock.day_of(at), self.fields.get("submitted_at")
        entered = snapshot_of(
            self.owner.snapshot_source,
            benefits=self.benefits,
            claimed_elsewhere=False,
            applied_on=clock.day_of(submitted_at) if submitted_at else day,
        )
        facts = wire_facts(entered, granted_yuan=0, number=self.shell.number)
        assessment = assess_line(facts, on=day)
        submission = Submission(
            application=self.shell,
            sequence=len(self.submissions) + 1,
            submitted_at=at,
            submitted_by=self.owner.user,
            entered=entered,
            facts=facts,
            assessment=assessment,
            digest=digest_of(entered, [file.sha256 for file in self.owner.evidence]),
            policy_version=assessment["policy_version"],
        )
        self.submissions.append(submission)
        links = [EVIDENCE_OF(submission=submission, evidence=file) for file in self.owner.evidence]
        self.rows.add(submission, *links)
        return submission

    def move(
        self,
        action: str,
        *,
        by: User | None,
        at: dt.datetime,
        reason: str = "",
        detail: dict[str, Any] | None = None,
        **fields: Any,
    ) -> None:
        before, after = self.status, APPLICATION.target(action, self.status)
        self.fields |= {"status": after, "status_changed_at": at, **fields}
        detail = {"number": self.shell.number} | (detail or {})
        self.rows.note(
            f"application.{action}", self.shell, by=by, at=at, status=(before, after), reason=reason, detail=detail
        )

    def tell(self, event: str, **context: Any) -> None:
        at = self.fields["status_changed_at"]
        context = {"number": self.shell.number, **context}
        key = f"application_{event}:{self.shell.pk}:{at.isoformat()}"
        self.rows.tell(self.owner.user, f"application_{event}", at=at, key=key, **context)
