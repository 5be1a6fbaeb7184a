"""The office files for somebody who cannot, by their word; nobody else gets in, and the person can end it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import applying, papers
from tests.journeys.applying import Graduate
from tests.journeys.persona import Persona

pytestmark = pytest.mark.browser
GRADUATE = Graduate("沈若溪", "13900139071", 71)
OTHER = "1" * 6


def test_an_officer_files_for_somebody_who_cannot(persona: Callable[..., Persona], tmp_path: Path):
    officer = persona(phone=True)
    officer.sign_in_as_staff("reviewer")
    register(officer, tmp_path)
    page = officer.page.url
    authorised(officer)
    fill_in(officer, tmp_path)
    keep_out(persona(), page, of="hr")
    keep_out(persona(), page, of="group")
    number = hand_in(officer)
    end(persona(phone=True), number)
    officer.open(page)
    assert officer.sees("已终止")
    officer.page.goto(f"{page}employment/")
    assert "不能再代办" in officer.page.inner_text("main")


def register(officer: Persona, folder: Path) -> None:
    """Who it is for and why; the paper is printed, signed, and its scan uploaded."""
    officer.open("/acting/")
    officer.follow("登记代办")
    officer.fill("姓名", GRADUATE.name)
    officer.fill("证件号码", GRADUATE.identity_number)
    officer.fill("本人的手机号码", GRADUATE.phone)
    officer.choose("身体原因")
    officer.press("登记")
    assert officer.page.get_by_role("button", name="发送授权码").count() == 0
    paper = officer.download("下载", folder, role="link")
    assert paper.read_bytes().startswith(b"%PDF")
    officer.page.locator("summary", has_text="上传签章扫描件").click()
    officer.page.locator("main input[type=file]").set_input_files(papers.scan(folder, "授权委托书"))
    officer.page.locator("main form", has=officer.page.locator("input[type=file]")).locator("button").click()
    officer.page.get_by_role("button", name="发送授权码").wait_for()


def authorised(officer: Persona) -> None:
    """The person tells the code; one that they did not tell fits nothing."""
    officer.press("发送授权码")
    code = code_shown(officer)
    officer.page.locator("main input[name=code]").fill(OTHER if code != OTHER else "222222")
    officer.press("授权生效")
    assert officer.sees("验证码不正确")
    officer.page.locator("main input[name=code]").fill(code)
    officer.press("授权生效")
    assert officer.sees("授权有效")


def fill_in(officer: Persona, folder: Path) -> None:
    """The same pages as the applicant's, each of which says whom it is about."""
    officer.follow("开始填写")
    assert officer.sees(f"您正在为 {GRADUATE.name} 代办")
    applying.enter_benefits(officer)
    applying.enter_degree(officer, GRADUATE)
    applying.enter_employment(officer, GRADUATE)
    applying.enter_account(officer, GRADUATE)
    applying.upload_evidence(officer, folder)


def keep_out(thief: Persona, page: str, *, of: str) -> None:
    """An HR officer, of the unit or of the group, finds none of its pages: neither read, nor sent to."""
    thief.sign_in_as_staff(of)
    path = "/" + page.split("/", 3)[3]
    token = next(cookie["value"] for cookie in thief.context.cookies() if "csrf" in cookie["name"])
    headers = {"X-CSRFToken": token, "Referer": page}
    pages = ("", "apply/", "apply/check/", "bank-account/", "evidence/", "degrees/", "employment/")
    read = [thief.context.request.get(page + each).status for each in pages]
    sent = [
        thief.context.request.post(page + each, headers=headers, form={"seen": ""}).status
        for each in ("effect/", "end/", "apply/check/submit/", "bank-account/")
    ]
    assert (path.startswith("/acting/"), set(read), set(sent)) == (True, {404}, {404})


def hand_in(officer: Persona) -> str:
    """Nothing goes out before the person has confirmed just this."""
    number = officer.page.locator(".page-header__caption, .caption").first.inner_text().strip()
    officer.press("发送确认码到本人手机")
    while officer.sees("发送得太频繁"):  # one message a minute to a phone, and the officer types faster than that
        time.sleep(5)
        officer.press("发送确认码到本人手机")
    officer.page.locator("main input[name=code]").fill(code_shown(officer))
    officer.page.locator("main form", has=officer.page.locator("input[name=code]")).locator("button").click()
    officer.page.wait_for_load_state()
    officer.look()
    assert officer.sees("已按本人的确认提交")
    return number


def end(person: Persona, number: str) -> None:
    """The person signs in with their phone, sees the case, who filed and what was read, and ends the mandate."""
    person.sign_in_by_code(GRADUATE.phone)
    person.open("/me/")
    assert person.sees(number)
    person.follow("谁查阅过我的信息")
    assert person.sees("代办时查看资料")
    person.open("/me/")
    person.follow("谁在为我代办")
    person.press("终止这份授权")
    assert person.sees("已终止")


def code_shown(officer: Persona) -> str:
    """The code in the SMS, which the demo shows to the officer as well."""
    found = re.search(r"码 (\d{6}) ", officer.page.inner_text("main"))
    assert found, "the demo shows the message"
    return found[1]
