from django.db import migrations

from talent.calendars import official_days


def load(apps, schema_editor):
    """Enter the official days; one edition row tells the processes which state of the table they have read."""
    calendar_day = apps.get_model("calendars", "CalendarDay")
    calendar_day.objects.bulk_create(
        calendar_day(date=day.date, is_working=day.is_working, name=day.name, source=day.source)
        for day in official_days.read()
    )
    apps.get_model("calendars", "CalendarEdition").objects.create()


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
