"""What must hold of every assessment, whatever the facts."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from subsidies.policy import housing, living, schooling
from subsidies.policy.facts import Degree, Facts
from subsidies.policy.findings import Basis, Finding, Outcome, Reason, Result
from tests.subsidies.policy.strategies import DAYS, DEGREES, FACTS

LIVING_REASONS = (
    "degree_qualifies employer_listed hired_in_force hired_in_time contract_term works_in_city insured_months"
    " age_at_hire applied_in_time still_employed not_claimed_elsewhere not_already_granted"
)
HOUSING_REASONS = "degree_qualifies employer_listed contract_term still_employed no_home_owned"
SCHOOLING_REASONS = "degree_qualifies employer_listed still_employed child_of_school_age"


def _assessments(
    facts: Facts, on: date
) -> tuple[living.LivingAssessment, housing.HousingAssessment, schooling.SchoolingAssessment]:
    return living.assess(facts, on=on), housing.assess(facts, on=on), schooling.assess(facts, on=on)


def _outcome_by_the_book(findings: tuple[Finding, ...]) -> str:
    results = {finding.result.value for finding in findings}
    return "not_eligible" if "unmet" in results else "undetermined" if "unknown" in results else "eligible"


@given(FACTS, DAYS)
def test_every_finding_is_always_reported_in_order(facts: Facts, on: date) -> None:
    reported = [" ".join(finding.reason for finding in one.findings) for one in _assessments(facts, on)]
    assert reported == [LIVING_REASONS, HOUSING_REASONS, SCHOOLING_REASONS]


@given(FACTS, DAYS)
def test_the_same_facts_on_the_same_day_give_the_same_answer(facts: Facts, on: date) -> None:
    copy = replace(facts, degrees=facts.degrees and tuple(replace(degree) for degree in facts.degrees))
    assert _assessments(facts, on) == _assessments(copy, on)


@given(FACTS, DAYS)
def test_any_unmet_finding_refuses_and_any_unknown_leaves_open(facts: Facts, on: date) -> None:
    for assessment in _assessments(facts, on):
        assert assessment.result == _outcome_by_the_book(assessment.findings)


@given(FACTS, DAYS)
def test_every_finding_carries_a_basis_a_citation_and_plain_values(facts: Facts, on: date) -> None:
    for assessment in _assessments(facts, on):
        for finding in assessment.findings:
            assert isinstance(finding.reason, Reason)
            assert isinstance(finding.basis, Basis)
            assert len(finding.citation) > 10
            assert {type(finding.fact), type(finding.required)} <= {str, int, bool, type(None)}


@given(FACTS, DAYS)
def test_whoever_is_not_eligible_is_promised_nothing(facts: Facts, on: date) -> None:
    for_living, for_housing, for_schooling = _assessments(facts, on)
    if for_living.result is Outcome.NOT_ELIGIBLE:
        assert (for_living.amount_yuan, for_living.instalments) == (None, ())
    if for_housing.result is Outcome.NOT_ELIGIBLE:
        assert (for_housing.unit, for_housing.months, for_housing.rent_discount_percent) == (None, None, None)
    if for_schooling.result is Outcome.NOT_ELIGIBLE:
        assert for_schooling.order_of_choice is None


@given(FACTS, DAYS)
def test_whoever_is_eligible_is_promised_something(facts: Facts, on: date) -> None:
    for_living, for_housing, for_schooling = _assessments(facts, on)
    if for_living.result is Outcome.ELIGIBLE:
        assert for_living.amount_yuan is not None
        assert for_living.amount_yuan > 0
    if for_housing.result is Outcome.ELIGIBLE:
        assert None not in (for_housing.unit, for_housing.months, for_housing.rent_discount_percent)
    if for_schooling.result is Outcome.ELIGIBLE:
        assert for_schooling.order_of_choice is not None
        assert any(child.stage for child in for_schooling.children)


@given(FACTS, DAYS)
def test_instalments_sum_to_the_award_and_start_on_the_day_asked_about(facts: Facts, on: date) -> None:
    assessment = living.assess(facts, on=on)
    if assessment.amount_yuan is not None:
        assert sum(part.amount_yuan for part in assessment.instalments) == assessment.amount_yuan
        assert assessment.instalments[0].due_on == on


@st.composite
def _eligible_facts(draw: st.DrawFn) -> tuple[Facts, date]:
    """Somebody with everything in order, and perhaps other degrees that are not."""
    awarded_on = draw(st.dates(date(2020, 6, 1), date(2022, 6, 1)))
    hired_on = draw(st.dates(max(awarded_on, date(2021, 1, 1)), date(2022, 6, 1)))
    facts = draw(FACTS)
    good = replace(
        draw(DEGREES.filter(lambda degree: degree.level is not None)),
        awarded_on=awarded_on,
        full_time=True,
        graduation_certificate=True,
        degree_certificate=True,
        overseas=False,
        commissioned=False,
    )
    employment = replace(
        facts.employment,
        employer_listed=True,
        hired_on=hired_on,
        contract_months=36,
        insured_months=3,
        left_on=None,
        works_in_city=True,
    )
    facts = replace(
        facts,
        person=replace(facts.person, born_on=date(1990, 1, 1)),
        degrees=(good, *(facts.degrees or ())),
        employment=employment,
        applied_on=hired_on,
        living_granted_yuan=0,
        claimed_elsewhere=False,
    )
    return facts, hired_on


@given(_eligible_facts(), DEGREES, st.integers(0, 5))
def test_one_more_degree_never_lowers_an_amount(facts_and_day: tuple[Facts, date], more: Degree, position: int) -> None:
    facts, on = facts_and_day
    before = living.assess(facts, on=on)
    degrees = list(facts.degrees or ())
    degrees.insert(position, more)
    after = living.assess(replace(facts, degrees=tuple(degrees)), on=on)
    assert before.result is Outcome.ELIGIBLE
    assert after.result is Outcome.ELIGIBLE
    assert (after.amount_yuan or 0) >= (before.amount_yuan or 0)


@given(FACTS, DAYS, st.randoms())
def test_the_order_in_which_degrees_are_given_decides_no_result(facts: Facts, on: date, random: object) -> None:
    degrees = list(facts.degrees or ())
    random.shuffle(degrees)  # type: ignore[attr-defined]
    shuffled = replace(facts, degrees=None if facts.degrees is None else tuple(degrees))
    assert [one.result for one in _assessments(shuffled, on)] == [one.result for one in _assessments(facts, on)]


@given(FACTS, DAYS)
def test_what_is_known_to_fail_fails_whatever_else_becomes_known(facts: Facts, on: date) -> None:
    """Filling in an unknown fact turns unknown findings into others, never met into unmet or back."""
    filled = replace(
        facts,
        claimed_elsewhere=facts.claimed_elsewhere or False,
        employment=replace(
            facts.employment,
            open_ended=facts.employment.open_ended or False,
            works_in_city=facts.employment.works_in_city is not False,
        ),
        person=replace(
            facts.person,
            married=facts.person.married or False,
            owns_home_in_city=facts.person.owns_home_in_city or False,
            spouse_owns_home_in_city=facts.person.spouse_owns_home_in_city or False,
        ),
    )
    for before, after in zip(_assessments(facts, on), _assessments(filled, on), strict=True):
        known = [
            (then.reason, then.result, now.result)
            for then, now in zip(before.findings, after.findings, strict=True)
            if then.result is not Result.UNKNOWN
        ]
        assert all(then is now for _, then, now in known)
