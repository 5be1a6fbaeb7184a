"""A month at the desk of an employer's HR officer, on the roster that the department has anyway."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from talent.calendars.clock import real_today
from tests.journeys import papers
from tests.journeys.persona import Persona
from tests.journeys.portal import ROOT, environment_of

pytestmark = pytest.mark.browser
DIFFERS, INCOMPLETE, GARBLED = "曲直", "张伟", "Katharina Vogel"


@pytest.mark.django_db(databases=[])
def test_a_month_at_the_hr_desk(persona: Callable[..., Persona], portal_folder: Path, tmp_path: Path):
    hr = persona()
    hr.sign_in_as_staff("hr")
    waited = waiting_names(hr)
    import_roster(hr, roster_of_the_department(portal_folder, tmp_path), tmp_path)
    hr.open("/employer/verify/")
    hr.waits_for("共 2 条")
    proved = [name for name in waited if name not in waiting_names(hr)]
    assert len(proved) == len(waited) - 2 > 0

    verify_all(hr)
    take_back(hr)
    dispute(hr)
    assert hr.sees("共 1 条")
    verify_all(hr)
    assert hr.sees("没有待核实的人员")

    confirm_who_stayed(hr)
    sum_up(hr, proved[0], tmp_path)


def roster_of_the_department(portal: Path, folder: Path) -> Path:
    """As HR keeps it: a heading of its own, a day that differs, a gap, and a day that is none."""
    path = folder / "在职人员.xlsx"
    asked = ["demo_roster", "--employer", "一汽解放", "--flavour", "messy", "--output", str(path)]
    subprocess.run([sys.executable, "manage.py", *asked], cwd=ROOT, env=environment_of(portal), check=True)
    book = load_workbook(path)
    rows = {str(row[1].value): row for row in book.active.iter_rows()}  # type: ignore[union-attr]
    rows["姓 名"][4].value = "报到上岗日"
    rows[DIFFERS][4].value = "2026-07-15"
    rows[INCOMPLETE][7].value = None
    rows[GARBLED][4].value = "去年夏天"
    book.save(path)
    return path


def import_roster(hr: Persona, file: Path, folder: Path) -> None:
    """The unknown heading is explained once; the row that cannot be read is left out, and named."""
    hr.open("/employer/rosters/new/")
    hr.page.set_input_files("main input[type=file]", file)
    hr.press("上传并预览")
    assert hr.sees("哪一列是“入职日期”？")
    hr.select("入职日期", "报到上岗日")
    hr.page.set_input_files("main input[type=file]", file)
    hr.press("上传并预览")
    assert all(map(hr.sees, ("去年夏天", "这不是可以识别的日期。")))
    copy = hr.download("下载标注了问题的文件", folder)
    noted = [str(cell) for row in load_workbook(copy).active.iter_rows(values_only=True) for cell in row]  # type: ignore[union-attr]
    assert any("这不是可以识别的日期。" in cell for cell in noted)
    hr.press("确认导入")
    assert hr.sees("花名册已生效")


def waiting_names(hr: Persona) -> list[str]:
    hr.open("/employer/verify/")
    return [cell.split("\n")[0].strip() for cell in hr.page.locator("tbody tr th").all_inner_texts()]


def verify_all(hr: Persona) -> None:
    """Five clicks however many there are: all, verify, look, sure."""
    hr.open("/employer/verify/")
    hr.page.get_by_label("全选本页").check()
    hr.press("核实所选")
    hr.press("确认核实无误")
    assert hr.sees("申请已转人才办审核")


def take_back(hr: Persona) -> None:
    hr.follow("撤销")
    assert all(map(hr.sees, (DIFFERS, INCOMPLETE)))
    hr.carry_out()
    assert hr.sees("已撤销对 2 人的答复")


def dispute(hr: Persona) -> None:
    hr.page.get_by_role("row").filter(has_text=DIFFERS).get_by_role("link", name="提出异议").click()
    hr.page.wait_for_load_state()
    hr.look()
    hr.choose("入职日期不一致", group="异议原因")
    hr.fill("说明", "单位记录的入职日期是 2026-07-15，请核对劳动合同。")
    hr.press("提出异议")


def confirm_who_stayed(hr: Persona) -> None:
    hr.open("/employer/continued/")
    left, stayed, *_others = hr.page.locator("tbody tr th a").all_inner_texts()
    hr.page.get_by_role("row").filter(has_text=left).get_by_role("link", name="已离职").click()
    hr.page.wait_for_load_state()
    hr.look()
    hr.fill("离职日期", (real_today() - dt.timedelta(days=20)).isoformat())
    hr.choose("离职，离开长春")
    hr.press("确认已离职")
    hr.open("/employer/continued/")
    assert (hr.sees(left), hr.sees(stayed)) == (False, True)
    hr.page.get_by_label("全选本页").check()
    hr.press("确认所选在职")
    hr.carry_out()
    hr.open("/employer/continued/")
    assert not hr.sees(stayed)


def sum_up(hr: Persona, proved: str, folder: Path) -> None:
    """Print the summary, have it stamped, and hand in the scan."""
    hr.open("/employer/summary/")
    assert hr.sees(proved)
    hr.press("出具汇总表")
    paper = hr.download("下载 用人单位汇总表", folder, role="link")
    assert "一汽解放集团股份有限公司" in PdfDocument(paper)[0].get_textpage().get_text_range()
    hr.page.get_by_text("上传签章扫描件").first.click()
    hr.page.set_input_files("main input[type=file]", papers.scan(folder, "盖章汇总表"))
    hr.press("上传")
    assert all(map(hr.sees, ("签章扫描件", "盖章汇总表.jpg")))
