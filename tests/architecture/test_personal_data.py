"""Where personal data lies, it is bound to a row that knows its key before it is saved."""

from django.apps import apps
from django.db import models

from talent.encryption.fields import BlindIndexField, EncryptedJSONField, EncryptedTextField

SENSITIVE_NAMES = ("identity_number", "account_number", "phone")


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith(("talent.", "subsidies."))]


def test_models_with_encrypted_fields_have_client_made_uuid_keys():
    wrong = [
        model._meta.label
        for model in own_models()
        if any(isinstance(f, EncryptedTextField | EncryptedJSONField) for f in model._meta.fields)
        and not (isinstance(model._meta.pk, models.UUIDField) and model._meta.pk.has_default())
    ]
    assert wrong == []


def test_identity_numbers_accounts_and_phones_are_encrypted():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.fields
        if field.name in SENSITIVE_NAMES and not isinstance(field, EncryptedTextField)
    ]
    assert wrong == []


def test_every_look_up_of_an_encrypted_value_goes_by_blind_index():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.fields
        if field.name in SENSITIVE_NAMES
        and not any(isinstance(f, BlindIndexField) and f.source == field.name for f in model._meta.fields)
    ]
    assert wrong == []
