"""The closed lists of rosters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RosterDegree(TextChoices):
    """The highest degree as a roster tells it; the first three are those of the policy package."""

    BACHELOR = "bachelor", pgettext_lazy("degree", "学士")
    MASTER = "master", pgettext_lazy("degree", "硕士")
    DOCTOR = "doctor", pgettext_lazy("degree", "博士")
    BELOW = "below", _("学士以下")
