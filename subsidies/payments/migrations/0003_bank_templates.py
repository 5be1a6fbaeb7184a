"""Bank templates, with those that come with the portal: a batch cannot be without one."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subsidies.payments.bank_templates import as_data
from subsidies.payments.imports.shipped_templates import shipped_templates


def load(apps, editor):
    template = apps.get_model("payments", "BankTemplate")
    template.objects.bulk_create(
        template(pk=each.pk, code=each.code, name=each.name, in_use=each.in_use, spec=as_data(each.spec))
        for each in shipped_templates()
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("payments", "0002_sealed_content"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankTemplate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.SlugField(max_length=30, verbose_name="代码")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("spec", models.JSONField(verbose_name="格式")),
                ("in_use", models.BooleanField(default=True, verbose_name="启用")),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("changed_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "银行模板",
                "ordering": ["code", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="bank_template_version_once"),
                    models.CheckConstraint(condition=models.Q(models.Q(("changed_at", None), ("changed_by", None)), models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)), _connector="OR"), name="bank_template_changed_by_someone"),
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
