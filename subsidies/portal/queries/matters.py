"""The cases in progress of a person, for the pages of their account."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.portal.queries.case import can_withdraw
from talent.accounts.matters import Matter
from talent.accounts.models import User


def matters_of(user: User) -> list[Matter]:
    """The person's own cases that are not over."""
    return [
        Matter(
            _("申请 %(number)s") % {"number": case.number},
            case.get_status_display(),
            reverse("me:case", args=[case.pk]),
            reverse("me:withdraw", args=[case.pk]) if can_withdraw(case) else "",
        )
        for case in Application.objects.visible_to(user).live()
    ]
