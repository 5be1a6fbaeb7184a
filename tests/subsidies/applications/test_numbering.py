"""Numbers of cases."""

import datetime as dt
import re

from subsidies.applications.models import Application
from subsidies.applications.numbering import new_number

DAY = dt.date(2026, 11, 23)


def test_a_number_is_the_prefix_the_day_and_eight_characters_that_nobody_misreads():
    assert re.fullmatch(r"SQ20261123[0-9A-HJKMNP-TV-Z]{8}", new_number(DAY)) is not None


def test_a_number_fits_its_column():
    assert len(new_number(DAY)) <= Application._meta.get_field("number").max_length


def test_numbers_of_one_day_differ():
    assert len({new_number(DAY) for _ in range(1000)}) == 1000
