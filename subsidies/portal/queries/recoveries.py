"""What a person has to pay back, as they read it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from subsidies.payments.models import Recovery
from subsidies.payments.recovery_figures import recovery_version
from subsidies.payments.recovery_pages import decorate, reckoning
from talent.accounts.models import User
from talent.calendars import clock
from talent.papers.queries import papers_section


def recoveries_of(user: User) -> list[Recovery]:
    """What the person was told to pay back, the latest first."""
    return [decorate(recovery) for recovery in Recovery.objects.visible_to(user).order_by("-number")]


def recovery_page(recovery: Recovery, *, user: User) -> dict[str, Any]:
    """Everything on the page of one."""
    told_at = recovery.notified_at
    version = recovery_version(on=clock.day_of(told_at) if told_at else clock.today())
    return {
        "recovery": decorate(recovery),
        "number": recovery.number,
        **reckoning(recovery),
        "received": list(recovery.receipts.counting()),
        "finance_bureau": settings.FINANCE_BUREAU,
        "treasury_payee": settings.TREASURY_PAYEE,
        "reconsider_days": version.reconsider_within_days.value,
        "sue_months": version.sue_within_months.value,
        **papers_section(recovery.pk, user=user),
    }
