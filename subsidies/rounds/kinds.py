"""Where a round stands on a day. Nobody moves it there: the days that were entered do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    PLANNED = "planned", _("未开始")
    OPEN = "open", _("受理中")
    OVER = "over", _("已截止")
    CANCELLED = "cancelled", _("已取消")
