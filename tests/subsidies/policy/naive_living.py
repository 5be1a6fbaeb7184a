"""The living subsidy once more, written straight from the exact meanings and from nothing else, slowly.

It reads the JSON object of the `assess` command and shares no code with the rules; even its calendar walks day by day.
"""

from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)
TOTALS = {"bachelor": 30000, "master": 50000, "doctor": 80000}
AGE_LIMITS = {"bachelor": 35, "master": 40, "doctor": 45}
RANKS = {None: 0, "bachelor": 1, "master": 2, "doctor": 3}


def day(text: str | None) -> date | None:
    return None if text is None else date(*(int(part) for part in text.split("-")))


def plus_months(start: date, months: int) -> date:
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = start.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def age(born: date, on: date) -> int:
    """Count the birthdays; where there is no 29 February, the birthday is 1 March."""
    years = 0
    while True:
        try:
            birthday = date(born.year + years + 1, born.month, born.day)
        except ValueError:
            birthday = date(born.year + years + 1, 3, 1)
        if birthday > on:
            return years
        years += 1


def qualifies(degree: dict[str, Any], on: date) -> str:
    awarded = day(degree["awarded_on"])
    wrong = [
        degree["full_time"] is False,
        degree["commissioned"] is True,
        degree["graduation_certificate"] is False,
        degree["degree_certificate"] is False,
        awarded is not None and awarded > on,
        degree["overseas"] is True and degree["certified"] is False,
    ]
    if any(wrong):
        return "unmet"
    sure = [
        degree["level"] is not None,
        degree["full_time"] is True,
        degree["commissioned"] is False,
        degree["graduation_certificate"] is True,
        degree["degree_certificate"] is True,
        awarded is not None,
        degree["overseas"] is False or degree["certified"] is True,
    ]
    return "met" if all(sure) else "unknown"


def of_degree(someone: dict[str, Any], degree: dict[str, Any], on: date) -> dict[str, str]:
    awarded, hired = day(degree["awarded_on"]), day(someone["employment"]["hired_on"])
    born, applied = day(someone["person"]["born_on"]), day(someone["applied_on"]) or on
    found = dict.fromkeys(("hired_in_time", "age_at_hire", "applied_in_time"), "unknown")
    found["degree_qualifies"] = qualifies(degree, on)
    if awarded and hired:
        found["hired_in_time"] = "met" if hired <= plus_months(awarded, 24) else "unmet"
        found["applied_in_time"] = "met" if applied <= plus_months(max(hired, awarded), 12) else "unmet"
    if born and hired and degree["level"]:
        found["age_at_hire"] = "met" if age(born, hired) <= AGE_LIMITS[degree["level"]] else "unmet"
    return found


def of_employment(someone: dict[str, Any], on: date) -> dict[str, str]:
    work = someone["employment"]
    hired, left, months = day(work["hired_on"]), day(work["left_on"]), work["contract_months"]
    found = {
        "employer_listed": yes(work["employer_listed"]),
        "works_in_city": yes(work["works_in_city"]),
        "not_claimed_elsewhere": {True: "unmet", False: "met", None: "unknown"}[someone["claimed_elsewhere"]],
        "hired_in_force": "unknown" if hired is None else "met" if hired >= date(2021, 1, 1) else "unmet",
        "insured_months": "unknown",
        "still_employed": "met" if left is None or left > on else "unmet",
    }
    if work["insured_months"] is not None:
        found["insured_months"] = "met" if work["insured_months"] >= 3 else "unmet"
    if work["open_ended"] is True or (months is not None and months >= 36):
        found["contract_term"] = "met"
    elif work["open_ended"] is None or months is None:
        found["contract_term"] = "unknown"
    else:
        found["contract_term"] = "unmet"
    return found


def yes(answer: bool | None) -> str:
    return "unknown" if answer is None else "met" if answer else "unmet"


def assess(someone: dict[str, Any]) -> dict[str, Any]:
    """Give result, degree, amount and the result of each finding."""
    on = day(someone["on"])
    assert on is not None
    judged = [(degree, of_degree(someone, degree, on)) for degree in someone["degrees"]]
    judged.sort(
        key=lambda pair: (
            all(result == "met" for result in pair[1].values()),
            RANKS[pair[0]["level"]],
            day(pair[0]["awarded_on"]) or date.min,
        ),
        reverse=True,
    )
    found = of_employment(someone, on)
    granted, level = someone["living_granted_yuan"], None
    if judged:
        level = judged[0][0]["level"]
        found |= judged[0][1]
    else:
        found |= {"degree_qualifies": "unmet"}
        found |= dict.fromkeys(("hired_in_time", "age_at_hire", "applied_in_time"), "unknown")
    if level is None or granted is None:
        found["not_already_granted"] = "unknown"
    else:
        found["not_already_granted"] = "met" if TOTALS[level] - granted > 0 else "unmet"
    values = set(found.values())
    result = "not_eligible" if "unmet" in values else "undetermined" if "unknown" in values else "eligible"
    amount = None if result == "not_eligible" or level is None else TOTALS[level] - (granted or 0)
    return {"result": result, "degree": level, "amount_yuan": amount, "findings": found}
