"""How a graduate fills in the application, page by page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tests.journeys import papers
from tests.journeys.persona import Persona

EMPLOYER = "一汽解放集团股份有限公司"


@dataclass(frozen=True, slots=True)
class Graduate:
    """A made-up person with everything at hand."""

    name: str
    phone: str
    order: int
    born_on: dt.date = dt.date(2001, 4, 12)
    hired_on: dt.date = dt.date(2026, 7, 1)
    awarded_on: dt.date = dt.date(2026, 6, 20)

    @property
    def identity_number(self) -> str:
        return papers.identity_number(self.born_on, self.order)


def apply(applicant: Persona, graduate: Graduate, folder: Path) -> str:
    """From the first page to the confirmation; returns the application's number."""
    applicant.open("/me/")
    consent(applicant)
    applicant.open("/me/apply/benefits/")
    enter_identity(applicant, graduate)
    enter_benefits(applicant)
    enter_degree(applicant, graduate)
    enter_employment(applicant, graduate)
    enter_account(applicant, graduate)
    upload_evidence(applicant, folder)
    applicant.page.get_by_label("我承诺").check()
    applicant.press("提交申请")
    number: str = applicant.page.locator(".confirmation__number").inner_text()
    return number.strip()


def consent(applicant: Persona) -> None:
    applicant.look()
    applicant.page.locator("main input[name=agreed]").check()
    applicant.page.locator("main form .actions button").first.click()
    applicant.page.wait_for_load_state()


def enter_identity(applicant: Persona, graduate: Graduate) -> None:
    applicant.look()
    applicant.fill("姓名", graduate.name)
    applicant.fill("证件号码", graduate.identity_number)


def enter_benefits(applicant: Persona) -> None:
    applicant.choose("否", group="是否在省、市或其他地方享受过同类人才补贴")
    applicant.press("保存并继续")


def enter_degree(applicant: Persona, graduate: Graduate) -> None:
    applicant.choose("硕士")
    applicant.fill("毕业院校", "吉林大学")
    applicant.page.keyboard.press("Escape")
    applicant.choose("全日制")
    applicant.fill("学位授予日期", graduate.awarded_on.isoformat())
    applicant.fill("学历证书编号", f"1018312026050{graduate.order:05d}")
    applicant.fill("学位证书编号", f"101833202600{graduate.order:04d}")
    applicant.press("保存并继续")


def enter_employment(applicant: Persona, graduate: Graduate) -> None:
    applicant.select("用人单位", EMPLOYER)
    applicant.fill("入职日期", graduate.hired_on.isoformat())
    applicant.fill("合同期限", "36")
    applicant.choose("是", group="工作地点在长春")
    applicant.fill("社保连续缴费月数", "4")
    applicant.press("保存并继续")


def enter_account(applicant: Persona, graduate: Graduate) -> None:
    applicant.fill("银行账号", papers.card_number(graduate.order))
    applicant.fill("开户银行", "中国工商银行长春汽车城支行")
    applicant.press("保存并继续")


def upload_evidence(applicant: Persona, folder: Path) -> None:
    for kind in ("学历证书", "学位证书", "劳动合同"):
        file = applicant.page.locator("input[type=file]").and_(applicant.page.get_by_label(kind))
        file.set_input_files(papers.scan(folder, kind))
    applicant.page.get_by_role("button", name="保存并继续").click()
    applicant.page.wait_for_url("**/apply/check/")  # with scripts the files are sent first, then the page is left
    applicant.look()
