"""How forms are printed: labels, hints and errors are tied to their fields."""

from django import forms
from lxml import html

from talent.ui.widgets import YuanInput


class SampleForm(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致", error_messages={"required": "请填写姓名"})
    nickname = forms.CharField(label="称呼", required=False)
    degree = forms.ChoiceField(label="学历", choices=[("b", "本科"), ("m", "硕士")], widget=forms.RadioSelect)
    amount = forms.IntegerField(label="金额", widget=YuanInput)
    agreed = forms.BooleanField(label="同意", help_text="可以撤回")


def printed(form: forms.Form) -> html.HtmlElement:
    return html.fromstring(f"<form>{form}</form>")


def test_hint_and_error_are_tied_to_the_field() -> None:
    page = printed(SampleForm({}))
    (field,) = page.xpath("//input[@name='name']")
    tied = [page.get_element_by_id(each).text_content().strip() for each in field.get("aria-describedby").split()]
    assert tied == ["与身份证一致", "错误：请填写姓名"]
    assert field.get("aria-invalid") == "true"


def test_every_label_names_an_existing_field() -> None:
    page = printed(SampleForm())
    ids = {each.get("id") for each in page.xpath("//input")}
    assert set(page.xpath("//label/@for")) - ids == set()


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    page = printed(SampleForm())
    assert [each.text_content().strip() for each in page.xpath("//fieldset/legend")] == ["* 学历"]
    assert [each.text_content().strip() for each in page.xpath("//fieldset//label")] == ["本科", "硕士"]


def test_only_required_fields_are_marked() -> None:
    page = printed(SampleForm())
    labels = [each.text_content().strip() for each in page.xpath("//label[@class='field__label']")]
    assert labels == ["* 姓名", "称呼", "* 金额"]


def test_an_amount_shows_its_unit() -> None:
    assert printed(SampleForm()).xpath("//span[@class='affix__after']/text()") == ["元"]


def test_the_summary_links_to_each_field_with_an_error() -> None:
    page = printed(SampleForm({"degree": "b", "amount": "1", "agreed": "on"}))
    links = [(each.get("href"), each.text) for each in page.xpath("//div[@role='alert']//a")]
    assert links == [("#id_name", "请填写姓名")]


def test_typed_text_is_escaped_and_kept() -> None:
    page = printed(SampleForm({"name": '"><script>'}))
    assert page.xpath("//input[@name='name']/@value") == ['"><script>']
    assert page.xpath("//script") == []
