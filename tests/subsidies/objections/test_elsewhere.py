"""An open objection holds its person wherever they stand by now: on a second notice, or with another case."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.models import Application, Award
from subsidies.applications.querysets import OPEN_OBJECTIONS, UPHELD_OBJECTION
from subsidies.notices import actions as notices
from subsidies.notices import tasks
from subsidies.notices.models import PublicNotice
from subsidies.objections import actions
from subsidies.objections.models import Objection
from subsidies.objections.workflow import OPEN, ObjectionStatus
from subsidies.review import actions as review
from subsidies.review.queries.case import behind_reopening
from subsidies.review.queries.clean import obstacles_of
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.objections.stages import decided, examined, objected, running
from tests.subsidies.objections.test_examining import FOUND
from tests.subsidies.review.stages import AGREE, REFUSE
from tests.subsidies.review.views.test_case import as_, url

pytestmark = pytest.mark.django_db
SECOND_ENDS = dt.date(2026, 12, 8)
"""The last day of a notice of Tuesday, 1 December 2026; one of 23 November ends on 30 November."""
AFTER = SECOND_ENDS + dt.timedelta(days=1)
PUBLISHED = dt.date(2026, 12, 1)


@pytest.fixture
def judge(db: None) -> User:
    """Somebody of the office who had no part in what was decided the second time either."""
    return make_user("reviewer")


def twice_objected(office: Office, examiner: User) -> tuple[Application, Objection]:
    """A case that is reviewed again, since the first of two objections to it was borne out; the second is open."""
    case = decided(office)
    notice = running(office, case)
    first, second = examined(notice, by=examiner), objected(notice)
    actions.uphold(first, by=examiner, **FOUND)
    return fresh(case), second


def decided_again(case: Application) -> Application:
    proposal = review.propose(case, AGREE, by=make_user("reviewer"), submission=latest(case))
    review.confirm(fresh(case), by=make_user("reviewer"), submission=proposal.submission)
    return fresh(case)


def standing_again(office: Office, case: Application) -> PublicNotice:
    """The case on its second notice, which was published on 1 December."""
    with on(PUBLISHED):
        return running(office, decided_again(case))


def end_second(notice: PublicNotice) -> PublicNotice:
    with on(AFTER):
        return notices.end(notice)


def test_an_objection_that_is_open_since_the_first_notice_holds_when_the_second_ends(office: Office, examiner: User):
    case, _second = twice_objected(office, examiner)
    end_second(standing_again(office, case))
    assert (fresh(case).status, Award.objects.count()) == ("in_notice", 0)


def test_an_objection_on_the_old_notice_that_still_runs_holds_on_the_new_one(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    actions.uphold(examined(notice, by=examiner), by=examiner, **FOUND)
    again = running(office, decided_again(fresh(case)))
    objected(notice)
    end_second(again)
    assert (fresh(case).status, Award.objects.count()) == ("in_notice", 0)


def test_dismissing_it_while_the_second_notice_runs_grants_nothing_before_its_days_are_over(
    office: Office, examiner: User, judge: User
):
    case, second = twice_objected(office, examiner)
    notice = standing_again(office, case)
    with on(PUBLISHED):
        tasks.close_ended.func()
        actions.dismiss(actions.accept(second, by=judge), by=judge, **FOUND)
    before = fresh(case).status, Award.objects.count()
    end_second(notice)
    assert (before, fresh(case).status, Award.objects.get().granted_on) == (("in_notice", 0), "closed", AFTER)


def test_dismissing_it_after_the_second_notice_grants_at_once(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    notice = standing_again(office, case)
    second = actions.accept(second, by=judge)
    end_second(notice)
    held = fresh(case).status
    with on(AFTER):
        actions.dismiss(second, by=judge, **FOUND)
    assert (held, fresh(case).status, Award.objects.count()) == ("objected", "closed", 1)


def test_declining_it_before_the_case_was_decided_again_holds_nobody(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    actions.decline(second, by=judge, answer="与前一异议相同，已经核查。")
    end_second(standing_again(office, case))
    assert fresh(case).status == "closed"


def test_upholding_it_takes_the_case_off_the_second_notice(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    notice = standing_again(office, case)
    actions.uphold(actions.accept(second, by=judge), by=judge, **FOUND)
    end_second(notice)
    assert (fresh(case).status, notice.entries.live().count(), Award.objects.count()) == ("awaiting_review", 0, 0)


def test_upholding_what_was_examined_before_the_second_notice_takes_it_off_too(
    office: Office, examiner: User, judge: User
):
    case, second = twice_objected(office, examiner)
    second = actions.accept(second, by=judge)
    notice = standing_again(office, case)
    actions.uphold(second, by=judge, **FOUND)
    assert (fresh(case).status, notice.entries.live().count()) == ("awaiting_review", 0)


def test_upholding_it_before_the_second_notice_is_published_keeps_that_from_being_published(
    office: Office, examiner: User, judge: User
):
    case, second = twice_objected(office, examiner)
    draft = drawn(office, decided_again(case))
    actions.uphold(actions.accept(second, by=judge), by=judge, **FOUND)
    with pytest.raises(ActionRefused) as refusal:
        notices.publish(draft, by=office.reviewer)
    assert (str(refusal.value), fresh(case).status) == (
        "名单中有申请已退回重新审核，这份名单不能发布，请作废后重新拟定。",
        "awaiting_review",
    )


def test_a_proposal_made_before_it_was_upheld_is_not_confirmed(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    proposal = review.propose(case, AGREE, by=make_user("reviewer"), submission=latest(case))
    with on(PUBLISHED):
        actions.uphold(actions.accept(second, by=judge), by=judge, **FOUND)
    with pytest.raises(ActionRefused) as refusal:
        review.confirm(fresh(case), by=make_user("reviewer"), submission=proposal.submission)
    assert (str(refusal.value), fresh(case).status) == (
        f"初审之后，对申请人的异议 {second.number} 已认定成立，请退回初审重新办理。",
        "awaiting_recheck",
    )


def test_another_case_of_the_person_is_held_as_well(office: Office, examiner: User):
    case, _second = twice_objected(office, examiner)
    other = refused_and_applied_again(office, case)
    end_second(standing_again(office, other))
    assert (fresh(other).status, Award.objects.count()) == ("in_notice", 0)


def test_who_decided_that_other_case_does_not_answer_the_objection(office: Office, examiner: User):
    case, second = twice_objected(office, examiner)
    other = refused_and_applied_again(office, case)
    standing_again(office, other)
    decider = other.reviews.get().reviewed_by
    with pytest.raises(DutiesNotSeparated):
        actions.decline(second, by=decider, answer="查无此事。")
    assert Objection.objects.get(pk=second.pk).status == "received"


def test_another_case_goes_back_to_review_when_the_objection_is_upheld(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    other = refused_and_applied_again(office, case)
    standing_again(office, other)
    found = actions.accept(second, by=judge)
    held = fresh(other).status
    with on(PUBLISHED):
        actions.uphold(found, by=judge, **FOUND)
    assert (held, fresh(other).status, fresh(case).status) == ("objected", "awaiting_review", "closed")
    assert [each.number for each in behind_reopening(fresh(other))] == [second.number]


def test_every_run_grants_whom_nothing_holds_any_more(office: Office, examiner: User):
    """As where the process died between the answer and the grant."""
    case, second = twice_objected(office, examiner)
    end_second(standing_again(office, case))
    closed = {"closed_by": examiner, "closed_person": examiner.natural_person, "closed_at": second.received_at}
    Objection.objects.filter(pk=second.pk).update(status="dismissed", **closed)
    with on(AFTER):
        tasks.close_ended.func()
    assert fresh(case).status == "closed"


def test_who_is_objected_to_is_not_rechecked_in_bulk(office: Office, examiner: User, judge: User):
    case, second = twice_objected(office, examiner)
    proposal = review.propose(case, AGREE, by=make_user("reviewer"), submission=latest(case))
    open_ = obstacles_of([proposal])[proposal.pk]
    with on(PUBLISHED):
        actions.uphold(actions.accept(second, by=judge), by=judge, **FOUND)
    assert (open_, obstacles_of([proposal])[proposal.pk]) == (
        [f"对申请人的异议 {second.number} 尚未办结，办结之前不会授予。"],
        [f"初审之后，对申请人的异议 {second.number} 已认定成立，请退回初审重新办理。"],
    )


def test_the_case_page_names_the_open_objection_but_not_to_its_person(office: Office, examiner: User):
    case, second = twice_objected(office, examiner)
    pages = [page_for(case, examiner)]
    examiner.natural_person.identity_number = case.person.identity_number
    examiner.natural_person.save()
    pages.append(page_for(case, examiner))
    assert [second.number in page for page in pages] == [True, False]


def test_features_below_call_open_and_upheld_what_this_one_does():
    assert (set(OPEN_OBJECTIONS), UPHELD_OBJECTION) == ({*OPEN}, ObjectionStatus.UPHELD)


def page_for(case: Application, officer: User) -> str:
    return as_(User.objects.get(pk=officer.pk)).get(url("case", case)).content.decode()


def refused_and_applied_again(office: Office, case: Application) -> Application:
    """Another case of the same person, who was refused when the first was reviewed again."""
    proposal = review.propose(case, REFUSE, by=make_user("reviewer"), submission=latest(case))
    review.confirm(fresh(case), by=make_user("reviewer"), submission=proposal.submission)
    with on(dt.date(2026, 11, 24)):
        return office.at("awaiting_review", case.person)
