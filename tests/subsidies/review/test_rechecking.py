"""Rechecking several cases at once: a sample that nobody can choose, opened before anything is confirmed."""

from __future__ import annotations

import datetime as dt
import math
import uuid

import pytest
import time_machine
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.review import actions, assigning, case_actions, rechecking
from subsidies.review.checks import check_sample
from subsidies.review.models import RecheckList, RecheckListItem, Review
from subsidies.review.queries.rechecking import listed_cases, still_to_open
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.review.stages import drawn_up, open_sample, proposed

pytestmark = pytest.mark.django_db


def keys(*reviews: Review) -> list[uuid.UUID]:
    return [review.pk for review in reviews]


def sample_of(office: Office) -> set[uuid.UUID]:
    """Every proposal that the rechecker must open, on whatever list."""
    items = RecheckListItem.objects.filter(person=office.rechecker.natural_person, sampled=True)
    return set(items.values_list("review", flat=True))


def statuses(*reviews: Review) -> list[str]:
    return [fresh(review.application).status for review in reviews]


@pytest.mark.parametrize(("total", "opened"), [(1, 1), (2, 2), (3, 3), (4, 3), (30, 3), (31, 4), (200, 20), (201, 21)])
def test_a_tenth_is_opened_but_three_at_least_and_all_of_fewer(total: int, opened: int):
    assert rechecking.sample_size(total) == opened


@given(st.integers(1, 500), st.integers(1, 100), st.integers(1, 20))
def test_the_size_of_a_sample_follows_the_settings(total: int, percent: int, least: int):
    with override_settings(RECHECK_SAMPLE_PERCENT=percent, RECHECK_SAMPLE_LEAST=least):
        size = rechecking.sample_size(total)
    assert size == min(total, max(least, math.ceil(total * percent / 100)))


@pytest.mark.parametrize(("percent", "least", "wrong"), [(10, 3, 0), (0, 3, 1), (101, 3, 1), (10, 0, 1)])
def test_settings_without_a_sample_are_an_error(percent: int, least: int, wrong: int):
    with override_settings(RECHECK_SAMPLE_PERCENT=percent, RECHECK_SAMPLE_LEAST=least):
        assert len(check_sample()) == wrong


def test_nothing_is_confirmed_before_the_sample_is_opened(office: Office):
    reviews = [proposed(office) for _ in range(4)]
    drawn = drawn_up(*reviews, by=office.rechecker)
    with pytest.raises(rechecking.SampleNotOpened, match="抽查的申请还有 3 件没有打开查看，不能批量复核。"):
        rechecking.confirm_list(drawn, keys(*reviews), by=office.rechecker)
    before = statuses(*reviews)
    open_sample(drawn, by=office.rechecker)
    done = rechecking.confirm_list(drawn, keys(*reviews), by=office.rechecker)
    assert (before, done, statuses(*reviews)) == (["awaiting_recheck"] * 4, (4, []), ["awaiting_notice"] * 4)


def test_the_draw_is_logged_with_the_list_and_its_sample(office: Office):
    reviews = [proposed(office) for _ in range(4)]
    drawn = drawn_up(*reviews, by=office.rechecker)
    event = AuditEvent.objects.get(verb="recheck_list.drawn_up")
    sampled = Review.objects.filter(pk__in=sample_of(office)).values_list("application__number", flat=True)
    assert (event.object_id, event.actor, event.detail) == (
        str(drawn.pk),
        office.rechecker,
        {"cases": sorted(review.application.number for review in reviews), "sample": sorted(sampled)},
    )


def test_a_form_that_is_sent_twice_draws_once(office: Office):
    read, key = [(review.application_id, review.pk) for review in (proposed(office) for _ in range(4))], uuid.uuid4()
    found = [rechecking.draw_up(read, pk=key, by=office.rechecker).drawn for _ in range(2)]
    assert (found[0], RecheckList.objects.count(), len(sample_of(office))) == (found[1], 1, 3)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=5))
