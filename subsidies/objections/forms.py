"""What the public says against a notice, and what the office answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from subsidies.notices.models import PublicNotice
from subsidies.objections.leads import MOST_AT_ONCE
from subsidies.objections.models import LONGEST_TEXT
from subsidies.objections.querysets import ObjectionQuerySet
from subsidies.objections.workflow import Channel, ObjectionStatus
from talent.calendars import clock
from talent.papers.forms import CodeForm
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea

NAMED, ANONYMOUS = "named", "anonymous"
UPHOLD, DISMISS = "uphold", "dismiss"
LATE, CLOSED = "late", "closed"
TOO_LONG = {"max_length": _("请写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。")}


def _line(**kwargs: Any) -> forms.IntegerField:
    wrong = {name: _("请填写名单上的序号，例如 3。") for name in ("invalid", "min_value", "max_value")}
    return forms.IntegerField(required=False, min_value=1, max_value=999_999, error_messages=wrong, **kwargs)


class ObjectionForm(KeyedForm):
    """An objection, with or without a name."""

    line = _line(label=_("名单序号"), help_text=_("针对名单上哪一位，就填哪一位的序号；针对整份公示的，不填。"))
    text = forms.CharField(
        label=_("异议内容"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "6"}),
        help_text=_("写清楚什么情况不符合条件、从哪里可以核实。内容加密保存，只有人才办能看到，不会告诉被反映的人。"),
        error_messages={"required": _("请写明异议内容。"), **TOO_LONG},
    )
    way = forms.ChoiceField(
        label=_("怎样反映"),
        choices=[
            (NAMED, _("署名：人才办核查后答复您")),
            (ANONYMOUS, _("匿名：作为线索留存，不作答复")),
        ],
        widget=forms.RadioSelect,
        initial=NAMED,
        error_messages={"required": _("请选择署名或匿名。")},
    )
    name = forms.CharField(
        label=_("您的姓名"),
        max_length=60,
        required=False,
        help_text=_("署名反映的必填；匿名的不填。"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        max_length=100,
        required=False,
        help_text=_("手机号码或电子邮箱，选填；需要向您了解情况时使用。"),
        widget=forms.TextInput({"autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("way") == NAMED and "name" in cleaned and not cleaned["name"]:
            self.add_error("name", _("署名反映的，请填写姓名；不愿署名的，请选择匿名。"))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, by the names of ``actions.receive``."""
        names = ("pk", "line", "text", "name", "contact")
        return {name: self.cleaned_data[name] for name in names} | {"anonymous": self.cleaned_data["way"] == ANONYMOUS}


class NoticeField(forms.ModelChoiceField[PublicNotice]):
    """One of the notices that run, by number: many bear the same title."""

    def label_from_instance(self, obj: PublicNotice) -> str:
        return f"{obj.number} {obj.title}"

    def to_python(self, value: Any) -> Any:
        """The notice; what is no key at all is none of them, as any other wrong one."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class RecordingForm(ObjectionForm):
    """An objection that reached the office otherwise than by the portal."""

    notice = NoticeField(
        label=_("针对哪份公示"),
        queryset=PublicNotice.objects.none(),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择正在公示的一份。"),
            "invalid_choice": _("这份公示已经结束，请选择正在公示的一份。"),
        },
    )
    channel = forms.ChoiceField(
        label=_("怎样收到"),
        choices=[(each.value, each.label) for each in Channel if each != Channel.PORTAL],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择电话、来信或来访。")},
    )
    field_order = ("notice", "channel")

    def __init__(self, *args: Any, notices: QuerySet[PublicNotice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["notice"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = notices
        self.fields["line"].help_text = _(
            "涉及哪一位，就填哪一位的序号；涉及几位的，每位录一件；针对整份公示的，不填。"
        )
        self.fields["text"].help_text = _(
            "按异议人的原话或来信记录，写清从哪里可以核实。内容加密保存，不会告诉被反映的人。"
        )
        self.fields["name"].label = _("异议人姓名")
        self.fields["contact"].help_text = _("手机号码或电子邮箱，选填；需要了解情况时使用。")
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [(NAMED, _("署名：核查后答复异议人")), (ANONYMOUS, _("匿名：作为线索留存，不作答复"))]

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, by the names of ``actions.record``."""
        return super().said | {"channel": Channel(self.cleaned_data["channel"])}


