"""What may be sent with a decision, and what is said at the field when it may not."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.promises import CorrectionDays
from subsidies.review.forms.case import ProposalForm, RecheckForm, ReturnForm, RevealForm
from subsidies.review.kinds import CorrectionCode

KEY = str(uuid.uuid4())


def proposal(benefits: list[Benefit] | None = None, **data: Any) -> ProposalForm:
    given = {f"proposal-{name}": value for name, value in ({"submission": KEY} | data).items()}
    return ProposalForm(given, benefits=benefits or [Benefit.LIVING])


DAYS = CorrectionDays(default=dt.date(2026, 12, 7), first=dt.date(2026, 11, 24), last=dt.date(2027, 1, 4))


def giving_back(**data: Any) -> ReturnForm:
    return ReturnForm({f"return-{name}": value for name, value in ({"submission": KEY} | data).items()}, days=DAYS)


def test_a_proposal_carries_the_amount_that_was_read():
    form = proposal(living_outcome="granted", amount_yuan="30000")
    assert (form.is_valid(), form.proposals) == (True, {Benefit.LIVING: Proposal(Outcome.GRANTED, "", 30_000)})


def test_where_no_amount_was_read_none_is_agreed_to():
    form = proposal(living_outcome="granted")
    assert (form.is_valid(), form.proposals) == (True, {Benefit.LIVING: Proposal(Outcome.GRANTED, "", 0)})


def test_only_the_living_subsidy_has_an_amount():
    form = proposal([Benefit.HOUSING], housing_outcome="refused", housing_reason="已有住房", amount_yuan="30000")
    assert (form.is_valid(), form.proposals) == (True, {Benefit.HOUSING: Proposal(Outcome.REFUSED, "已有住房", None)})


def test_every_benefit_must_be_answered():
    form = proposal([Benefit.LIVING, Benefit.HOUSING], living_outcome="granted")
    assert form.errors == {"housing_outcome": ["请选择同意或不予通过。"]}


@pytest.mark.parametrize("value", ["pending", "yes", ""])
def test_an_answer_is_one_of_two(value: str):
    assert list(proposal(living_outcome=value).errors) == ["living_outcome"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", dt.date(2026, 12, 7)),
        ("2026-11-24", dt.date(2026, 11, 24)),
        ("2027-01-04", dt.date(2027, 1, 4)),
        ("2026年12月18日", dt.date(2026, 12, 18)),
    ],
)
def test_corrections_are_due_on_the_day_that_is_typed_or_else_by_the_rule(typed: str, meant: dt.date):
    form = giving_back(contract="on", due_on=typed)
    assert (form.is_valid(), form.cleaned_data["due_on"]) == (True, meant)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-11-23", "补正截止日期最早为明天：2026年11月24日。"),
        ("2027-01-05", "补正截止日期最晚可以到 2027年1月4日。"),
        ("2026-02-30", "请填写真实存在的日期，例如 2026-07-01。"),
    ],
)
def test_a_day_for_corrections_out_of_reach_is_explained(typed: str, words: str):
    assert giving_back(contract="on", due_on=typed).errors == {"due_on": [words]}


def test_each_correction_has_words_of_its_own():
    form = giving_back(contract="on", contract_note="第 3 页缺失", identity="on")
    assert (form.is_valid(), form.items) == (True, [("identity", ""), ("contract", "第 3 页缺失")])


def test_a_return_names_something():
    assert giving_back().errors == {"__all__": ["请至少勾选一项需要补正的内容。"]}


def test_other_must_be_explained():
    assert giving_back(other="on").errors == {"other_note": ["选择“其他”时请写明需要补正什么。"]}


def test_words_without_a_tick_are_not_lost_in_silence():
    form = giving_back(identity="on", contract_note="第 3 页缺失")
    assert form.errors == {"contract_note": ["写了说明，但没有勾选这一项。请勾选，或清空说明。"]}


def test_an_explanation_fits_its_column():
    form = giving_back(other="on", other_note="长" * 501)
    assert list(form.errors) == ["other_note"]


def test_the_page_lists_every_code_once_in_order():
    assert [row.chosen.name for row in giving_back().rows()] == CorrectionCode.values


@pytest.mark.parametrize("missing", ["submission", "review"])
def test_a_recheck_says_what_was_read(missing: str):
    data = {"recheck-submission": KEY, "recheck-review": KEY}
    del data[f"recheck-{missing}"]
    assert list(RecheckForm(data).errors) == [missing]


@pytest.mark.parametrize(("reason", "words"), [("compare", "与证明材料比对"), ("contact", "答复申请人询问")])
def test_a_reveal_gives_its_reason_in_words(reason: str, words: str):
    form = RevealForm({"reveal-reason": reason})
    assert (form.is_valid(), form.reason_words) == (True, words)


@pytest.mark.parametrize("reason", ["", "curious"])
def test_a_reveal_without_a_known_reason_is_refused(reason: str):
    assert list(RevealForm({"reveal-reason": reason}).errors) == ["reason"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (proposal(living_outcome="granted", note="身份证22010419990808702X"), "note"),
        (giving_back(identity="on", identity_note="手机 13804310001"), "identity_note"),
        (RecheckForm({"recheck-submission": KEY, "recheck-note": "账号 6222029900000000150"}), "note"),
    ],
    ids=["proposal", "correction", "recheck"],
)
def test_notes_that_are_kept_readable_hold_no_personal_numbers(form: Any, field: str):
    assert [error.code for error in form.errors.as_data()[field]] == ["personal_number"]
