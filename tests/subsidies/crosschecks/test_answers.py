"""What a department answers is matched person by person; what differs becomes a fact, what is odd is said."""

from __future__ import annotations

import io
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.applications.models import EstablishedFact
from subsidies.crosschecks import actions
from subsidies.crosschecks.kinds import AnswerKind
from subsidies.crosschecks.models import AnswerFile, CrossCheck
from subsidies.crosschecks.queries import answers_on, unsettled_in
from subsidies.review import actions as review
from subsidies.review.queries.clean import obstacles_of
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.crosschecks.conftest import drawn, under_review
from tests.subsidies.review.stages import AGREE
from tests.subsidies.review.test_facts import living

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(office: Office) -> CrossCheck:
    """A list of two people."""
    for _ in range(2):
        under_review(office, 6)
    return drawn(office)


def kinds(answers: AnswerFile) -> list[str]:
    return [row["kind"] for row in answers.content]


def problems(answers: AnswerFile) -> list[str]:
    return [row["problem"] for row in answers.content if row["problem"]]


def test_each_answer_is_held_against_what_was_entered(office: Office, read):
    for months in (6, 6, 6):
        under_review(office, months)
    assert kinds(read(drawn(office), 6, "2个月", None)) == ["agrees", "differs", "unanswered"]


def test_entered_the_difference_is_established_and_the_rules_follow(office: Office, read):
    application = under_review(office, 6)
    done = actions.enter(read(drawn(office), 2), by=office.reviewer)
    fact = EstablishedFact.objects.get()
    assert (dict(done), fact.source, fact.reason, living(application)[0]) == (
        {"entered": 1, "established": 1},
        "social_insurance",
        "比对名单 BD2026-001 第 1 项，2026年11月23日 登记的答复",
        "not_eligible",
    )


def test_an_answer_that_agrees_is_recorded_and_establishes_nothing(office: Office, read):
    application = under_review(office, 6)
    actions.enter(read(drawn(office), 6), by=office.reviewer)
    assert ([item.answer for item in answers_on(application)], EstablishedFact.objects.count()) == (["6 个月"], 0)


def test_a_second_click_and_the_same_file_again_change_nothing(office: Office, read):
    under_review(office, 6)
    crosscheck = drawn(office)
    answers = read(crosscheck, 2)
    first, second = actions.enter(answers, by=office.reviewer), actions.enter(answers, by=office.reviewer)
    again = read(crosscheck, 2)
    entered = AuditEvent.objects.filter(verb="crosscheck.answers_entered").count()
    assert (sum(first.values()), sum(second.values()), kinds(again), entered) == (2, 0, ["unchanged"], 1)


def test_a_later_answer_takes_the_place_of_the_first(office: Office, read):
    application = under_review(office, 6)
    crosscheck = drawn(office)
    for months in (2, 6):
        actions.enter(read(crosscheck, months), by=office.reviewer)
    assert (EstablishedFact.objects.standing().count(), living(application)[0]) == (0, "eligible")


def test_an_answer_on_a_case_that_moved_on_is_kept_and_keeps_it_out_of_bulk_recheck(office: Office, read):
    application = under_review(office, 6)
    answers = read(drawn(office), 2)
    proposal = review.propose(fresh(application), AGREE, by=office.reviewer, submission=latest(application))
    done = actions.enter(answers, by=office.rechecker)
    assert (dict(done), unsettled_in([application.pk]), obstacles_of([proposal])[proposal.pk]) == (
        {"entered": 1, "unsettled": 1},
        {application.pk},
        ["有部门答复与填写不同，尚未认定。"],
    )


def test_an_answer_is_nobody_s_judgement_so_the_case_may_be_rechecked_in_bulk_and_by_whoever_entered_it(
    office: Office, read
):
    application = under_review(office, 6)
    actions.enter(read(drawn(office), 9), by=office.rechecker)
    proposal = review.propose(fresh(application), AGREE, by=office.reviewer, submission=latest(application))
    obstacles = obstacles_of([proposal])[proposal.pk]
    review.confirm(fresh(application), by=office.rechecker, submission=proposal.submission)
    assert (obstacles, fresh(application).status) == ([], "awaiting_notice")


def test_a_list_without_an_answer_keeps_its_cases_out_of_bulk_recheck(office: Office, read):
    under_review(office, 6), under_review(office, 6)
    crosscheck = drawn(office)
    actions.enter(read(crosscheck, 6), by=office.reviewer)
    proposals = [
        review.propose(row.application, AGREE, by=office.reviewer, submission=row.submission)
        for row in crosscheck.rows.select_related("application", "submission").order_by("sequence")
    ]
    obstacles = obstacles_of(proposals)
    assert [obstacles[each.pk] for each in proposals] == [[], ["部门比对尚未答复。"]]


