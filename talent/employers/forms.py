"""Uploading a staff roster; an entry on the list of employers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.employers.headings import KEYS
from talent.employers.imports.roster_columns import COLUMNS
from talent.employers.models import Employer
from talent.identifiers import credit_code
from talent.identifiers.errors import InvalidIdentifier
from talent.spreadsheets.characters import tidy
from talent.spreadsheets.errors import FoundColumn
from talent.ui.widgets import DayInput, DocumentNumberInput


class RosterForm(forms.Form):
    """The file, and the unit whose staff it lists: those who look after several choose it each time."""

    employer = forms.ModelChoiceField(
        label=_("用人单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择这份花名册是哪个单位的。"),
            "invalid_choice": _("您没有为这个单位导入花名册的权限，请重新选择。"),
        },
    )
    file = forms.FileField(
        label=_("花名册文件"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
        help_text=_("Excel（XLSX、XLS）或 CSV。至少要有姓名、身份证号码、入职日期三列，表头在前 20 行内即可。"),
        error_messages={
            "empty": _("文件是空的，请重新选择。"),
            "required": _("请选择花名册文件。"),
            "max_length": _("文件名太长，请改短后再上传。"),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = self.fields["employer"]
        assert isinstance(employer, forms.ModelChoiceField)
        employer.queryset = Employer.objects.served_by(user).standing()
        served = list(employer.queryset[:2])
        if len(served) == 1:
            employer.initial, employer.empty_label = served[0], None


class ArrivalsForm(forms.Form):
    """Whether people whom other units of the group have are recorded as moved when the roster is committed."""

    record = forms.BooleanField(required=False, initial=True)
    arrived_on = forms.DateField(
        label=_("调入日期"),
        required=False,
        widget=DayInput,
        help_text=_("到本单位的第一天。花名册写的入职日期比原单位的记录晚的，以花名册为准；其余的按这里填写。"),
        error_messages={"invalid": _("请填写完整的年、月、日。")},
    )

    def say(self, ready: int, *, in_city: bool) -> None:
        """Name how many there are, and what it means for them."""
        words = ngettext(
            "将 %(count)d 人登记为从集团内其他单位调入", "将 %(count)d 人登记为从集团内其他单位调入", ready
        )
        self.fields["record"].label = words % {"count": ready}
        self.fields["record"].help_text = (
            gettext("不算离职，补贴不暂停；原单位和本人会收到通知。")
            if in_city
            else gettext("本单位不在长春，按离开长春办理，后续补贴暂停发放；原单位和本人会收到通知。")
        )

    def clean(self) -> dict[str, Any]:
        """The day goes with the choice."""
        cleaned = super().clean() or {}
        if cleaned.get("record") and "arrived_on" not in self.errors:
            if cleaned.get("arrived_on") is None:
                self.add_error("arrived_on", _("请填写调入日期；不登记调入的，请取消勾选。"))
            elif cleaned["arrived_on"] > clock.today():
                self.add_error("arrived_on", _("调入日期不能晚于今天。还没有调入的，请到调入后再办理。"))
        return cleaned

    @property
    def day(self) -> dt.date | None:
        """The day where moves are to be recorded, else none."""
        return self.cleaned_data["arrived_on"] if self.cleaned_data["record"] else None


class MissingHeadingsForm(forms.Form):
    """For each required column that was not recognised, which of the file's other headings means it.

    Where headings are left for them, the same of the optional columns: the file need not be sent once more for these.
    """

    prefix = "meaning"

    def __init__(self, *args: Any, missing: Sequence[str], columns: Sequence[FoundColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the file's own spelling, each once: of two columns headed alike the reader asks for itself. Where a row of
        # somebody's data was taken for the header, the number in it is no heading.
        unasked = (column for column in columns if column.key is None and not looks_personal(column.heading))
        unknown = dict.fromkeys(tidy(column.heading) for column in unasked)
        known = {column.key for column in columns}
        self._missing = tuple(missing)
        optional = (key for key in KEYS if key not in known and len(unknown) > len(self._missing))
        for key in dict.fromkeys((*self._missing, *optional)):
            self.fields[key] = forms.ChoiceField(
                label=_("哪一列是“%(column)s”？") % {"column": gettext(KEYS[key].heading)},
                choices=[("", _("请选择")), *((heading, heading) for heading in unknown)],
                required=False,
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions without whose answers the file cannot be read."""
        return [self[key] for key in self._missing]

    @property
    def optional(self) -> list[forms.BoundField]:
        """The others."""
        return [field for field in self if field.name not in self._missing]

    @classmethod
    def sent(cls, data: QueryDict) -> list[tuple[str, str]]:
        """Heading and key of each column that somebody chose a heading for."""
        chosen = [(data.get(f"{cls.prefix}-{key}", "").strip(), key) for key in KEYS]
        return [(heading, key) for heading, key in chosen if heading]


