"""A day at the talent office: what is clean by keyboard alone, and each of the things that are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.persona import Persona

pytestmark = pytest.mark.browser
CLEAN = 20
RETURNED, RETURNED_ADDRESS = "杨帆", "graduate06@demo.invalid"
OTHERWISE = "江新元"
FRESH_CODE = "SAMPLE987654"
MINUTES = "长汽开人才会纪〔2026〕88号"
OBJECTED = "GS2026-016"


@pytest.mark.django_db(databases=[])
def test_a_day_at_the_office(persona: Callable[..., Persona]):
    reviewer, rechecker = persona(), persona()
    reviewer.sign_in_as_staff("reviewer")
    rechecker.sign_in_as_staff("recheck")
    number = return_for_correction(reviewer)
    correct(persona(phone=True))
    decide_by_keyboard(reviewer)
    decide_what_changed(reviewer, number)
    judge_otherwise(reviewer)
    recheck_many(rechecker)
    publish(reviewer)

    tracking = object_to(persona(phone=True))
    accept_objection(reviewer, tracking)
    resolve_objection(persona(), tracking)
    assert_answered(persona(phone=True), tracking)
    decide_appeal(reviewer, rechecker)


def open_case(officer: Persona, name: str, status: str = "awaiting_review") -> None:
    """Open somebody's case from the queue."""
    officer.open(f"/review/queue/?status={status}")
    officer.page.get_by_role("row").filter(has_text=name).get_by_role("link").first.click()
    officer.page.wait_for_url("**/review/cases/**")
    officer.look()


def return_for_correction(reviewer: Persona) -> str:
    open_case(reviewer, RETURNED)
    number = reviewer.page.locator("h1").inner_text().split()[0]
    reviewer.page.keyboard.press("2")
    reviewer.choose("学信网验证码失效或缺失")
    reviewer.fill("具体说明：学信网验证码失效或缺失", "验证码已经过期，请重新申请后填写。")
    reviewer.press("退回补正")
    assert reviewer.sees(f"{number} 已退回")
    return number


def correct(applicant: Persona) -> None:
    """On the phone: what is asked for, where it is asked for."""
    applicant.sign_in_by_code(RETURNED_ADDRESS)
    applicant.open("/me/")
    applicant.follow("去补正")
    applicant.follow("学历学位")
    assert applicant.sees("验证码已经过期，请重新申请后填写。")
    applicant.follow("修改")
    applicant.fill("学信网在线验证码", FRESH_CODE)
    applicant.press("保存")
    applicant.open("/me/apply/")
    applicant.follow("核对并提交")
    applicant.page.get_by_label("我承诺").check()
    applicant.press("提交")
    applicant.open("/me/")
    assert applicant.sees("待初审")


def decide_by_keyboard(reviewer: Persona) -> None:
    """Two keys a case: one that reaches for the button, one that is sure; what is not clean is passed over by a third."""
    reviewer.open("/review/queue/?status=awaiting_review")
    reviewer.page.keyboard.press("j")
    press_on(reviewer, "o")
    decided = 0
    while decided < CLEAN:
        words = reviewer.page.inner_text("main")
        if any(word in words for word in ("不符合", "请留意", RETURNED)):
            press_on(reviewer, "n")
            continue
        reviewer.page.keyboard.press("1")
        press_on(reviewer, "Enter")
        assert reviewer.sees("已提交复核")
        decided += 1


def press_on(officer: Persona, key: str) -> None:
    """Press a key that leads to another page."""
    before = officer.page.url
    officer.page.keyboard.press(key)
    officer.page.wait_for_url(lambda url: url != before)
    officer.page.wait_for_load_state()


def decide_what_changed(reviewer: Persona, number: str) -> None:
    """The resubmission shows what is other than before."""
    open_case(reviewer, number)
    assert all(map(reviewer.sees, ("与上次提交相比", FRESH_CODE)))
    print(reviewer.page.inner_text("main")[:1500])


def judge_otherwise(reviewer: Persona) -> None:
    """The applicant ticked what the contract of study does not say; with the fact put right the case is clean."""
    open_case(reviewer, OTHERWISE)
    assert reviewer.sees("不符合条件")
    reviewer.follow("另行认定")
    reviewer.follow("定向或委托培养")
    reviewer.choose("否")
    reviewer.fill("认定依据", "学校出具证明：该生为统招非定向。")
    reviewer.press("认定")
    assert all(map(reviewer.sees, ("核定事实", "学校出具证明：该生为统招非定向。")))
    assert not reviewer.sees("不符合条件")
    reviewer.press("提交复核")
    assert reviewer.sees("已提交复核")


def recheck_many(rechecker: Persona) -> None:
    """Nothing is confirmed before the cases drawn by lot were opened."""
    rechecker.open("/review/queue/?status=awaiting_recheck")
    rechecker.page.locator("input[data-select-all]").check()
    rechecker.press("批量复核")
    drawn = rechecker.page.url
    to_open = rechecker.page.locator(".notice--warning li a")
    links = [str(link.get_attribute("href")) for link in to_open.all()]
    assert len(links) >= 3
    assert rechecker.page.get_by_role("button", name="复核同意").count() == 0
    for link in links:
        rechecker.open(link)
    rechecker.page.goto(drawn)
    assert rechecker.sees("抽查的申请都已打开查看")
    rechecker.press("复核同意")
    print(rechecker.page.inner_text("main")[:500])


def publish(reviewer: Persona) -> None:
    reviewer.open("/notices/manage/new/")
    print(reviewer.page.inner_text("main")[:500])


def object_to(neighbour: Persona) -> str:
    """Somebody without an account, who keeps a tracking number."""
    neighbour.open("/notices/")
    neighbour.follow(OBJECTED)
    neighbour.follow("提出异议")
    print(neighbour.page.inner_text("main")[:900])
    neighbour.fill("名单序号", "1")
    neighbour.fill("异议内容", "此人今年九月已经离开一汽，不应再领补贴。")
    neighbour.choose("署名")
    neighbour.fill("您的姓名", "郑明")
    neighbour.fill("联系方式", "13804310088")
    neighbour.press("提交异议")
    print(neighbour.page.inner_text("main")[:900])
    return neighbour.page.locator("main .code, main .confirmation__number").first.inner_text().strip()
