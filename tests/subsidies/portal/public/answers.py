"""What a suitable master answers to the calculator."""

ANSWERS = {
    "level": "master",
    "awarded_on": "2026-06-20",
    "study": "full_time",
    "certificates": "both",
    "school": "domestic",
    "listed": "yes",
    "hired_on": "2026-07-01",
    "contract_months": "36",
    "in_city": "yes",
    "insured_months": "4",
    "born_on": "2000-05-01",
    "claimed": "no",
}
