"""The closed lists of the office's list of employers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What may become of a unit on a day."""

    RENAMED = "renamed", _("更名")
    MOVED = "moved", _("变更办公地")
    LEFT = "left", _("移出名单")
    MERGED = "merged", _("并入其他单位")
