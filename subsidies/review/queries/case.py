"""One case at the talent office: evidence beside data, findings, what others said, what changed, what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.applications.assessments import BenefitAssessment, assess_benefits
from subsidies.applications.established import kept_of
from subsidies.applications.findings import ExplainedFinding, explain_all
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Decision, EstablishedFact, Submission
from subsidies.applications.snapshots import changes, sections
from subsidies.applications.workflow import ApplicationStatus
from subsidies.crosschecks.queries import answers_on, judges_of
from subsidies.review.kinds import OPENED
from subsidies.review.models import Review
from subsidies.review.queries.objections import objections_to, open_words, upheld_words
from subsidies.review.queries.warnings import drift, integrity, warnings_of
from subsidies.verification.models import Verification
from talent.audit.models import AuditEvent
from talent.audit.wording import status_label, verb_label
from talent.calendars import clock
from talent.profiles.kinds import EvidenceKind
from talent.profiles.models import Evidence

DECIDED_ON_STORED = frozenset(
    {
        ApplicationStatus.AWAITING_RECHECK,
        ApplicationStatus.AWAITING_NOTICE,
        ApplicationStatus.IN_NOTICE,
        ApplicationStatus.OBJECTED,
        ApplicationStatus.CLOSED,
    }
)
"""Statuses in which the answer that was decided on is shown, not today's."""
SETTLED = DECIDED_ON_STORED - {ApplicationStatus.AWAITING_RECHECK}
"""Statuses in which today's answer does not matter any more."""
PROVES = {
    EvidenceKind.IDENTITY: "person",
    EvidenceKind.GRADUATION_CERTIFICATE: "degrees",
    EvidenceKind.DEGREE_CERTIFICATE: "degrees",
    EvidenceKind.OVERSEAS_CERTIFICATION: "degrees",
    EvidenceKind.CONTRACT: "employment",
    EvidenceKind.SOCIAL_INSURANCE: "employment",
}
"""Which section of a snapshot stands beside which files."""
UPHELD = "upheld"
"""What objections and appeals are called that were found right."""
SUGGESTED = {"eligible": Outcome.GRANTED.value, "not_eligible": Outcome.REFUSED.value}


class Assessed(NamedTuple):
    """The rules' answer on one benefit as it is read, with the decision that rests on it (if one does)."""

    benefit: Benefit
    result: str
    amount_yuan: int | None
    policy_version: str
    on: str
    """ISO day for which the rules were asked."""
    findings: list[ExplainedFinding]
    decision: Decision | None


class Behind(NamedTuple):
    """An objection or an appeal, by the name of its page, its key and its number."""

    page: str
    pk: UUID
    number: str


class File(NamedTuple):
    """One evidence file; ``added`` where the submission before did not have it."""

    evidence: Evidence
    added: bool

    @property
    def proves(self) -> str:
        """The section of the snapshot that it proves; empty for one that may prove anything."""
        return PROVES.get(EvidenceKind(self.evidence.kind), "")


def case_page(application: Application, reviews: list[Review], *, revealed: bool = False) -> dict[str, Any]:
    """All that the page shows of a case that was submitted at least once.

    Args:
        reviews: every review of the case, the first one first.
        revealed: show full numbers; the caller has recorded why.
    """
    submissions = list(application.submissions.prefetch_related("evidence"))
    latest, before = submissions[-1], submissions[-2] if len(submissions) > 1 else None
    decisions = {Benefit(decision.benefit): decision for decision in application.decisions.select_related("award")}
    stored = application.status in DECIDED_ON_STORED
    files, on = _files(latest, before), clock.today()
    established = established_of(application)
    today = {} if application.status in SETTLED else assess_benefits(latest, on=on, established=established)
    return {
        "application": application,
        "submission": latest,
        "sections": sections(latest.entered, masked=not revealed),
        "revealed": revealed,
        "files": files,
        "proven": {file.proves for file in files},
        "added_files": _added(before, latest),
        "removed_files": _added(latest, before) if before else [],
        "before": before,
        "changes": changes(before.entered, latest.entered) if before else [],
        "assessments": [_stored(each) for each in decisions.values()] if stored else _fresh(today, on=on),
        "verification": Verification.objects.standing_for(application)
        .select_related("answered_by", "submission")
        .first(),
        "warnings": [
            *integrity(latest),
            *(drift(decisions.values(), today) if stored else []),
            *warnings_of([latest])[latest.pk],
        ],
        "answers": answers_on(application),
        "established": kept_of(established, latest.facts),
        "review": next((review for review in reviews if review.is_open), None),
        "reviews": list(reversed(reviews)),
        "history": history_of(application),
        "awards": [decision.award for decision in decisions.values() if hasattr(decision, "award")],
    }


