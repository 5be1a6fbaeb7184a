import talent.encryption.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Files that were read before keep no remarks: what they passed over is not known any more."""

    dependencies = [
        ("crosschecks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="answerfile",
            name="remarks",
            field=talent.encryption.fields.EncryptedJSONField(blank=True, null=True),
        ),
    ]
