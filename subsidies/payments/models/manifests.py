"""The signed chain of what was released."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ManifestHead(models.Model):
    """The end of the chain, in one row: locked to add a manifest, so that none has two successors."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("放行清单链")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_manifest_head")]


class ReleaseManifest(models.Model):
    """What a released batch consists of, signed and linked to the manifest before it. Never changed."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.OneToOneField("payments.PaymentBatch", on_delete=models.PROTECT, related_name="manifest")
    sequence = models.PositiveIntegerField(_("序号"), unique=True)
    content = models.TextField()
    """Canonical JSON: the bytes that are signed are its UTF-8."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of these bytes; the next manifest names it."""
    signature = models.CharField(max_length=100)
    key_id = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("放行清单")
        ordering = ["sequence"]
