"""Places of work on a roster: in the city, in a place that is named elsewhere, or asked about."""

from __future__ import annotations

import pytest

from talent.employers.imports.roster import read_roster
from tests.talent.employers.rosters import roster_file, row

pytestmark = pytest.mark.django_db


def codes(*rows: list[object]) -> list[tuple[str, str]]:
    """Cell and code of every problem."""
    return [(problem["cell"], problem["code"]) for problem in read_roster(roster_file(*rows)).problems]


def only(person: list[object]) -> dict[str, object]:
    """The one row that can be imported."""
    reading = read_roster(roster_file(person))
    assert reading.problems == []
    (entry,) = reading.rows
    return entry


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("是", True), ("√", True), ("长春", True), ("吉林省长春市", True), ("长春市汽车开发区", True), (1, True),
        ("否", False), ("沈阳", False), ("哈尔滨市长春街", False), ("天津市长春道12号", False), ("Germany", False),
        ("不详", None), ("/", None), (None, None),
    ],
)  # fmt: skip
def test_a_place_of_work_is_in_the_city_elsewhere_or_not_said(written: object, meaning: bool | None):
    assert only(row(place=written))["works_in_city"] is meaning


@pytest.mark.parametrize(
    "written",
    [
        "不在长春", "非长春", "长春市外", "长春以外", "长春（派驻天津）", "原长春，现成都", "长春→青岛",
        "青岛(长春编制)", "长春/青岛", "长春、成都", "长春青岛", "不在长春，派驻佛山", "驻长春办事处", "本市", "本地",
    ],
)  # fmt: skip
def test_a_place_that_names_the_city_in_doubtful_words_is_asked_about(written: str):
    assert codes(row(place=written)) == [("E2", "doubtful_place")]


@pytest.mark.parametrize(
    "written",
    [
        "长春 绿园区",
        "吉林长春",
        "吉林省-长春市",
        "长春市东风大街8899号",
        "长春（汽车开发区）",
        "长春总部",
        "中国吉林省长春市",
    ],
)
def test_a_plain_address_in_the_city_is_in_the_city(written: str):
    assert only(row(place=written))["works_in_city"] is True


@pytest.mark.parametrize(
    "written",
    [
        "Changchun", "CHANGCHUN", "Changchun, Jilin, China", "FAW Changchun", "绿园区", "绿园区东风大街2259号",
        "朝阳区", "南关区",
        "宽城区", "二道区", "双阳区", "九台区", "农安县", "榆树市", "德惠市", "公主岭市", "吉林省公主岭市", "汽开区",
        "汽车城", "国际汽车城", "经开区",
        "净月高新区", "高新区", "北湖", "总部", "集团总部", "一汽总部", "绿园区青岛路6号", "南关区吉林大路",
        "汽车经济技术开发区",
    ],
)  # fmt: skip
def test_districts_and_zones_of_the_city_are_in_the_city(written: str):
    assert only(row(place=written))["works_in_city"] is True


@pytest.mark.parametrize(
    "written",
    [
        "北京市朝阳区", "辽宁省朝阳市", "天津经开区", "天津总部", "上海汽车城", "郴州市北湖区", "吉林省吉林市",
        "吉林市", "四平", "青岛", "佛山市南海区",
        "成都基地", "派驻天津", "外派德国", "Tianjin", "天津市、北京市", "Munich", "海外", "外地", "太原", "非洲",
        "诸城",
    ],
)  # fmt: skip
def test_a_place_that_is_named_elsewhere_is_elsewhere(written: str):
    assert only(row(place=written))["works_in_city"] is False


@pytest.mark.parametrize(
    "written",
    [
        "吉林省", "吉林", "同上", "未定", "东风大街2259号", "总装车间", "原天津", "不在天津", "天津→绿园区",
        "绿园区（派驻天津）", "不在绿园区", "原绿园区",
        "四平市公主岭市", "Changchun/Tianjin", "not in Changchun", "朝阳", "青岛路6号", "长春路12号", "Building 5",
    ],
)  # fmt: skip
def test_what_names_no_known_place_is_asked_about_and_ends_no_confirmation(written: str):
    assert codes(row(place=written)) == [("E2", "doubtful_place")]
