"""What a roster says of somebody's employment in words: 在职, 已离职, 不在岗, 退休返聘.

Words are known as a whole, never by a part of them: 不在职 has 在职 in it, and 未离职 has 离职.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from talent.employers.imports.unsaid import DASHES
from talent.spreadsheets import cells
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue, shown

_NOW = "(?:目前|现在|当前|现|仍然|仍旧|仍|还|尚|暂|已经|已)*"
_NOT = "(?:不再是|不再|不是|没有|不|非|未|无|没)"
_PEOPLE = "(?:人员|员工|职工|工人|状态|了)*"
# Whoever is there may also not be there: these words are turned round by 不, 非 and 未.
_THERE = "(?:在职在岗|在岗在职|在职|在岗|在册|在厂|在司|在勤|在)"
# Not turned round: 未转正 are employed, and who is 未入职 has not left.
_EMPLOYED = (
    "(?:有效|正常|正式|正式工|合同制|合同工|全职|在编|编内|未转正|转正|试用|试用期|见习|见习期|入职|新入职|新进|到岗|报到|调入"
    "|返聘|退休返聘|退休留用|留用|出差|外派|派驻|驻外|借调|挂职|脱产|脱产学习|培训|进修|工伤|休假"
    "|(?:产|陪产|护理|育儿|哺乳|病|事|婚|丧|年|探亲|工伤)假|active|employed)(?:期内|期间|期|中)?"
)
_LEFT = (
    "(?:离职|离岗|离厂|离司|离任|离开|离退|离退休|辞职|请辞|自离|自动离职|主动离职|被动离职|辞退|解聘|劝退|裁员"
    "|(?:解除|终止)(?:劳动)?(?:合同|关系)?|退休|调出|调离|调走|转出|减员|开除|除名|买断|注销|停用|失效|作废"
    "|死亡|去世|身故|亡故|病故|故|inactive|terminated|resigned|retired|left)"
)
_LEAVING = "(?:离职|离岗|辞职|退休|调出|调离|离厂)"
EMPLOYED = re.compile(f"{_NOW}(?:{_THERE}{_PEOPLE}|{_EMPLOYED}{_PEOPLE}|{_NOT}{_NOW}(?:办理|办)?{_LEFT}(?:手续)?)")
LEFT = re.compile(f"{_NOW}(?:(?:办理完|办完|办理|办)?{_LEFT}(?:手续)?{_PEOPLE}|{_NOT}{_NOW}{_THERE}{_PEOPLE})")
LEAVING = re.compile(
    f"{_NOW}(?:提交|提出|提|申请|拟|待|将|即将|预|准备|计划|正在)(?:办理)?{_LEAVING}(?:申请|手续)?中?"
    f"|办理{_LEAVING}(?:申请|手续)?中?|{_LEAVING}(?:办理|审批|交接|流程|手续)*中"
)
"""Somebody is about to leave, and has not left: such words add nothing to others, and alone they say too little."""
BETWEEN = re.compile(r"[()（）\[\]【】〔〕/／\\|、,，;；:：·—–\-+]+")
IN_A_NAME = re.compile(
    r"离职|离岗|离厂|离司|离任|离开|离退|辞职|自离|辞退|解聘|解除|终止|退休|返聘|调出|调离|调走|减员|开除|除名|停用"
    r"|死亡|去世|身故|病故|已故|在职|在岗|在册|在编|试用|见习|外派|借调"
)
SET_OFF = re.compile(r"[^\w·•・.．]")
GONE = re.compile(r"离职|离岗|离厂|离司|辞职|辞退|退休(?!返聘)|调出|调离|减员|开除|除名|死亡|去世|病故|已故|停用")
BEHIND_A_NAME = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*$")


def is_employed(value: CellValue) -> bool | None:
    """What a cell of a column such as 在职状态 or 是否在职 says; None where it holds a dash alone.

    Raises:
        CellProblem: it does not say so in words that are known, or it says both.
    """
    if shown(value).strip() in DASHES:
        return None
    try:
        return cells.yes_no(value)
    except CellProblem:
        found = _in_words("".join(cells.text(value).split()).lower())
    if found is None:
        message, fix = _("看不出是否在职。"), _("请写“在职”或“离职”；离职的，还要在“离职日期”一列写明日期。")
        raise CellProblem("doubtful_status", message, fix)
    return found


def name_without_status(written: str) -> str:
    """A name without 在职 and the like in brackets behind it.

    Raises:
        CellProblem: what stands beside the name says, or may say, that the person has left.
    """
    if IN_A_NAME.search(written) is None or SET_OFF.search(written.strip()) is None:
        return written
    behind = BEHIND_A_NAME.search(written)
    if behind is not None and _in_words("".join(behind[1].split())):
        return name_without_status(written[: behind.start()])
    raise status_in_name()


def says_gone(name: str) -> bool:
    """Whether a name has 离职 and the like in it, with nothing to set it off: 张三离职."""
    return GONE.search(name) is not None


def status_in_name() -> CellProblem:
    """The problem of a name that says whether the person is employed."""
    fix = _("这一格请只写姓名；已经离职的，请在“离职日期”一列写明日期。")
    return CellProblem("status_in_name", _("姓名里写着是否在职。"), fix)


def _in_words(written: str) -> bool | None:
    """Whether the words say that somebody is employed; None where they are not known, too few, or say both."""
    said: set[bool] = set()
    for piece in filter(None, BETWEEN.split(written)):
        if EMPLOYED.fullmatch(piece):
            said.add(True)
        elif LEAVING.fullmatch(piece):
            continue
        elif LEFT.fullmatch(piece):
            said.add(False)
        else:
            return None
    return said.pop() if len(said) == 1 else None