class TrackingForm(CodeForm):
    """The number that was shown when the objection was received."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("查询编号")
        field.help_text = _("提交异议时显示的 28 位字母和数字；不分大小写，横线可以不输。")
        field.error_messages |= {"required": _("请输入查询编号。")}


class AcceptForm(forms.Form):
    """Of an objection to a whole notice: whom its words concern, where that is one person."""

    line = _line(
        label=_("涉及的名单序号"),
        help_text=_("只涉及一个人的，填写序号，核查期间只暂缓授予这一人；不填的，不暂缓任何人。"),
    )


class SetAsideForm(forms.Form):
    """Why a named objection is not examined."""

    answer = forms.CharField(
        label=_("不予受理的理由"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "3"}),
        help_text=_("异议人凭查询编号可以看到。"),
        error_messages={"required": _("请写明不予受理的理由。"), **TOO_LONG},
    )


class TickedForm(forms.Form):
    """Which objections of the list are meant."""

    selected = forms.MultipleChoiceField(error_messages={"required": _("请先勾选匿名异议。")})

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")]

    def clean_selected(self) -> list[UUID]:
        try:
            keys = [UUID(value) for value in self.cleaned_data["selected"]]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error
        if len(keys) > MOST_AT_ONCE:
            raise forms.ValidationError(_("一次最多办理 %(most)d 件，请分几次办理。") % {"most": MOST_AT_ONCE})
        return keys

    @property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""
        return str(next(iter(self.errors.values()))[0])


class LeadReasonForm(forms.Form):
    """Why several anonymous objections are put aside."""

    finding = forms.CharField(
        label=_("留作线索的理由"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "3"}),
        help_text=_("记入每一件的办理情况，只供人才办存档。"),
        error_messages={"required": _("请写明留作线索的理由。"), **TOO_LONG},
    )


class ResolveForm(forms.Form):
    """What was found, and what a named objector is answered."""

    outcome = forms.ChoiceField(
        label=_("结论"),
        choices=[(DISMISS, _("异议不成立")), (UPHOLD, _("异议成立"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结论。")},
    )
    finding = forms.CharField(
        label=_("核查情况"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "4"}),
        help_text=_("核查了什么、结论是什么，只供人才办存档。"),
        error_messages={"required": _("请写明核查情况。"), **TOO_LONG},
    )
    answer = forms.CharField(
        label=_("给异议人的答复"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "4"}),
        help_text=_("异议人凭查询编号可以看到。不写被反映人的个人信息。"),
        error_messages={"required": _("署名异议须答复，请填写给异议人的答复。"), **TOO_LONG},
    )

    def __init__(self, *args: Any, anonymous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if anonymous:
            del self.fields["answer"]


class ObjectionFilter(forms.Form):
    """Narrows objections; those that wait for the office unless told."""

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("待办理")),
            *ObjectionStatus.choices,
            (LATE, _("已超过承诺日期")),
            (CLOSED, _("已处理")),
        ],
    )
    way = forms.ChoiceField(
        label=_("署名"), required=False, choices=[("", _("全部")), (NAMED, _("署名")), (ANONYMOUS, _("匿名"))]
    )

    def apply(self, objections: ObjectionQuerySet) -> ObjectionQuerySet:
        """The objections that fit."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if way := wanted.get("way"):
            objections = objections.filter(anonymous=way == ANONYMOUS)
        match wanted.get("status", ""):
            case "":
                return objections.open()
            case "late":
                return objections.late(clock.today())
            case "closed":
                return objections.exclude(pk__in=objections.open().order_by().values("pk"))
            case status:
                return objections.filter(status=status)
