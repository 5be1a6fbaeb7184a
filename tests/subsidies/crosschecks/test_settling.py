"""An answer that establishes nothing by itself is settled by an officer, with grounds, and by nobody who decided."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client

from subsidies.applications.models import Application
from subsidies.crosschecks import actions
from subsidies.crosschecks.models import CrossCheckRow
from subsidies.crosschecks.queries import unsettled_in
from subsidies.crosschecks.settling import settle, unsettle
from subsidies.review import actions as review
from subsidies.review.permissions import refuse_reviewers
from subsidies.review.queries.assigning import decidable_by
from subsidies.review.queries.case import finders_of
from subsidies.review.queries.clean import obstacles_of
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.crosschecks.conftest import drawn, under_review
from tests.subsidies.review.stages import AGREE
from tests.subsidies.review.test_case_actions import officer_who_applied

pytestmark = pytest.mark.django_db
GROUNDS = "已与财政局核对，系同名同姓的另一人。"


@pytest.fixture
def answered(office: Office, read) -> CrossCheckRow:
    """The first of two people: said to be on the public payroll, while the other is not."""
    under_review(office), under_review(office)
    actions.enter(read(drawn(office, "public_payroll"), "是", "否"), by=office.reviewer)
    return CrossCheckRow.objects.select_related("application__person").get(differs=True)


def proposed(office: Office, application: Application) -> review.Review:
    return review.propose(fresh(application), AGREE, by=office.reviewer, submission=latest(application))


def confirmed(office: Office, application: Application) -> None:
    review.confirm(fresh(application), by=office.rechecker, submission=proposed(office, application).submission)


def test_what_no_rule_looks_at_is_counted_as_to_be_settled(office: Office, read):
    under_review(office), under_review(office)
    done = actions.enter(read(drawn(office, "public_payroll"), "是", "否"), by=office.reviewer)
    assert dict(done) == {"entered": 2, "to_settle": 1}


def test_the_page_says_how_many_are_to_be_settled(client: Client, office: Office, read):
    under_review(office), under_review(office)
    client.force_login(office.reviewer)
    answers = read(drawn(office, "public_payroll"), "是", "否")
    preview = client.get(f"/crosschecks/answers/{answers.pk}/").content.decode()
    entered = client.post(f"/crosschecks/answers/{answers.pk}/enter/", follow=True).content.decode()
    assert (
        "答复为“是”的列在申请页面上，由工作人员核实" in preview,
        "已登记 2 条答复。其中 1 条答复为“是”，须由工作人员核实，请到申请页面登记核实情况。" in entered,
    ) == (True, True)


def test_settled_it_is_no_open_answer_any_more_and_the_log_says_who_and_why(office: Office, answered: CrossCheckRow):
    settle(answered, by=office.reviewer, reason=GROUNDS)
    event = AuditEvent.objects.get(verb="crosscheck.answer_settled")
    row = CrossCheckRow.objects.get(pk=answered.pk)
    assert (
        unsettled_in([answered.application_id]),
        (row.settled_by, row.settled_person, row.settled_reason, row.settled_at is not None),
        (event.actor_id, event.object_id, event.reason, sorted(event.detail)),
    ) == (
        set(),
        (office.reviewer, office.reviewer.natural_person, GROUNDS, True),
        (office.reviewer.pk, str(answered.application_id), GROUNDS, ["list", "number", "order"]),
    )


def test_a_second_click_changes_nothing(office: Office, answered: CrossCheckRow):
    for _ in range(2):
        settle(answered, by=office.reviewer, reason=GROUNDS)
    for _ in range(2):
        unsettle(answered, by=office.reviewer)
    verbs = AuditEvent.objects.filter(verb__contains="settled").values_list("verb", flat=True).order_by("pk")
    assert (list(verbs), unsettled_in([answered.application_id])) == (
        ["crosscheck.answer_settled", "crosscheck.answer_unsettled"],
        {answered.application_id},
    )


def test_a_later_answer_takes_the_place_of_what_was_settled(office: Office, answered: CrossCheckRow, read):
    settle(answered, by=office.reviewer, reason=GROUNDS)
    actions.enter(read(answered.crosscheck, "否"), by=office.reviewer)
    row = CrossCheckRow.objects.get(pk=answered.pk)
    assert (row.differs, row.settled_at, row.settled_reason) == (False, None, "")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (" ", "请写明核实情况。"),
        ("见 220102200005010014", "核实情况里像是写了身份证号码、银行账号或手机号码，请删去。"),
    ],
)
def test_grounds_are_needed_and_hold_no_number(office: Office, answered: CrossCheckRow, reason: str, words: str):
    with pytest.raises(ActionRefused) as refused:
        settle(answered, by=office.reviewer, reason=reason)
    assert str(refused.value) == words


def test_what_agrees_is_not_settled(office: Office, answered: CrossCheckRow):
    with pytest.raises(ActionRefused) as refused:
        settle(answered.crosscheck.rows.get(differs=False), by=office.reviewer, reason=GROUNDS)
    assert str(refused.value) == "这条答复没有需要核实的内容，或者已经核实过，请刷新页面后再看。"


def test_whoever_settled_does_not_confirm_and_the_case_is_read_by_itself(office: Office, answered: CrossCheckRow):
    application = answered.application
    proposal = proposed(office, application)
    settle(answered, by=office.rechecker, reason=GROUNDS)
    with pytest.raises(DutiesNotSeparated) as refused:
        refuse_reviewers(fresh(application), by=office.rechecker)
    cases = Application.objects.filter(pk=application.pk)
    assert (
        str(refused.value),
        finders_of(application),
        obstacles_of([proposal])[proposal.pk],
        list(decidable_by(cases, office.rechecker.natural_person)),
    ) == (
        "您认定过该申请的事实，复核须由另一人办理。",
        {office.rechecker.natural_person_id},
        ["有人工核实的部门答复。"],
        [],
    )


@pytest.mark.parametrize("who", ["reviewer", "rechecker"])
def test_after_the_recheck_it_is_for_somebody_who_did_not_decide(office: Office, answered: CrossCheckRow, who: str):
    confirmed(office, answered.application)
    with pytest.raises(DutiesNotSeparated) as refused:
        settle(answered, by=getattr(office, who), reason=GROUNDS)
    settle(answered, by=make_user("reviewer"), reason=GROUNDS)
    assert (str(refused.value), unsettled_in([answered.application_id])) == (
        "您初审或复核过这件申请，部门答复须由未参与审核的人员核实；也可以退回初审重新办理。",
        set(),
    )


def test_nobody_settles_what_is_said_of_themselves(office: Office, answered: CrossCheckRow):
    with pytest.raises(DutiesNotSeparated):
        settle(answered, by=officer_who_applied(answered.application), reason=GROUNDS)
    assert unsettled_in([answered.application_id]) == {answered.application_id}


def test_the_database_keeps_a_settled_answer_without_grounds_out(office: Office, answered: CrossCheckRow):
    with pytest.raises(IntegrityError):
        CrossCheckRow.objects.filter(pk=answered.pk).update(settled_at=answered.answered_at)


def test_from_the_case_s_page_to_the_grounds_and_back(client: Client, office: Office, answered: CrossCheckRow):
    client.force_login(office.reviewer)
    case, form = f"/review/cases/{answered.application_id}/", f"/crosschecks/rows/{answered.pk}/settle/"
    offered = form in client.get(case).content.decode()
    empty = client.post(form, {"reason": ""})
    settled = client.post(form, {"reason": GROUNDS}, follow=True).content.decode()
    undone = client.post(f"/crosschecks/rows/{answered.pk}/unsettle/", follow=True).content.decode()
    assert (
        offered,
        empty.status_code,
        ["已登记核实情况。" in settled, GROUNDS in settled, "已核实" in settled, form in settled],
        ["已撤销核实，这条部门答复须重新核实。" in undone, form in undone],
    ) == (True, 422, [True, True, True, False], [True, True])
