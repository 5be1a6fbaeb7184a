"""Messages to people, and when the periodic jobs last ran."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.encryption.fields import EncryptedJSONField, EncryptedTextField
from talent.notifications.kinds import Channel, WordingKind
from talent.notifications.querysets import MessageQuerySet, WordingQuerySet


class Message(models.Model):
    """One message to one person by one way; its words are made from the template when it is read or sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    address = EncryptedTextField(null=True, blank=True)
    """Where mail or SMS goes, as it was when the message was written."""
    template = models.CharField(_("模板"), max_length=80)
    context = EncryptedJSONField()
    language = models.CharField(_("语言"), max_length=10)
    created_at = models.DateTimeField(_("时间"))
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    failure = models.CharField(_("失败原因"), max_length=200, blank=True)
    failed_at = models.DateTimeField(_("放弃时间"), null=True, blank=True)
    dedupe_key = models.CharField(max_length=150, null=True, blank=True)
    """What makes a second message about the same thing superfluous, for each channel."""

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息")
        indexes = [
            models.Index(fields=["recipient", "channel", "created_at", "id"], name="message_inbox"),
            models.Index(
                fields=["recipient"], condition=Q(channel=Channel.PORTAL, read_at=None), name="message_unread"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="message_once"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failed_at=None), name="message_sent_or_given_up"),
        ]


class Wording(models.Model):
    """One version of how a message is worded in a language, in place of what is shipped; never changed, never deleted.

    A message reads as worded when it was written, so what was sent stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(_("模板"), max_length=80)
    kind = models.CharField(_("用于"), max_length=4, choices=WordingKind)
    language = models.CharField(_("语言"), max_length=10)
    version = models.PositiveIntegerField(_("版本"))
    sentences = models.JSONField(default=dict)
    """Words by the shipped sentence that they take the place of; empty: as shipped."""
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("修改时间"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息措辞")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["template", "kind", "language", "version"], name="wording_version_once"),
        ]


class ScheduledJob(models.Model):
    """When a periodic job last ran. ``slot`` counts intervals since the epoch: each is given to one process only."""

    name = models.CharField(_("任务"), max_length=80, primary_key=True)
    slot = models.BigIntegerField(default=-1)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=200, blank=True)
    error = models.CharField(_("错误"), max_length=500, blank=True)
    failures = models.PositiveIntegerField(_("连续失败次数"), default=0)

    class Meta:
        verbose_name = _("定时任务")
        ordering = ["name"]