def test_no_choosing_and_cancelling_changes_a_lot_once_drawn(office: Office, choices: list[set[int]]):
    """Whatever is ticked again and again: each proposal keeps its first lot, and every list its whole sample."""
    reviews, lots = [proposed(office) for _ in range(6)], {}
    for choice in choices:
        drawn_up(*[reviews[index] for index in choice], by=office.rechecker)
        items = RecheckListItem.objects.filter(review__in=reviews)
        now = dict(items.values_list("review", "sampled"))
        assert {key: now[key] for key in lots} == lots
        lots = now
    lists = RecheckList.objects.filter(items__review__in=reviews).distinct()
    drawn = [(each.items.count(), each.items.filter(sampled=True).count()) for each in lists]
    assert [sampled for _total, sampled in drawn] == [rechecking.sample_size(total) for total, _sampled in drawn]


def test_leaving_the_sample_out_does_not_spare_its_being_opened(office: Office):
    """Ticking only what was not drawn leads to the same list, and to the same sample."""
    reviews = [proposed(office) for _ in range(5)]
    drawn, sample = drawn_up(*reviews, by=office.rechecker), sample_of(office)
    others = [review for review in reviews if review.pk not in sample]
    again = drawn_up(*others, by=office.rechecker)
    with pytest.raises(rechecking.SampleNotOpened):
        rechecking.confirm_list(again, keys(*others), by=office.rechecker)
    assert (again, sample_of(office)) == (drawn, sample)


def test_new_cases_form_a_list_of_their_own(office: Office):
    first = [proposed(office) for _ in range(4)]
    drawn_up(*first, by=office.rechecker)
    before, late = sample_of(office), [proposed(office) for _ in range(2)]
    found = rechecking.draw_up(
        [(review.application_id, review.pk) for review in (*first, *late)], pk=uuid.uuid4(), by=office.rechecker
    )
    assert (found.on_earlier, found.left_out, set(found.drawn.items.values_list("review", flat=True))) == (
        4,
        0,
        set(keys(*late)),
    )
    assert sample_of(office) == before | set(keys(*late))


def test_each_rechecker_has_a_sample_of_their_own(office: Office):
    reviews, colleague = [proposed(office) for _ in range(3)], make_user("reviewer")
    mine, theirs = (drawn_up(*reviews, by=officer) for officer in (office.rechecker, colleague))
    open_sample(theirs, by=colleague)
    unread = [len(still_to_open(drawn, drawn.person)) for drawn in (mine, theirs)]
    assert unread == [3, 0]


def test_a_colleague_s_list_is_not_confirmed(office: Office):
    review, colleague = proposed(office), make_user("reviewer")
    drawn = drawn_up(review, by=office.rechecker)
    open_sample(drawn, by=office.rechecker)
    with pytest.raises(DutiesNotSeparated, match="这份名单由同事拟定，须由其本人办理。"):
        rechecking.confirm_list(drawn, keys(review), by=colleague)


def test_what_was_read_before_the_draw_as_it_is_counts(office: Office):
    review = proposed(office)
    case_actions.record_opened(fresh(review.application), by=office.rechecker)
    drawn = drawn_up(review, by=office.rechecker)
    assert still_to_open(drawn, drawn.person) == []


def test_a_reading_of_an_earlier_proposal_does_not_count(office: Office):
    review = proposed(office)
    case_actions.record_opened(fresh(review.application), by=office.rechecker)
    actions.send_back(review.application, by=office.rechecker, submission=review.submission, note="再核对")
    colleague = make_user("reviewer")
    actions.propose(
        fresh(review.application), {"living": actions.Proposal("granted")}, by=colleague, submission=review.submission
    )
    again = Review.objects.awaiting_recheck().get()
    drawn = drawn_up(again, by=office.rechecker)
    assert still_to_open(drawn, drawn.person) == [review.application_id]


def test_a_case_that_changed_after_it_was_opened_is_opened_again(office: Office):
    """Also within the minutes in which another opening would be the same reading."""
    review = proposed(office)
    drawn, application = drawn_up(review, by=office.rechecker), fresh(review.application)
    case_actions.record_opened(application, by=office.rechecker)
    case_actions.add_note(application, "合同另有一页", pk=uuid.uuid4(), by=office.reviewer)
    (changed,) = listed_cases(drawn, user=office.rechecker)
    case_actions.record_opened(application, by=office.rechecker)
    (read,) = listed_cases(drawn, user=office.rechecker)
    assert (changed.reading, changed.to_open, read.reading, read.to_open) == ("changed", True, "read", False)


