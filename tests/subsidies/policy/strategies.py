"""Any facts a rule may see, unknown ones and implausible ones included."""

from datetime import date

from hypothesis import strategies as st

from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person

YES_NO_UNKNOWN = st.sampled_from((True, False, None))
# Mostly days that the rules tell apart, some from anywhere in the calendar.
NEAR_DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(2020, 2, 29), date(2021, 1, 1), date(2020, 12, 31), date(2024, 2, 29), date(2021, 8, 31), date(2021, 9, 1)]
)
DAYS = NEAR_DAYS | st.dates()
BIRTHDAYS = st.dates(date(1970, 1, 1), date(2005, 1, 1)) | DAYS


def _mostly(usual: bool) -> st.SearchStrategy[bool | None]:
    return st.sampled_from((usual, usual, usual, usual, not usual, None))


DEGREES = st.builds(
    Degree,
    level=st.sampled_from((*DegreeLevel, None)),
    awarded_on=NEAR_DAYS | st.none(),
    full_time=_mostly(True),
    graduation_certificate=_mostly(True),
    degree_certificate=_mostly(True),
    overseas=_mostly(False),
    certified=YES_NO_UNKNOWN,
    commissioned=_mostly(False),
)
FACTS = st.builds(
    Facts,
    person=st.builds(
        Person,
        born_on=BIRTHDAYS | st.none(),
        foreign_expert=YES_NO_UNKNOWN,
        married=YES_NO_UNKNOWN,
        owns_home_in_city=_mostly(False),
        spouse_owns_home_in_city=_mostly(False),
    ),
    degrees=st.lists(DEGREES, max_size=4).map(tuple) | st.none(),
    employment=st.builds(
        Employment,
        employer_listed=_mostly(True),
        hired_on=NEAR_DAYS | st.none(),
        contract_months=st.integers(0, 120) | st.none(),
        insured_months=st.integers(0, 60) | st.none(),
        left_on=st.none() | DAYS,
        open_ended=_mostly(False),
        works_in_city=_mostly(True),
    ),
    applied_on=st.none() | NEAR_DAYS,
    living_granted_yuan=st.sampled_from((0, 0, 0, 30_000, 50_000, 80_000, 49_999, 10**12, None)),
    claimed_elsewhere=_mostly(False),
    children=st.lists(st.builds(Child, born_on=DAYS | st.none()), max_size=3).map(tuple) | st.none(),
)
