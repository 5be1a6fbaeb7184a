"""Bank templates as rows: each change is a new version, and no row is ever edited (``content_guard``)."""

from __future__ import annotations

import uuid
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.bank_templates import TemplateSpec, spec_from
from subsidies.payments.querysets import BankTemplateQuerySet


class BankTemplate(models.Model):
    """One version of the form in which a bank takes payments; a batch keeps the version that it was drawn up with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("代码"), max_length=30)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    name = models.CharField(_("名称"), max_length=60)
    spec = models.JSONField(_("格式"))
    """As ``bank_templates.as_data`` wrote it."""
    in_use = models.BooleanField(_("启用"), default=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Empty for the versions that came with the portal."""
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = BankTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("银行模板")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="bank_template_version_once"),
            models.CheckConstraint(
                condition=Q(changed_by=None, changed_at=None) | Q(changed_by__isnull=False, changed_at__isnull=False),
                name="bank_template_changed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return _("%(name)s（第 %(version)s 版）") % {"name": self.name, "version": self.version}

    @cached_property
    def form(self) -> TemplateSpec:
        """What the row says, as rules that a file is written by."""
        return spec_from(self.spec)
