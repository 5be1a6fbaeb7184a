"""The closed lists of employers and of their rosters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(TextChoices):
    """What may become of a unit on a day."""

    RENAMED = "renamed", _("更名")
    MOVED = "moved", _("变更办公地")
    LEFT = "left", _("移出名单")
    MERGED = "merged", _("并入其他单位")


class RosterDegree(TextChoices):
    """The highest degree as a roster tells it; the first three are those of the policy package."""

    BACHELOR = "bachelor", pgettext_lazy("degree", "学士")
    MASTER = "master", pgettext_lazy("degree", "硕士")
    DOCTOR = "doctor", pgettext_lazy("degree", "博士")
    BELOW = "below", _("学士以下")
