from django.db import migrations

from subsidies.payments.content_guard import protect


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [protect(templates=False, budget=False)]
