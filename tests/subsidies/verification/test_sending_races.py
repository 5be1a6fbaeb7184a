"""A summary that two officers issue, scan, send and take back while the office signs and returns: real processes."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.verification import actions
from subsidies.verification.models import SentSummary
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import chain
from talent.audit.models import AuditEvent
from talent.notifications.models import Message
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper, SignedScan
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments.racing import broken_off, race
from tests.subsidies.verification.test_sending import scan_of, stamped
from tests.subsidies.verification.test_summary import month, verified
from tests.talent.employers.rosters import hr_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(6)
ENDED = {"take_back": "taken_back", "return": "returned"}


@pytest.fixture(autouse=True)
def every_step_is_on_record_once(transactional_db: None):
    """After each race: a paper is with the office once at most, with its scan, and each step has one event."""
    yield
    there = SentSummary.objects.with_the_office().select_related("paper")
    assert max(Counter(there.values_list("paper", flat=True)).values(), default=0) <= 1
    assert all(each.paper.withdrawn_at is None and each.paper.scans.in_use().exists() for each in there)
    steps = Counter(AuditEvent.objects.filter(verb__startswith="summary.").values_list("verb", flat=True))
    statuses = Counter(SentSummary.objects.values_list("status", flat=True))
    assert steps["summary.sent"] == statuses.total()
    assert {step: steps[f"summary.{step}"] for step in ENDED} == {step: statuses[ENDED[step]] for step in ENDED}
    assert steps["summary.receive"] == SentSummary.objects.exclude(received_at=None).count()
    told = Counter(Message.objects.filter(channel="portal").values_list("template", flat=True))
    assert (told["summary_received"], told["summary_returned"]) == (steps["summary.receive"], steps["summary.return"])
    assert broken_off("summary.") == []
    chain.link_pending()
    assert chain.verify().difference == ""


@pytest.fixture
def offices(transactional_db: None) -> list[Office]:
    """A unit for each round; summaries are numbered by the nine places of the code that name the organisation."""
    found = [Office.open() for _ in range(ROUNDS)]
    for order, office in enumerate(found):
        office.employer.credit_code = f"91220101MA{order:07d}X"
        office.employer.save()
    return found


@pytest.fixture
def officers(offices: list[Office]) -> list[list[User]]:
    """Four of each unit."""
    return [[office.hr, *(hr_of(office.employer) for _ in range(3))] for office in offices]


@pytest.fixture
def reviewers(transactional_db: None) -> list[User]:
    return [make_user(Role.REVIEWER) for _ in range(4)]


@pytest.fixture
def to_send(offices: list[Office]) -> list[IssuedPaper]:
    """The stamped summary of each unit."""
    return [stamped(office) for office in offices]


@pytest.fixture
def sent(to_send: list[IssuedPaper], officers: list[list[User]]) -> list[SentSummary]:
    return [actions.send_summary(paper, by=few[0]) for paper, few in zip(to_send, officers, strict=True)]


def statuses() -> Counter[str]:
    return Counter(SentSummary.objects.values_list("status", flat=True))


def test_a_summary_that_four_officers_issue_at_once_is_one_paper(offices, officers):
    for office in offices:
        verified(office)
    outcomes = race(
        lambda process, turn: actions.issue_summary(month(offices[turn].employer), by=officers[turn][process]),
        rounds=ROUNDS,
    )
    issued = AuditEvent.objects.filter(verb="paper.issued", detail__kind="employer_summary").count()
    kept = IssuedPaper.objects.filter(kind="employer_summary").count()
    assert (outcomes, issued, kept) == (Counter(done=4 * ROUNDS), ROUNDS, ROUNDS)


def test_a_summary_that_says_something_else_is_issued_anew_once(offices, officers, to_send):
    for office in offices:
        verified(office)
    outcomes = race(
        lambda process, turn: actions.issue_summary(month(offices[turn].employer), by=officers[turn][process]),
        rounds=ROUNDS,
    )
    papers_of_units = IssuedPaper.objects.filter(kind="employer_summary")
    withdrawn = AuditEvent.objects.filter(verb="paper.withdrawn").count()
    assert (outcomes, papers_of_units.count(), papers_of_units.in_force().count(), withdrawn) == (
        Counter(done=4 * ROUNDS),
        2 * ROUNDS,
        ROUNDS,
        ROUNDS,
    )


def test_a_scan_that_four_upload_at_once_is_kept_once(offices, officers):
    for office in offices:
        verified(office)
    issued = [actions.issue_summary(month(office.employer), by=office.hr) for office in offices]

    def upload(process: int, turn: int) -> None:
        papers.attach_scan(issued[turn], by=officers[turn][process], upload=scan_of())

    outcomes = race(upload, rounds=ROUNDS)
    noted = AuditEvent.objects.filter(verb="paper.scan_attached").count()
    assert (outcomes, SignedScan.objects.count(), noted) == (Counter(done=4 * ROUNDS), ROUNDS, ROUNDS)


def test_a_summary_that_four_officers_send_at_once_is_sent_once(officers, to_send):
    outcomes = race(
        lambda process, turn: actions.send_summary(to_send[turn], by=officers[turn][process]), rounds=ROUNDS
    )
    assert (outcomes, statuses()) == (Counter(done=4 * ROUNDS), Counter(sent=ROUNDS))


def test_a_summary_is_sent_or_issued_anew_and_never_both(offices, officers, to_send):
    for office in offices:
        verified(office)

    def act(process: int, turn: int) -> None:
        by = officers[turn][process]
        if process % 2:
            actions.send_summary(to_send[turn], by=by)
        else:
            actions.issue_summary(month(offices[turn].employer), by=by)

    outcomes = race(act, rounds=ROUNDS)
    renewed = IssuedPaper.objects.filter(kind="employer_summary").exclude(withdrawn_at=None).count()
    assert (outcomes, statuses()["sent"] + renewed) == (Counter(done=2 * ROUNDS, refused=2 * ROUNDS), ROUNDS)


def test_a_summary_is_sent_with_the_scans_that_it_had_and_they_stay(officers, to_send):
    def act(process: int, turn: int) -> None:
        paper, by = to_send[turn], officers[turn][process]
        if process < 2:
            actions.send_summary(paper, by=by)
        elif process == 2:
            papers.withdraw_scan(paper.scans.get(), by=by)
        else:
            papers.attach_scan(paper, by=by, upload=scan_of(b"%PDF-1.7 other"))

    race(act, rounds=ROUNDS)
    for summary in SentSummary.objects.select_related("paper"):
        scans = [str(scan.pk) for scan in summary.paper.scans.all()]
        of_scans = AuditEvent.objects.filter(verb__startswith="paper.scan_", object_id__in=scans)
        sending = AuditEvent.objects.get(verb="summary.sent", object_id=str(summary.pk))
        assert [event.verb for event in of_scans.filter(pk__gt=sending.pk)] == []


def test_a_summary_is_taken_back_or_signed_for_and_never_both(officers, reviewers, sent):
    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.take_summary_back(sent[turn], by=officers[turn][process])
        else:
            actions.receive_summary(sent[turn], by=reviewers[process])

    outcomes = race(act, rounds=ROUNDS)
    assert (outcomes, statuses().total()) == (Counter(done=ROUNDS, refused=3 * ROUNDS), ROUNDS)


def test_two_reviewers_return_a_summary_once(reviewers, sent):
    for summary in sent:
        actions.receive_summary(summary, by=reviewers[0])
    outcomes = race(
        lambda process, turn: actions.return_summary(sent[turn], by=reviewers[process], reason="缺页"), rounds=ROUNDS
    )
    assert (outcomes, statuses()) == (Counter(done=ROUNDS, refused=3 * ROUNDS), Counter(returned=ROUNDS))


def test_sending_again_taking_back_signing_and_returning_at_once_follow_each_other(officers, reviewers, sent):
    def act(process: int, turn: int) -> None:
        paper, few = sent[turn].paper, officers[turn]
        latest = SentSummary.objects.filter(paper=paper).latest("sent_at", "id")
        (
            lambda: actions.send_summary(paper, by=few[0]),
            lambda: actions.take_summary_back(latest, by=few[1]),
            lambda: actions.receive_summary(latest, by=reviewers[2]),
            lambda: actions.return_summary(latest, by=reviewers[3], reason="缺页"),
        )[process]()

    for _ in range(3):
        race(act, rounds=ROUNDS, refusals=ActionRefused)
    assert statuses().total() >= ROUNDS