def reviews_of(application: Application) -> list[Review]:
    """Every review of a case with its people and what it asked to correct, the first one first (two queries)."""
    return list(application.reviews.select_related("reviewed_by", "rechecked_by").prefetch_related("corrections"))


def established_of(application: Application) -> list[EstablishedFact]:
    """What stands in place of what was entered, with who established it (one query)."""
    return list(application.established_facts.standing().select_related("established_by"))


def behind_reopening(application: Application) -> list[Behind]:
    """The objections and appeals that were upheld, for which the case is reviewed again, the latest first (two
    queries, none of a case that was never reopened). An objection to an earlier case of the person may be among them.

    Both features stand above this one, so that they are reached from the case and not imported.
    """
    if application.reopened_at is None:
        return []
    behind = Application.objects.filter(
        Q(pk=application.pk) | Q(objections__closed_at__gte=application.created_at),
        person=application.person_id,
        objections__status=UPHELD,
    )
    objections = behind.order_by("-objections__closed_at").values_list("objections__pk", "objections__number")
    appeals = application.appeals.filter(status=UPHELD).order_by("-decided_at").values_list("pk", "number")
    return [
        *(Behind("objections:objection", pk, number) for pk, number in objections),
        *(Behind("appeals:appeal", pk, number) for pk, number in appeals),
    ]


def objection_warnings(application: Application, proposal: Review | None) -> list[str]:
    """What objections to the person mean for the case; not for whoever is objected to (one query)."""
    said = objections_to([application.person_id]).get(application.person_id, [])
    return [*open_words(said), *(upheld_words(said, proposal) if proposal else [])]


def finders_of(application: Application) -> set[UUID]:
    """The keys of the people who judged a fact of the case or a department's answer on it (one query)."""
    return set(judges_of(application.pk).values_list("pk", flat=True))


def first_proposal(assessments: list[Assessed]) -> dict[str, Any]:
    """What the rules suggest for each benefit and the amount that the reviewer reads: the form's first state."""
    outcomes = {f"{item.benefit}_outcome": SUGGESTED.get(item.result, "") for item in assessments}
    return outcomes | {"amount_yuan": next((item.amount_yuan for item in assessments if item.amount_yuan), None)}


def history_of(application: Application) -> list[dict[str, Any]]:
    """All that happened to the case, the latest first, but readings, which the log holds."""
    events = AuditEvent.objects.about(application).exclude(verb=OPENED)
    return [
        {
            "at": event.occurred_at,
            "who": event.actor_name or _("系统"),
            "what": verb_label(event.verb),
            "became": status_label(event.object_type, event.to_status),
            "officer": event.detail.get("officer", "") if event.verb == "application.handed_over" else "",
            "why": event.reason,
        }
        for event in events.order_by("-pk")
    ]


def _fresh(answers: dict[Benefit, BenefitAssessment], *, on: dt.date) -> list[Assessed]:
    return [
        Assessed(
            benefit=benefit,
            result=answer.result,
            amount_yuan=answer.amount_yuan,
            policy_version=answer.policy_version,
            on=on.isoformat(),
            findings=explain_all(answer.wire["findings"]),
            decision=None,
        )
        for benefit, answer in answers.items()
    ]


def _stored(decision: Decision) -> Assessed:
    kept = decision.assessment or {}
    return Assessed(
        benefit=Benefit(decision.benefit),
        result=str(kept.get("result", "")),
        amount_yuan=kept.get("amount_yuan"),
        policy_version=decision.policy_version,
        on=str(kept.get("on", "")),
        findings=explain_all(kept.get("findings", [])),
        decision=decision,
    )


def _files(latest: Submission, before: Submission | None) -> list[File]:
    added = _added(before, latest)
    return [File(file, file in added) for file in latest.evidence.all()]


def _added(before: Submission | None, after: Submission) -> list[Evidence]:
    """The files of one submission that another does not have; none where there is no other."""
    known = set(before.evidence.all()) if before else set(after.evidence.all())
    return [file for file in after.evidence.all() if file not in known]