def test_handing_over_is_no_change(office: Office):
    review = proposed(office)
    drawn, application = drawn_up(review, by=office.rechecker), fresh(review.application)
    case_actions.record_opened(application, by=office.rechecker)
    assigning.hand_over(application, by=office.reviewer, to=office.rechecker, read=None)
    assert still_to_open(drawn, drawn.person) == []


def test_the_sample_outlasts_the_day(office: Office):
    reviews = [proposed(office) for _ in range(4)]
    drawn, sample = drawn_up(*reviews, by=office.rechecker), sample_of(office)
    with time_machine.travel(dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC), tick=False):
        again = drawn_up(*reviews, by=office.rechecker)
    assert (again, sample_of(office)) == (drawn, sample)


def test_a_case_of_the_sample_that_a_colleague_decided_is_not_waited_for(office: Office):
    review = proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    actions.confirm(fresh(review.application), by=make_user("reviewer"), submission=review.submission)
    assert still_to_open(drawn, drawn.person) == []


def test_only_clean_proposals_of_others_come_on_a_list(office: Office):
    clean, refusing, noted = proposed(office), proposed(office, refuse=True), proposed(office, note="请看合同")
    own = proposed(office, by=office.rechecker)
    read = [(review.application_id, review.pk) for review in (clean, refusing, noted, own)]
    found = rechecking.draw_up(read, pk=uuid.uuid4(), by=office.rechecker)
    assert (found.left_out, list(found.drawn.items.values_list("review", flat=True))) == (3, [clean.pk])


@pytest.mark.parametrize("moved", ["unknown", "refused"])
def test_where_nothing_can_be_rechecked_no_list_is_drawn_up(office: Office, moved: str):
    review = proposed(office, refuse=moved == "refused")
    key = uuid.uuid4() if moved == "unknown" else review.pk
    with pytest.raises(ActionRefused, match="勾选的申请都不能由您批量复核，请刷新后重新勾选。"):
        rechecking.draw_up([(review.application_id, key)], pk=uuid.uuid4(), by=office.rechecker)
    assert RecheckList.objects.count() == 0


def test_what_was_decided_or_became_unclean_meanwhile_is_named(office: Office):
    clean, decided, doubted = proposed(office), proposed(office), proposed(office)
    drawn = drawn_up(clean, decided, doubted, by=office.rechecker)
    open_sample(drawn, by=office.rechecker)
    actions.confirm(fresh(decided.application), by=make_user("reviewer"), submission=decided.submission)
    Review.objects.filter(pk=doubted.pk).update(note="请看合同")
    confirmed, refused = rechecking.confirm_list(drawn, keys(clean, decided, doubted), by=office.rechecker)
    assert (confirmed, {item.number: item.reason for item in refused}) == (
        1,
        {
            decided.application.number: "您看到的审核意见已由他人办理或已有变动，请刷新页面后再看。",
            doubted.application.number: "须打开逐件复核：初审人写了备注。",
        },
    )


def test_what_was_altered_after_the_list_was_drawn_up_is_not_confirmed(office: Office):
    clean, altered = proposed(office), proposed(office)
    drawn = drawn_up(clean, altered, by=office.rechecker)
    open_sample(drawn, by=office.rechecker)
    altered.submission.entered["degrees"][0]["level"] = "doctor"
    altered.submission.save(update_fields=["entered"])
    confirmed, refused = rechecking.confirm_list(drawn, keys(clean, altered), by=office.rechecker)
    assert (confirmed, [item.number for item in refused], statuses(clean, altered)) == (
        1,
        [altered.application.number],
        ["awaiting_notice", "awaiting_recheck"],
    )


def test_a_list_that_is_sent_twice_is_confirmed_once(office: Office):
    review = proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    open_sample(drawn, by=office.rechecker)
    done = [rechecking.confirm_list(drawn, keys(review), by=office.rechecker) for _ in range(2)]
    assert done == [(1, []), (0, [])]


def test_what_does_not_stand_on_the_list_is_passed_over(office: Office):
    review, other = proposed(office), proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    open_sample(drawn, by=office.rechecker)
    assert rechecking.confirm_list(drawn, keys(other), by=office.rechecker) == (0, [])
