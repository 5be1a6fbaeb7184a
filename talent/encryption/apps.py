"""The encryption app: it has a command and checks, no models."""

from django.apps import AppConfig
from django.core.checks import register

from talent.encryption.checks import check_keys


class EncryptionConfig(AppConfig):
    """Registers the check of the keys."""

    name = "talent.encryption"
    label = "encryption"

    def ready(self) -> None:
        """Have the keys checked whenever the portal starts."""
        register(check_keys)
