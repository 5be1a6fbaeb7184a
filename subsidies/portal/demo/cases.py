"""The demo's cases: one in every place where somebody has something to do, made by the actions themselves."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from subsidies.applications import actions as applications
from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Submission
from subsidies.notices import actions as notices
from subsidies.payments import actions as payments
from subsidies.portal.demo.people import Sample
from subsidies.review import actions as review
from subsidies.verification import actions as verification
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles.models import Person


@dataclass(frozen=True, slots=True)
class Desks:
    """The officers who act in the demo."""

    hr: User
    reviewer: User
    rechecker: User


SOLD = "一汽解放集团股份有限公司"
VW = "一汽-大众汽车有限公司"
SAMPLES: tuple[tuple[Sample, str], ...] = (
    (Sample("张伟", "bachelor", "吉林大学", SOLD), "awaiting_employer"),
    (Sample("欧阳静", "master", "哈尔滨工业大学", SOLD, age=27), "awaiting_employer"),
    (Sample("阿依古丽·买买提", "bachelor", "长春理工大学", SOLD), "awaiting_employer"),
    (Sample("刘洋", "master", "东北大学", SOLD, age=26), "disputed"),
    (Sample("陈曦", "doctor", "清华大学", SOLD, age=30), "awaiting_review"),
    (Sample("杨帆", "bachelor", "吉林大学", SOLD, insured_months=2), "awaiting_review"),
    (Sample("黄磊", "master", "同济大学", SOLD, age=26), "awaiting_review"),
    (Sample("徐静", "bachelor", "长春工业大学", SOLD), "returned"),
    (Sample("马超", "master", "华中科技大学", SOLD, age=28), "awaiting_recheck"),
    (Sample("朱婷", "bachelor", "燕山大学", SOLD), "awaiting_recheck"),
    (Sample("何㛃", "doctor", "浙江大学", SOLD, age=31), "awaiting_notice"),
    (Sample("高明", "master", "西安交通大学", SOLD, age=27), "in_notice"),
    (Sample("郭雪", "bachelor", "东北师范大学", SOLD, age=24), "granted"),
    (Sample("梁博", "master", "吉林大学", SOLD, age=26), "granted"),
    (Sample("宋佳", "doctor", "北京理工大学", SOLD, age=29), "granted"),
    (Sample("唐宁", "bachelor", "长春大学", SOLD, insured_months=1), "refused"),
    (Sample("韩冰", "bachelor", "吉林大学", SOLD), "withdrawn"),
    (Sample("冯雨", "master", "大连理工大学", VW, age=26), "awaiting_employer"),
)
"""Made-up graduates and how far their cases are."""

STAGES = ("awaiting_employer", "awaiting_review", "awaiting_recheck", "awaiting_notice")
DAYS_AGO = {"in_notice": 8, "granted": 24, "refused": 15, "awaiting_notice": 7, "awaiting_recheck": 4, "returned": 6}
"""How long ago a case was submitted, so that its promised days and its notice look as in real life."""


def submit(person: Person, *, days_ago: int) -> Application:
    """Start and submit an application for the living subsidy as its person would."""
    with clock.moved_to(clock.real_today() - dt.timedelta(days=days_ago)):
        application = applications.start(by=person.user, pk=uuid.uuid4())
        chosen = {"living": True, "housing": False, "schooling": False, "claimed_elsewhere": False}
        applications.choose(application, by=person.user, **chosen)
        return applications.submit(application, by=person.user).application


def advance(application: Application, stage: str, desks: Desks) -> None:
    """Bring a submitted case to a stage, each step by the officer who takes it, a day apart."""
    steps = _steps(stage, desks)
    start = clock.day_of(application.submitted_at) if application.submitted_at else clock.real_today()
    for number, step in enumerate(steps, 1):
        day = min(start + dt.timedelta(days=number), clock.real_today())
        with clock.moved_to(day):
            application.refresh_from_db()
            submission = application.submissions.last()
            if submission is not None:
                step(application, submission)


def _steps(stage: str, desks: Desks) -> list[Callable[[Application, Submission], object]]:
    def verify(case: Application, submission: Submission) -> object:
        return verification.verify(case, by=desks.hr, submission=submission)

    def propose(outcome: Outcome, reason: str = "") -> Callable[[Application, Submission], object]:
        proposals = {Benefit.LIVING: Proposal(outcome=outcome, reason=reason)}
        return lambda case, read: review.propose(case, proposals, by=desks.reviewer, submission=read)

    def confirm(case: Application, submission: Submission) -> object:
        return review.confirm(case, by=desks.rechecker, submission=submission)

    granted = [verify, propose(Outcome.GRANTED), confirm]
    items = [("certificate_unreadable", "学位证书右下角的编号拍摄不清，请重新拍摄上传。")]
    special: dict[str, list[Callable[[Application, Submission], object]]] = {
        "disputed": [
            lambda case, read: verification.dispute(
                case, by=desks.hr, submission=read, reason="hired_on_differs", comment="单位记录的入职日期晚一个月。"
            )
        ],
        "returned": [
            verify,
            lambda case, read: review.return_for_correction(case, items, by=desks.reviewer, submission=read),
        ],
        "refused": [verify, propose(Outcome.REFUSED, "社保缴费不足三个月，缴满后可以再次申请。"), confirm],
        "withdrawn": [lambda case, read: applications.withdraw(case, by=case.person.user, reason="信息填错，重新申请")],
        "in_notice": granted,
        "granted": granted,
    }
    return special[stage] if stage in special else granted[: STAGES.index(stage)]


def publish(cases: list[Application], *, desks: Desks, days_ago: int) -> None:
    """Draw up and publish a notice that started some days ago, and end it if its days are over."""
    with clock.moved_to(clock.real_today() - dt.timedelta(days=days_ago)):
        notice = notices.draw_up(
            cases,
            by=desks.reviewer,
            pk=uuid.uuid4(),
            title=f"{clock.today():%Y年%m月}人才补贴拟发放名单公示",
            minutes_number=f"长汽开人才会纪〔{clock.today().year}〕{clock.today().month}号（样例）",
            objections_to="人才办，电话 0431-00000000（样例）",
        )
        notice = notices.publish(notice, by=desks.reviewer)
    if notice.ends_on and notice.ends_on < clock.real_today():
        with clock.moved_to(notice.ends_on + dt.timedelta(days=1)):
            notices.end(notice)
            payments.schedule_instalments()
            payments.mark_due(on=clock.today())
