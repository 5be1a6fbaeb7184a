"""What the cases do not show: versions that differ, and what findings show."""

from datetime import date
from pathlib import Path

from subsidies.policy import living, wire
from subsidies.policy.facts import Facts
from subsidies.policy.findings import Finding, Reason
from subsidies.policy.version_reading import read_living
from subsidies.policy.versions import load
from tests.subsidies.policy.cases import someone
from tests.subsidies.policy.drafts import two_living_versions

ON = date(2021, 12, 31)


def _facts(**changes: object) -> Facts:
    return wire.read_request(someone(**changes)).facts


def _finding(facts: Facts, reason: Reason) -> Finding:
    return next(finding for finding in living.assess(facts, on=ON).findings if finding.reason is reason)


def test_a_finding_shows_the_fact_and_what_is_required_of_it() -> None:
    shown = {
        finding.reason.value: (finding.fact, finding.required) for finding in living.assess(_facts(), on=ON).findings
    }
    degree = "level,full_time,not_commissioned,graduation_certificate,degree_certificate,awarded,certified_if_overseas"
    assert shown == {
        "degree_qualifies": (degree, degree),
        "employer_listed": (True, True),
        "hired_in_force": ("2021-07-15", "2021-01-01/.."),
        "hired_in_time": ("2021-07-15", "2023-06-30"),
        "contract_term": (36, 36),
        "works_in_city": (True, True),
        "insured_months": (3, 3),
        "age_at_hire": (31, 40),
        "applied_in_time": ("2021-12-01", "2022-07-15"),
        "still_employed": (None, "2021-12-31"),
        "not_claimed_elsewhere": (False, False),
        "not_already_granted": (0, 50_000),
    }


def test_the_degree_finding_names_the_conditions_that_are_shown_to_hold() -> None:
    facts = _facts(**{"degrees.0.full_time": False, "degrees.0.degree_certificate": None})
    fact = _finding(facts, Reason.DEGREE_QUALIFIES).fact
    assert fact == "level,not_commissioned,graduation_certificate,awarded,certified_if_overseas"


def test_an_open_ended_contract_is_shown_as_such() -> None:
    facts = _facts(**{"employment.open_ended": True, "employment.contract_months": 12})
    assert _finding(facts, Reason.CONTRACT_TERM).fact == "open_ended"


def test_figures_of_the_version_in_force_on_the_day_of_hire_are_used(tmp_path: Path) -> None:
    text = two_living_versions(until="2021-06-30", name="2021-07", then_from="2021-07-01")
    first, later = text.rsplit("master = 50000", 1)
    path = tmp_path / "living.toml"
    path.write_text(f"{first}master = 60000{later}", encoding="utf-8")
    versions = load(path, read_living)
    answers = [
        living.assess(_facts(**{"employment.hired_on": hired_on}), on=ON, versions=versions)
        for hired_on in ("2021-06-30", "2021-07-01")
    ]
    assert [(answer.version, answer.amount_yuan) for answer in answers] == [("2021-01", 50_000), ("2021-07", 60_000)]


def test_every_reason_stands_in_the_table_once() -> None:
    reasons = [condition.reason for condition in living.CONDITIONS]
    assert len(set(reasons)) == len(reasons) == 12
