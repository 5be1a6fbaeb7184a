"""The days that ship with the portal."""

import datetime as dt

import pytest
from django.core.management import call_command

from talent.calendars import official_days
from talent.calendars.models import CalendarDay


def test_the_shipped_file_is_what_the_library_knows():
    assert official_days.read() == list(official_days.from_library())


def test_a_make_up_day_is_named_as_one():
    found = [day.name for day in official_days.read() if day.date == dt.date(2026, 2, 14)]
    assert found == ["春节调休上班"]


@pytest.mark.django_db
def test_the_migration_enters_every_shipped_day():
    rows = CalendarDay.objects.values_list("date", "is_working", "name", "source")
    assert [official_days.OfficialDay(*row) for row in rows] == official_days.read()


@pytest.mark.django_db
def test_the_command_enters_only_years_that_are_missing(capsys):
    CalendarDay.objects.filter(date__year=2026).delete()
    CalendarDay.objects.filter(date__year=2025).update(name="人才办录入")
    call_command("load_official_days")
    expected = sum(day.date.year == 2026 for day in official_days.read())
    assert (capsys.readouterr().out, CalendarDay.objects.filter(name="人才办录入", date__year=2025).exists()) == (
        f"{expected} days entered\n",
        True,
    )


def test_the_file_can_be_renewed(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / official_days.FILE).parent.mkdir(parents=True)
    day = official_days.OfficialDay(dt.date(2027, 1, 1), False, "元旦", "通知")
    official_days.write([day])
    assert official_days.read() == [day]
