"""The error summary: every error once, in reading order, each with its target."""

from django import forms

from talent.ui.error_summary import ErrorLink, error_links


class PersonForm(forms.Form):
    name = forms.CharField(label="姓名")
    degree = forms.ChoiceField(label="学历", choices=[("b", "本科"), ("m", "硕士")], widget=forms.RadioSelect)
    token = forms.CharField(label="令牌", widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("两处填写不一致")


def test_errors_of_the_form_come_first_and_groups_lead_to_their_first_choice() -> None:
    form = PersonForm({"degree": "x"})
    form.errors["name"] = form.error_class(["请填写姓名"])
    form.errors["degree"] = form.error_class(["请选择一项"])
    form.errors["token"] = form.error_class(["页面已过期"])
    assert error_links(form) == [
        ErrorLink("两处填写不一致", ""),
        ErrorLink("请填写姓名", "id_name"),
        ErrorLink("学历：请选择一项", "id_degree_0"),
        ErrorLink("页面已过期", ""),
    ]


def test_a_form_that_was_not_sent_has_no_errors() -> None:
    assert error_links(PersonForm()) == []


def test_errors_of_every_member_of_a_formset_are_listed() -> None:
    class NameForm(forms.Form):
        name = forms.CharField(label="姓名", error_messages={"required": "请填写"})

    formset = forms.formset_factory(NameForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "王小明", "form-1-name": ""}
    )
    assert error_links(formset) == [ErrorLink("姓名：请填写", "id_form-1-name")]