class HeadingForm(forms.Form):
    """A heading of the unit's files, and the column that it means."""

    employer = forms.ModelChoiceField(
        label=_("用人单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        help_text=_("对下级单位的花名册同样有效。"),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("请选择您负责的单位。")},
    )
    heading = forms.CharField(
        label=_("花名册里的列名"), max_length=60, error_messages={"required": _("请填写花名册表头里的列名。")}
    )
    column = forms.ChoiceField(label=_("是什么内容"), error_messages={"required": _("请选择这一列是什么内容。")})

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer, column = self.fields["employer"], self.fields["column"]
        assert isinstance(employer, forms.ModelChoiceField)
        assert isinstance(column, forms.ChoiceField)
        employer.queryset = Employer.objects.served_by(user).standing()
        served = list(employer.queryset[:2])
        if len(served) == 1:
            employer.initial, employer.empty_label = served[0], None
        column.choices = [("", _("请选择")), *((each.key, gettext(each.heading)) for each in COLUMNS)]


class EmployerForm(forms.ModelForm[Employer]):
    """A unit on the office's list."""

    class Meta:
        model = Employer
        fields = ("name", "short_name", "credit_code", "parent", "in_city", "listed_from", "listed_until")
        labels = {"parent": _("上级单位")}
        widgets = {"listed_from": DayInput, "listed_until": DayInput, "credit_code": DocumentNumberInput}
        help_texts = {
            "name": _("与营业执照一致的全称。这里只改正录入错误；单位更名请在下面的“单位变更”办理，以保留原名。"),
            "short_name": _("名单和页面上的简称，可以不填。"),
            "credit_code": _("营业执照上的 18 位代码。"),
            "parent": _("上级单位的人事可以办理下级单位的事项。"),
            "listed_from": _("从这一天起入职的，按列入名单的单位审核。"),
            "listed_until": _("移出名单时填写最后一天；仍在名单内的不填。"),
        }
        error_messages = {
            "name": {"unique": _("名单上已有这个单位名称。"), "required": _("请填写单位名称。")},
            "credit_code": {"unique": _("名单上已有这个统一社会信用代码。"), "required": _("请填写统一社会信用代码。")},
            "listed_from": {"required": _("请填写列入名单的日期。"), "invalid": _("请填写完整的年、月、日。")},
            "listed_until": {"invalid": _("请填写完整的年、月、日。")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code, parent = self.fields["credit_code"], self.fields["parent"]
        assert isinstance(code, forms.CharField)
        assert isinstance(parent, forms.ModelChoiceField)
        code.max_length = None
        code.validators = []  # the check of the code says which place is wrong; a length alone says less
        code.widget.attrs.pop("maxlength", None)
        parent.empty_label = _("没有上级单位")
        if self.instance.pk and not self.instance._state.adding:
            below = Employer.objects.with_subsidiaries({self.instance.pk})
            parent.queryset = Employer.objects.standing().exclude(pk__in=below.values("pk"))

    def clean_credit_code(self) -> str:
        """The code in its normal spelling."""
        try:
            return credit_code.validate(self.cleaned_data["credit_code"])
        except InvalidIdentifier as wrong:
            raise forms.ValidationError(str(wrong.message), code=wrong.code) from wrong

    def clean_listed_until(self) -> dt.date | None:
        """The last day, not before the first."""
        first, last = self.cleaned_data.get("listed_from"), self.cleaned_data.get("listed_until")
        if first and last and last < first:
            raise forms.ValidationError(_("移出日期不能早于列入日期。"), code="order")
        return last
