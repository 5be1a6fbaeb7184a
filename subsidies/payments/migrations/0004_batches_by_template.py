"""Batches drawn up before now get the generic template, which writes exactly the two files that they had."""

import django.db.models.deletion
from django.db import migrations, models

from subsidies.payments.content_guard import protect
from subsidies.payments.imports.shipped_templates import GENERIC, key_of


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_bank_templates")]

    operations = [
        migrations.AddField(
            model_name="paymentbatch",
            name="bank_template",
            field=models.ForeignKey(default=key_of(GENERIC), on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="payments.banktemplate"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="paymentbatch", name="bank_file_count", field=models.PositiveIntegerField(default=2)
        ),
        migrations.AlterField(
            model_name="paymentbatch", name="bank_file_count", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="batchfile",
            name="kind",
            field=models.CharField(choices=[("csv", "银行代发文件（CSV）"), ("xlsx", "银行代发文件（XLSX）"), ("txt", "银行代发文件（TXT）"), ("pain001", "银行付款文件（ISO 20022）"), ("summary", "发放汇总表（PDF）")], max_length=10, verbose_name="文件类型"),
        ),
        migrations.AddField(
            model_name="batchfile", name="part", field=models.PositiveIntegerField(default=1, verbose_name="第几份")
        ),
        migrations.RemoveConstraint(model_name="batchfile", name="batch_file_once"),
        migrations.AddConstraint(
            model_name="batchfile",
            constraint=models.UniqueConstraint(fields=("batch", "kind", "part"), name="batch_file_once"),
        ),
        protect(budget=False),
    ]
