"""What happened, in a table that only grows, and the chain that would show any change to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.audit import canonical
from talent.audit.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """Who did what to which object, when, from where, why. Written by ``audit.events.record`` alone."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    occurred_at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("办理人")
    )
    """Null means that the portal acted by itself."""
    actor_name = models.CharField(_("办理人姓名"), max_length=150)
    verb = models.CharField(_("操作"), max_length=80)
    object_type = models.CharField(_("对象类型"), max_length=80)
    object_id = models.CharField(_("对象编号"), max_length=40)
    from_status = models.CharField(_("原状态"), max_length=40)
    to_status = models.CharField(_("新状态"), max_length=40)
    reason = models.TextField(_("原因"))
    detail = models.JSONField(_("详情"))
    ip_address = models.CharField(_("IP 地址"), max_length=64, blank=True)
    """Text, because databases write one IPv6 address in different ways; empty where no visitor stood behind it."""
    digest = models.CharField(max_length=64)
    """SHA-256 of everything above but the id."""

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("操作记录")
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_by_object"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["verb", "id"], name="audit_by_verb"),
            models.Index(fields=["occurred_at"], name="audit_by_time"),
        ]

    def content(self) -> dict[str, Any]:
        """What the digest is taken of."""
        return {
            "occurred_at": self.occurred_at,
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "verb": self.verb,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "from_status": self.from_status,
            "to_status": self.to_status,
            "reason": self.reason,
            "detail": self.detail,
            "ip_address": self.ip_address,
        }


class EventLink(models.Model):
    """The place of an event in the chain: each hash covers the one before, so that no event can vanish or change."""

    append_only = True

    position = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="link")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("操作记录链节")
        constraints = [models.CheckConstraint(condition=Q(position__gte=1), name="chain_starts_at_one")]

    @staticmethod
    def hash_of(position: int, event_id: int, digest: str, previous_hash: str) -> str:
        """The hash of a link, from its place, its event and the link before."""
        content = {"position": position, "event": event_id, "digest": digest, "previous": previous_hash}
        return canonical.digest(content)
