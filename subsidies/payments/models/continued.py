"""What employers were asked to confirm again."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import Asking


class ConfirmationAsked(models.Model):
    """That a unit's officers were told to confirm an instalment's person, and on which day; never changed.

    After a confirmation that has lapsed again the unit is asked anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instalment = models.ForeignKey("payments.Instalment", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=10, choices=Asking)
    asked_on = models.DateField(_("日期"), db_index=True)

    class Meta:
        verbose_name = _("提请确认在职")
        constraints = [
            models.UniqueConstraint(
                fields=["instalment", "employer", "kind", "asked_on"], name="asked_to_confirm_once_a_day"
            ),
        ]
