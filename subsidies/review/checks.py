"""A list for bulk recheck has a sample, whatever the settings say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_sample(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """review.E001: the share or the least number of the sample is out of range."""
    if 1 <= settings.RECHECK_SAMPLE_PERCENT <= 100 and settings.RECHECK_SAMPLE_LEAST >= 1:
        return []
    hint = "Set RECHECK_SAMPLE_PERCENT to 1 to 100 and RECHECK_SAMPLE_LEAST to 1 or more."
    return [Error("A bulk recheck would have no sample to open.", hint=hint, id="review.E001")]