def test_what_no_rule_looks_at_is_left_to_an_officer(office: Office, read):
    application = under_review(office)
    actions.enter(read(drawn(office, "public_payroll"), "是"), by=office.reviewer)
    assert ([item.answer for item in answers_on(application)], unsettled_in([application.pk])) == (
        ["是"],
        {application.pk},
    )


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"B5": "SQ20260101XXXXXX"}, "比对名单 B5：名单上没有这个受理编号。请核对编号，或删去这一行。"),
        ({"E5": "220102200005010014"}, "比对名单 E5：证件号码与名单上的不一致。请核对是不是同一个人。"),
        ({"F5": "半年多"}, "比对名单 F5：这不是可以识别的期限。请填写月数，例如 36，或写成“3年”“36个月”。"),
        ({"E5": None}, "比对名单 E5：“证件号码”没有填写。请补填这一格。"),
    ],
)
def test_a_row_that_cannot_be_used_says_where_and_why_and_the_others_count(office: Office, read, cells, problem: str):
    under_review(office, 6), under_review(office, 6)
    answers = read(drawn(office), 2, 2, cells=cells)
    done = actions.enter(answers, by=office.reviewer)
    assert (problems(answers), done["entered"]) == ([problem], 1)


def test_two_rows_for_one_person_count_for_nothing(office: Office, read, listed):
    first = listed.rows.select_related("application", "submission").get(sequence=1)
    cells = {"B6": first.application.number, "E6": first.submission.entered["person"]["identity_number"]}
    answers = read(listed, 6, 2, cells=cells)
    assert (kinds(answers), problems(answers)[0]) == (
        ["wrong", "wrong"],
        "第 5 行：同一个人有几行答复，请只保留一行。",
    )


def test_another_list_s_answers_are_refused_as_a_whole(office: Office, fill):
    under_review(office)
    ours = drawn(office)
    under_review(office)
    other = drawn(office)
    with pytest.raises(ActionRefused) as refused:
        actions.read_file(ours, fill(other, 6), file_name="x.xlsx", pk=uuid.uuid4(), by=office.reviewer)
    assert (str(refused.value), AnswerFile.objects.count()) == (
        "文件里没有这份名单上的人，请确认上传的是名单 BD2026-001 的答复。",
        0,
    )


def test_what_is_discarded_is_never_entered(office: Office, read):
    under_review(office)
    answers = read(drawn(office), 2)
    for _ in range(2):
        actions.discard(answers, by=office.reviewer)
    with pytest.raises(ActionRefused) as refused:
        actions.enter(answers, by=office.reviewer)
    assert (str(refused.value), EstablishedFact.objects.count()) == ("这份答复已经放弃，请重新上传。", 0)


def test_answers_that_were_read_before_others_were_entered_are_read_again(office: Office, read, clock_at_noon):
    under_review(office)
    crosscheck = drawn(office)
    old = read(crosscheck, 2)
    clock_at_noon.shift(60)
    actions.enter(read(crosscheck, 3), by=office.reviewer)
    with pytest.raises(ActionRefused) as refused:
        actions.enter(old, by=office.reviewer)
    assert str(refused.value) == "预览之后又确认过别的答复，请重新上传这份文件再看。"


def test_the_log_holds_no_answer_and_nobody_s_number(office: Office, read):
    under_review(office)
    actions.enter(read(drawn(office), 2), by=office.reviewer)
    details = AuditEvent.objects.filter(verb__startswith="crosscheck.answers").order_by("pk")
    assert [sorted(event.detail) for event in details] == [
        ["count", "number", "sha256"],
        ["entered", "established", "number"],
    ]


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)


@settings(suppress_health_check=list(HealthCheck), max_examples=25, deadline=None)
@given(
    answers=st.lists(st.one_of(st.none(), st.integers(-5, 99), WORDS, st.booleans()), max_size=2),
    cells=st.dictionaries(
        st.sampled_from(["B5", "B6", "C5", "E5", "E6", "F6", "G5", "A9", "B9", "F9"]),
        st.one_of(st.none(), st.integers(), WORDS),
        max_size=4,
    ),
)
def test_whatever_comes_back_each_row_is_told_of_once_or_the_file_is_refused(
    office: Office, fill, listed, answers, cells
):
    file = fill(listed, *answers, cells=cells)
    try:
        read = actions.read_file(listed, file, file_name="x.xlsx", pk=uuid.uuid4(), by=office.reviewer)
    except ActionRefused:
        return
    counts, rows = actions.counted(read.content), [row["row"] for row in read.content]
    assert (sum(counts.values()), len(set(rows)), {5, 6} - set(rows)) == (len(rows), len(rows), set())
    assert all(bool(row["problem"]) == (row["kind"] == AnswerKind.WRONG) for row in read.content)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", "姓名,电话\n张三,1\n".encode("gb18030")]
)
def test_a_file_that_is_no_answer_is_refused_in_words(office: Office, content: bytes):
    under_review(office)
    with pytest.raises(ActionRefused) as refused:
        actions.read_file(drawn(office), io.BytesIO(content), file_name="x", pk=uuid.uuid4(), by=office.reviewer)
    assert (len(str(refused.value)) > 5, AnswerFile.objects.count()) == (True, 0)
