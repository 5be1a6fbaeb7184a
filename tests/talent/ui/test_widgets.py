"""Inputs that bring the right keyboard and never lose what was typed."""

from datetime import date

from django import forms
from lxml import html

from talent.ui import widgets


def attributes(widget: forms.Widget, value: object = None) -> dict[str, str]:
    (field,) = html.fromstring(f"<div>{widget.render('field', value)}</div>").xpath(".//input | .//textarea")
    return dict(field.attrib)


def test_a_day_is_written_as_browsers_read_it() -> None:
    shown = attributes(widgets.DayInput(), date(2026, 3, 1))
    assert (shown["type"], shown["value"]) == ("date", "2026-03-01")


def test_document_numbers_are_never_completed_or_corrected() -> None:
    shown = attributes(widgets.DocumentNumberInput())
    assert (shown["autocomplete"], shown["spellcheck"], shown["class"]) == ("off", "false", "code")


def test_a_caller_may_overrule_an_attribute() -> None:
    assert attributes(widgets.PhoneInput({"autocomplete": "off"}))["autocomplete"] == "off"


def test_an_account_number_is_text_with_a_number_pad() -> None:
    shown = attributes(widgets.AccountNumberInput(), "0012")
    assert (shown["type"], shown["inputmode"], shown["value"]) == ("text", "numeric", "0012")


def test_evidence_names_its_limit_and_kinds() -> None:
    shown = attributes(widgets.EvidenceInput(max_bytes=1_000))
    assert (shown["data-upload"], shown["accept"]) == ("1000", "image/jpeg,image/png,application/pdf")


def test_suggestions_come_from_the_named_page() -> None:
    shown = attributes(widgets.SuggestInput(url_name="ui:style_guide"))
    assert (shown["data-suggest"], shown["autocomplete"]) == ("/ui/", "off")


def test_a_choice_shows_its_hint() -> None:
    choices = [("a", "甲"), ("b", "乙")]
    radio = widgets.HintedRadioSelect(choices=choices, hints={"b": "需要证明"})
    page = html.fromstring(radio.render("field", "a", {"id": "id_field"}))
    assert [each.text_content().strip() for each in page.xpath("//label")] == ["甲", "乙需要证明"]
