"""A day at the talent office: what is clean by keyboard alone, and each of the things that are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from talent.calendars.clock import real_today
from tests.journeys.persona import Persona
from tests.journeys.portal import found_in

pytestmark = pytest.mark.browser
CLEAN = 20
RETURNED, RETURNED_ADDRESS = "杨帆", "graduate06@demo.invalid"
FRESH_CODE = "SAMPLE987654"
MINUTES = "长汽开人才会纪〔2026〕88号"
STUDIED_FOR_SOMEBODY = """
from subsidies.applications.models import Application
for case in Application.objects.filter(status="awaiting_review").order_by("number"):
    facts = case.submissions.order_by("-sequence").first().facts
    if any(degree["commissioned"] for degree in facts["degrees"]):
        print(case.number)
"""
NOT_YET_OBJECTED_TO = """
from subsidies.notices.models import PublicNotice
for notice in PublicNotice.objects.filter(status="published", objections=None).order_by("number"):
    print(notice.number)
"""
ANSWER = "经核查，此人仍在职，您反映的情况不成立。"
APPELLANT = "白露"


@pytest.mark.django_db(databases=[])
def test_a_day_at_the_office(persona: Callable[..., Persona], portal_folder: Path):
    reviewer, rechecker = persona(), persona()
    reviewer.sign_in_as_staff("reviewer")
    rechecker.sign_in_as_staff("recheck")
    number = return_for_correction(reviewer)
    correct(persona(phone=True))
    decide_by_keyboard(reviewer)
    decide_what_changed(reviewer, number)
    for misunderstood in found_in(portal_folder, STUDIED_FOR_SOMEBODY)[:1]:
        judge_otherwise(reviewer, misunderstood)
    recheck_many(rechecker)
    publish(reviewer)

    notice = found_in(portal_folder, NOT_YET_OBJECTED_TO)[0]
    tracking = object_to(persona(phone=True), notice)
    accept_objection(reviewer, notice)
    resolve_objection(persona(), notice)
    assert_answered(persona(phone=True), tracking)
    decide_appeal(rechecker, persona())


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
    """Two keys a case: one that reaches for the button, one that is sure; a third passes over what is not clean."""
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
    refuse(reviewer)


def refuse(reviewer: Persona) -> None:
    """Two months of insurance do not do: the reason goes into the letter."""
    reviewer.choose("不予通过", group="生活补贴")
    reviewer.fill("生活补贴：理由", "在长春连续缴纳社会保险未满三个月，满三个月后可以再次申请。")
    reviewer.press("提交复核")
    assert reviewer.sees("已提交复核")


def judge_otherwise(reviewer: Persona, number: str) -> None:
    """The applicant ticked what the contract of study does not say; with the fact put right the case is clean."""
    open_case(reviewer, number)
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
    assert rechecker.sees("复核通过")


def publish(reviewer: Persona) -> None:
    """The list goes up with its minutes."""
    reviewer.open("/notices/manage/new/")
    reviewer.fill("审定会议纪要文号", MINUTES)
    reviewer.fill("审定日期", real_today().isoformat())
    reviewer.fill("异议受理方式", "人才办，0431-00000000")
    reviewer.press("保存并预览")
    reviewer.follow("发布公示")
    reviewer.press("确认发布")
    assert all(map(reviewer.sees, ("公示中", MINUTES)))


def object_to(neighbour: Persona, notice: str) -> str:
    """Somebody without an account, who keeps a tracking number."""
    neighbour.open("/notices/")
    neighbour.follow(notice)
    neighbour.follow("提出异议")
    neighbour.fill("名单序号", "1")
    neighbour.fill("异议内容", "此人今年九月已经离开一汽，不应再领补贴。")
    neighbour.choose("署名", group="怎样反映")
    neighbour.fill("您的姓名", "郑明")
    neighbour.fill("联系方式", "13804310088")
    neighbour.press("提交异议")
    assert neighbour.sees("请现在记下查询编号")
    return str(neighbour.page.locator("main .code").inner_text().strip())


def open_objection(officer: Persona, notice: str) -> None:
    officer.open("/review/objections/")
    officer.page.get_by_role("row").filter(has_text=notice).get_by_role("link").first.click()
    officer.page.wait_for_url("**/review/objections/*-*/")
    officer.look()


def accept_objection(reviewer: Persona, notice: str) -> None:
    open_objection(reviewer, notice)
    assert reviewer.sees("此人今年九月已经离开一汽")
    reviewer.press("受理")
    assert reviewer.sees("核查中")


def resolve_objection(third: Persona, notice: str) -> None:
    """By somebody who had no part in the case; the person alone was held meanwhile."""
    third.sign_in_as_staff("reviewer5")
    open_objection(third, notice)
    third.choose("异议不成立", group="结论")
    third.fill("核查情况", "经向用人单位核实，此人仍在职，社保未中断。")
    third.fill("给异议人的答复", ANSWER)
    third.press("作出结论")
    assert third.sees("异议不成立")


def assert_answered(neighbour: Persona, tracking: str) -> None:
    neighbour.open("/notices/objections/")
    neighbour.page.locator("main form input:not([type=hidden])").first.fill(tracking)
    neighbour.press("查询")
    assert neighbour.sees(ANSWER)


def decide_appeal(rechecker: Persona, fourth: Persona) -> None:
    """Given to somebody who had no part in the refusal, whose letter ends it."""
    open_appeal(rechecker)
    rechecker.select("承办人", "姜雨田")
    rechecker.press("分派")
    fourth.sign_in_as_staff("reviewer4")
    open_appeal(fourth)
    fourth.choose("维持原来的决定", group="决定")
    fourth.fill("事实和理由", "申请人入职时间早于政策施行之日，原决定适用依据正确。")
    fourth.press("作出决定")
    assert fourth.sees("维持原决定")


def open_appeal(officer: Persona) -> None:
    officer.open("/review/appeals/")
    officer.page.get_by_role("row").filter(has_text=APPELLANT).get_by_role("link").first.click()
    officer.page.wait_for_url("**/review/appeals/*-*/")
    officer.look()
