"""Models that only these tests know, in a registry of their own so that no other test meets them."""

from __future__ import annotations

import uuid

from django.apps.registry import Apps
from django.db import models

from talent.encryption.fields import BlindIndexField, EncryptedJSONField, EncryptedTextField

registry = Apps()


class Holder(models.Model):
    """A person with two encrypted texts and one encrypted object."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40, blank=True)
    identity_number = EncryptedTextField("证件号码", max_length=40)
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", unique=True)
    phone = EncryptedTextField(null=True, blank=True)
    phone_index = BlindIndexField(source="phone", purpose="phone", null=True, db_index=True)
    remark = EncryptedTextField(blank=True)
    facts = EncryptedJSONField(default=dict, blank=True)

    class Meta:
        apps = registry
        app_label = "encryption_tests"


class StaffMember(models.Model):
    """The same kinds of value in another table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity_number = EncryptedTextField()
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number")

    class Meta:
        apps = registry
        app_label = "encryption_tests"


MODELS = (Holder, StaffMember)
