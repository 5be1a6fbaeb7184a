from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "talent.profiles"
    label = "profiles"
    verbose_name = _("个人档案")
