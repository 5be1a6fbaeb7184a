"""The forms by which a notice is drawn up, and its course stated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.applications.models import Application, Decision
from subsidies.crosschecks.queries import without_unsettled
from subsidies.notices.approving import wrong_with_approval
from subsidies.notices.models import NameDisplay, PublicNotice
from subsidies.notices.permissions import NOT_AS_READ
from subsidies.notices.queries import Publication, awaiting_notice, decisions_on
from talent.accounts.models import User
from talent.audit.sensitive import looks_personal
from talent.audit.validators import without_personal_numbers
from talent.ui.widgets import CounterTextarea, DayInput, EvidenceInput
from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.limits import Limits


class StatementForm(forms.Form):
    """What the office states of a notice that has ended."""

    objections = forms.IntegerField(
        label=_("收到异议（件）"),
        min_value=0,
        max_value=9_999,
        error_messages={
            "required": _("请填写收到异议的件数，没有收到填 0。"),
            "invalid": _("请填写整数。"),
            "min_value": _("件数不能小于 0。"),
            "max_value": _("件数太大，请核对。"),
        },
    )
    handling = forms.CharField(
        label=_("异议处理情况"),
        required=False,
        max_length=500,
        widget=CounterTextarea,
        validators=[without_personal_numbers],
        help_text=_("收到异议时填写：核查了什么，结论是什么。不写异议人姓名和证件号码。"),
        error_messages={"max_length": _("请把说明写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("objections") and not cleaned.get("handling", "x").strip():
            self.add_error("handling", _("收到异议的，请写明处理情况。"))
        return cleaned


def add_minutes_errors(form: forms.Form, cleaned: dict[str, Any], decisions: QuerySet[Decision]) -> None:
    """Number and day of minutes come together; the day is neither still to come nor before what was approved."""
    number, day = cleaned.get("minutes_number", ""), cleaned.get("minutes_on")
    if number and not day and "minutes_on" not in form.errors:
        form.add_error("minutes_on", _("请填写审定日期。"))
    if day and not number and "minutes_number" not in form.errors:
        form.add_error("minutes_number", _("请填写审定会议纪要文号。"))
    if day and (wrong := wrong_with_approval(day, decisions)):
        form.add_error("minutes_on", wrong)


class NoticeForm(forms.Form):
    """Cases, wording and how names are shown; carries the new notice's key, so that a double click makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("标题"), max_length=120, error_messages={"required": _("请填写标题。")})
    basis = forms.CharField(
        label=_("公示依据"),
        max_length=200,
        initial=PublicNotice.BASIS,
        error_messages={"required": _("请填写公示依据的政策文件。")},
    )
    minutes_number = forms.CharField(
        label=_("审定会议纪要文号"),
        max_length=60,
        required=False,
        help_text=_("最终审定整份名单的会议纪要或文件编号。还没有审定的先空着，审定后再登记；登记前不能发布。"),
    )
    minutes_on = forms.DateField(label=_("审定日期"), required=False, widget=DayInput)
    objections_to = forms.CharField(
        label=_("异议受理方式"),
        max_length=200,
        help_text=_("受理部门、电话和地址，公示页上会显示。"),
        error_messages={"required": _("请填写受理异议的部门和联系方式。")},
    )
    name_display = forms.ChoiceField(
        label=_("姓名显示"), choices=NameDisplay.choices, widget=forms.RadioSelect, initial=NameDisplay.MASKED
    )
    name_basis = forms.CharField(
        label=_("显示全名的依据"),
        max_length=200,
        required=False,
        help_text=_("只在显示全名时填写：写明要求公示全名的文件。"),
    )
    everything = forms.BooleanField(required=False)
    selected = forms.ModelMultipleChoiceField(
        queryset=Application.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("所选申请中有的已不在待公示状态，请刷新后重新勾选。")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"objections_to": settings.OBJECTIONS_TO} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.waiting = awaiting_notice(user)
        selected = self.fields["selected"]
        assert isinstance(selected, forms.ModelMultipleChoiceField)
        # Whether a case still waits is for the action to say: it knows a form that is sent twice.
        selected.queryset = Application.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("everything") and not cleaned.get("selected") and "selected" not in self.errors:
            self.add_error(None, _("请至少勾选一件申请。"))
        if cleaned.get("name_display") == NameDisplay.FULL and not cleaned.get("name_basis", "").strip():
            self.add_error("name_basis", _("显示全名须写明依据。"))
        chosen = self.all_settled if cleaned.get("everything") else cleaned.get("selected") or []
        add_minutes_errors(self, cleaned, Decision.objects.filter(application__in=chosen))
        for name in ("title", "basis", "name_basis", "minutes_number"):
            if looks_personal(cleaned.get(name) or ""):
                self.add_error(name, _("这里像是写了身份证号码、银行账号或手机号码。公示内容不得含有这些信息。"))
        return cleaned

    @property
    def applications(self) -> list[Application]:
        """The cases of a valid form: those that are ticked, or all that wait and could be published."""
        return list(self.all_settled if self.cleaned_data["everything"] else self.cleaned_data["selected"])

    @property
    def all_settled(self) -> QuerySet[Application]:
        """What waits, but for cases on which a department's answer is still to be looked into."""
        return without_unsettled(self.waiting)

    @property
    def wording(self) -> dict[str, Any]:
        """What the notice says, by the names of ``actions.draw_up``."""
        names = ("title", "basis", "minutes_number", "minutes_on", "objections_to", "name_display", "name_basis")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def ticked(self) -> set[str] | None:
        """The keys that are ticked, as text; None on an empty form, where every one is."""
        return set(self["selected"].data or []) if self.is_bound else None


