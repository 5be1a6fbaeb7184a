"""One graduate from sign-up to a paid instalment, as six people, on the files that they hand over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from talent.calendars.clock import real_today
from tests.journeys import papers
from tests.journeys.applying import Graduate, apply
from tests.journeys.persona import Persona

pytestmark = pytest.mark.browser
NAME = "沈若溪"
NOTICE_WORKING_DAYS = 5


@pytest.mark.django_db(databases=[])
def test_a_graduate_is_paid(persona: Callable[..., Persona], tmp_path: Path):
    graduate = Graduate(NAME, phone="13804310001", order=701)
    applicant = persona(phone=True)
    applicant.sign_up(graduate.phone)
    number = apply(applicant, graduate, tmp_path)

    import_roster(persona(), graduate, tmp_path)
    applicant.open("/me/")
    applicant.waits_for("待初审")

    propose(persona(), number)
    recheck(persona(), number)
    publish(persona(), number)
    assert_public(persona(phone=True))
    let_the_notice_run(persona())

    applicant.open("/me/")
    applicant.waits_for("待发放")

    batch = draw_up_and_seal(persona())
    approve(persona(), batch)
    bank_file = release_and_download(persona(), batch, tmp_path)
    answer(persona(), persona(), batch, papers.bank_return(tmp_path, bank_file, fails="郭雪"))

    applicant.open("/me/")
    assert applicant.sees("已发放")
    unlucky = persona(phone=True)
    unlucky.sign_in_by_code("graduate13@demo.invalid")
    unlucky.open("/me/")
    assert unlucky.sees("发放失败")


def import_roster(hr: Persona, graduate: Graduate, folder: Path) -> None:
    hr.sign_in_as_staff("hr")
    hr.open("/employer/rosters/new/")
    colleague = ("吴迪", papers.identity_number(dt.date(1999, 8, 8), 702), dt.date(2026, 7, 1))
    file = papers.roster(folder, [(graduate.name, graduate.identity_number, graduate.hired_on), colleague])
    hr.page.set_input_files("main input[type=file]", file)
    hr.press("上传并预览")
    assert hr.sees(NAME)
    hr.press("确认导入")


def propose(reviewer: Persona, number: str) -> None:
    reviewer.sign_in_as_staff("reviewer")
    reviewer.open("/review/queue/?status=awaiting_review")
    reviewer.follow(number)
    reviewer.choose("同意", group="生活补贴")
    reviewer.press("提交复核")
    reviewer.open("/review/queue/?status=awaiting_recheck")
    reviewer.follow(number)
    assert reviewer.sees("复核须由另一人办理")


def recheck(rechecker: Persona, number: str) -> None:
    rechecker.sign_in_as_staff("recheck")
    rechecker.open("/review/queue/?status=awaiting_recheck")
    rechecker.follow(number)
    rechecker.press("复核同意")
    assert rechecker.sees(number)


def publish(reviewer: Persona, number: str) -> None:
    reviewer.sign_in_as_staff("reviewer")
    reviewer.open("/notices/manage/new/")
    assert reviewer.sees(number)
    reviewer.fill("审定会议纪要文号", "长汽开人才会纪〔2026〕99号")
    reviewer.fill("审定日期", real_today().isoformat())
    reviewer.fill("异议受理方式", "人才办，0431-00000000")
    reviewer.press("保存并预览")
    reviewer.follow("发布公示")
    reviewer.press("确认发布")
    assert reviewer.sees("公示中")


def assert_public(visitor: Persona) -> None:
    visitor.open("/notices/")
    visitor.page.locator("main a.card-link").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert visitor.sees("沈**")
    assert not visitor.sees(NAME)


def let_the_notice_run(officer: Persona) -> None:
    officer.sign_in_as_staff("reviewer")
    officer.open("/calendar/demo-clock/")
    officer.choose("往后若干个工作日")
    officer.fill("天数", str(NOTICE_WORKING_DAYS + 1))
    officer.page.locator("main form .actions button").first.click()
    officer.page.wait_for_load_state()
    officer.look()


def draw_up_and_seal(office: Persona) -> str:
    office.sign_in_as_staff("reviewer")
    office.open("/payments/draw-up/")
    office.page.locator("input[name=everything]").check()
    office.press("拟定批次")
    path = re.sub(r"^https?://[^/]+/payments/", "", office.page.url)
    office.page.locator("main a[href$='/seal/']").click()
    office.page.wait_for_load_state()
    office.look()
    for box in office.page.locator("main form textarea").all():
        box.fill("已逐笔核对")
    office.carry_out()
    assert office.sees("已封存")
    return path.rstrip("/").split("/")[0]


def approve(finance: Persona, batch: str) -> None:
    finance.sign_in_as_staff("finance")
    finance.open(f"/finance/{batch}/approve/")
    finance.carry_out()
    assert finance.sees("财政已审核")


def release_and_download(finance: Persona, batch: str, folder: Path) -> Path:
    finance.sign_in_as_staff("release")
    finance.open(f"/finance/{batch}/release/")
    finance.fill("支付凭证号", "PZ-2026-0001")
    finance.carry_out()
    finance.waits_for("银行代发文件（CSV）")
    return finance.download("CSV", folder)


def answer(finance: Persona, second: Persona, batch: str, file: Path) -> None:
    """So many failed that another officer than the uploader has to enter it."""
    finance.sign_in_as_staff("finance")
    finance.open(f"/finance/{batch}/returns/upload/")
    finance.page.set_input_files("main input[type=file]", file)
    finance.press("上传并预览")
    preview = re.sub(r"^https?://[^/]+", "", finance.page.url)
    second.sign_in_as_staff("release")
    second.open(preview)
    second.press("确认入账")
    finance.open(f"/finance/{batch}/")
    assert finance.sees("已结清")
