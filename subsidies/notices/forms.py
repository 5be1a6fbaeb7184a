"""The form by which a notice is drawn up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.applications.models import Application
from subsidies.notices.models import NameDisplay


class NoticeForm(forms.Form):
    """Cases, wording and how names are shown; carries the new notice's key, so that a double click makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    applications = forms.ModelMultipleChoiceField(
        queryset=Application.objects.none(),
        error_messages={"required": _("请至少勾选一件申请。"), "invalid_choice": _("所选申请已不在待公示状态。")},
    )
    title = forms.CharField(label=_("标题"), max_length=120)
    minutes_number = forms.CharField(
        label=_("审定会议纪要文号"), max_length=60, help_text=_("最终审定整份名单的会议纪要或文件编号。")
    )
    objections_to = forms.CharField(
        label=_("异议受理方式"), max_length=200, help_text=_("受理部门、电话和地址，公示页上会显示。")
    )
    name_display = forms.ChoiceField(
        label=_("姓名显示"), choices=NameDisplay.choices, widget=forms.RadioSelect, initial=NameDisplay.MASKED
    )

    def __init__(self, *args: Any, waiting: QuerySet[Application], **kwargs: Any) -> None:
        kwargs["initial"] = {"objections_to": settings.OBJECTIONS_TO} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        applications = self.fields["applications"]
        assert isinstance(applications, forms.ModelMultipleChoiceField)
        applications.queryset = waiting

    @property
    def selected(self) -> set[str]:
        """The keys that are ticked, as text; on an empty form all of them are."""
        if not self.is_bound:
            applications = self.fields["applications"]
            assert isinstance(applications, forms.ModelMultipleChoiceField)
            return {str(application.pk) for application in applications.queryset or []}
        return set(self.data.getlist("applications"))