class RecallForm(forms.Form):
    """Why a decided case is reviewed again."""

    reason = forms.CharField(
        label=_("退回原因"),
        max_length=500,
        widget=CounterTextarea({"rows": "3"}),
        validators=[without_personal_numbers],
        help_text=_("写明哪个部门怎样答复、哪里与填写不同。记入办理记录，只有工作人员能看到。"),
        error_messages={
            "required": _("退回初审请说明原因。"),
            "max_length": _("请把说明写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。"),
        },
    )


class PublishForm(forms.Form):
    """Says yes to what was read: the list, its days and its minutes as the page showed them."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, notice: PublicNotice, publication: Publication) -> None:
        self.notice, self.publication = notice, publication
        self.now = publication.stamp
        super().__init__(data, initial={"read": self.now})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("read") != self.now:
            raise forms.ValidationError(NOT_AS_READ)
        return cleaned


class MinutesScanForm(forms.Form):
    """The scan of the minutes; ``upload`` is what the gate made of it, None where none was chosen."""

    upload: CleanUpload | None = None
    file = forms.FileField(
        label=_("会议纪要扫描件"),
        required=False,
        help_text=_("照片或 PDF，只有工作人员能看到；现在没有的，以后可以补传。"),
        error_messages={"empty": _("文件是空的，请重新选择文件后上传。")},
    )

    def __init__(self, *args: Any, notice: PublicNotice, **kwargs: Any) -> None:
        self.notice = notice
        super().__init__(*args, **kwargs)
        self.fields["file"].widget = EvidenceInput(max_bytes=Limits.from_settings().max_bytes)

    def clean_file(self) -> None:
        """Inspected and rewritten; UploadRejected shows at the field."""
        if self.cleaned_data["file"]:
            self.upload = inspect_upload(self.cleaned_data["file"])


class LaterScanForm(MinutesScanForm):
    """The scan alone, of a list that was published already."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.upload is None and "file" not in self.errors:
            self.add_error("file", _("请选择要上传的扫描件。"))
        return cleaned


class ApprovalForm(MinutesScanForm):
    """The final approval of a list: the minutes' number and day, and their scan where it is at hand."""

    minutes_number = forms.CharField(
        label=_("审定会议纪要文号"),
        max_length=60,
        help_text=_("最终审定整份名单的会议纪要或文件编号。"),
        validators=[without_personal_numbers],
        error_messages={"required": _("请填写审定会议纪要文号。")},
    )
    minutes_on = forms.DateField(
        label=_("审定日期"), widget=DayInput, error_messages={"required": _("请填写审定日期。")}
    )
    field_order = ("minutes_number", "minutes_on", "file")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("minutes_on")
        if day and (wrong := wrong_with_approval(day, decisions_on(self.notice))):
            self.add_error("minutes_on", wrong)
        return cleaned
