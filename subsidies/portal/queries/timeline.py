"""Where a case stands, as steps with days: done, current, to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.notices.models import NoticeEntry
from subsidies.verification.models import Verification
from talent.calendars import clock
from talent.ui.formatting import day

STAGE_OF_STATUS = {
    S.DRAFT: 0, S.AWAITING_EMPLOYER: 1, S.DISPUTED: 1, S.AWAITING_REVIEW: 2, S.RETURNED: 2, S.AWAITING_RECHECK: 3,
    S.AWAITING_NOTICE: 4, S.IN_NOTICE: 4, S.OBJECTED: 4, S.CLOSED: 5,
}  # fmt: skip
"""The stage that a status is in: submit, employer, review, recheck, notice, decided."""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One stage; ``state`` is done, current, upcoming, problem or ended."""

    title: str
    state: str
    when: str = ""
    note: str = ""


def timeline_of(application: Application) -> list[TimelineStep]:
    """The stages of a case; a case that was withdrawn or lapsed shows that instead of what would have come."""
    submission = application.submissions.last()
    verification = Verification.objects.standing_for(application).first()
    review = application.reviews.filter(submission=submission).last() if submission else None
    entry = application.notice_entries.filter(live=True).select_related("notice").first()
    stages = [
        (_("提交申请"), _day(application.submitted_at), ""),
        (_("单位核实"), _day(verification.answered_at if verification else None), _employer_note(application)),
        (_("人才办初审"), _day(review.reviewed_at if review else None), _review_note(application)),
        (_("人才办复核"), _day(review.rechecked_at if review else None), ""),
        (_("公示"), _notice(entry), _notice_note(application)),
        (_("办结"), _day(application.status_changed_at if application.status == S.CLOSED else None), ""),
    ]
    if application.status in (S.WITHDRAWN, S.LAPSED):
        done = [TimelineStep(title, "done", when) for title, when, _note in stages if when]
        state = "ended" if application.status == S.WITHDRAWN else "problem"
        return [*done, TimelineStep(application.get_status_display(), state, _day(application.status_changed_at))]
    if application.status == S.CLOSED and entry is None:
        stages = [stage for stage in stages if stage[0] != _("公示")]
        done = [TimelineStep(title, "done", when) for title, when, _note in stages]
        if application.decisions.filter(outcome=Outcome.GRANTED).exists():
            return done
        # A tick at the end would look like success.
        return [*done[:-1], TimelineStep(_("办结：不予通过"), "problem", done[-1].when)]
    stage = STAGE_OF_STATUS[S(application.status)]
    return [
        TimelineStep(title, _state(application, number, stage), _when(application, number, stage, when), note)
        for number, (title, when, note) in enumerate(stages)
    ]


def _state(application: Application, number: int, stage: int) -> str:
    if application.status == S.CLOSED or number < stage:
        return "done"
    if number > stage:
        return "upcoming"
    return "problem" if application.status in (S.DISPUTED, S.RETURNED) else "current"


def _when(application: Application, number: int, stage: int, done: str) -> str:
    if number < stage or application.status == S.CLOSED:
        return done
    if number == stage and number in (1, 2, 3) and application.promised_on:
        late = application.promised_on < clock.today()
        promise = _("承诺 %(day)s 前完成，已超过承诺期限") if late else _("承诺 %(day)s 前完成")
        return promise % {"day": day(application.promised_on)}
    return done if number == stage else ""


def _employer_note(application: Application) -> str:
    if application.status == S.DISPUTED:
        return _("单位对任职信息有异议，请更正后重新提交。")
    return application.employer.name if application.employer and application.status == S.AWAITING_EMPLOYER else ""


def _review_note(application: Application) -> str:
    if application.status != S.RETURNED or application.corrections_due_on is None:
        return ""
    return _("请在 %(day)s 前补正并重新提交。") % {"day": day(application.corrections_due_on)}


def _notice(entry: NoticeEntry | None) -> str:
    if entry is None or entry.notice.published_on is None:
        return ""
    days = {"start": day(entry.notice.published_on), "end": day(entry.notice.ends_on)}
    return _("%(start)s 至 %(end)s") % days


def _notice_note(application: Application) -> str:
    return _("收到异议，正在核查，查清后再办理授予。") if application.status == S.OBJECTED else ""


def _day(instant: dt.datetime | None) -> str:
    return day(clock.day_of(instant)) if instant else ""
