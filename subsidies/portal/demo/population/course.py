"""What becomes of a case, and when: by chance, in the shares and times of real life."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from subsidies.portal.demo.agenda import Act, Agenda
from subsidies.portal.demo.population.cases import Case
from subsidies.portal.demo.population.notices import Notices
from subsidies.portal.demo.staff import Staff
from subsidies.review.kinds import CorrectionCode
from subsidies.verification.kinds import DisputeReason
from talent.accounts.models import User
from talent.calendars import clock
from talent.calendars.working_days import add_working_days
from talent.profiles.models import Evidence

A_MOMENT = dt.timedelta(minutes=3)
OFFICE_OPENS, OFFICE_MINUTES = dt.time(8, 40), 490
HOME_FROM, HOME_MINUTES = dt.time(12, 5), 595
GIVES_UP_DRAFT, TAKES_BACK, IS_DISPUTED, IS_RETURNED, IS_SENT_BACK = 0.006, 0.012, 0.03, 0.07, 0.02
DISPUTES = (
    (DisputeReason.HIRED_ON_DIFFERS, "花名册记录的入职日期晚一个月，请核对劳动合同后重新提交。"),
    (DisputeReason.CONTRACT_DIFFERS, "续签手续正在办理，请以新合同为准重新提交。"),
    (DisputeReason.OTHER, "花名册正在更新，请两日后重新提交。"),
)
CORRECTIONS = (
    (CorrectionCode.CERTIFICATE_UNREADABLE, "学位证书右下角的编号拍摄不清，请补传一张清晰的照片。"),
    (CorrectionCode.CONTRACT, "劳动合同缺少签字页，请补传。"),
    (CorrectionCode.OTHER, "学历证书照片有反光，请避开灯光重新拍摄后补传。"),
)
TAKEN_BACK = ("信息填错，重新申请", "岗位调整，暂不申请", "材料还没有备齐，之后再申请")
WORDS_BACK = ("请在备注中写明与单位核对合同期限的情况。", "请再核对学历证书编号与学信网是否一致。")


@dataclass(slots=True)
class Course:
    """Puts each next step of a case on the agenda."""

    chance: Random
    agenda: Agenda
    staff: Staff
    notices: Notices

    def begin(self, case: Case, at: dt.datetime) -> None:
        """From a draft on."""
        if self.chance.random() < GIVES_UP_DRAFT:
            if self.chance.random() < 0.5:
                self._take_back(case, at, 2, 9)
            return
        self.agenda.add(at + A_MOMENT, lambda at: self._submitted(case, at))

    def _submitted(self, case: Case, at: dt.datetime, action: str = "submit") -> None:
        case.submit(at, action)
        if self.chance.random() < TAKES_BACK:
            self._take_back(case, at, 0, 1)
        elif action == "submit" and self.chance.random() < IS_DISPUTED:
            self._at_office(at, (1, 2, 3), (50, 30, 20), lambda at: self._disputed(case, at))
        else:
            days, shares = (1, 2, 3, 4, 5, 7), (30, 26, 20, 12, 9, 3)
            self._at_office(at, days, shares, lambda at: self._verified(case, at))

    def _disputed(self, case: Case, at: dt.datetime) -> None:
        reason, comment = self.chance.choice(DISPUTES)
        case.dispute(at, self._hr(case), reason, comment)
        if (fate := self.chance.random()) < 0.86:
            self._at_home(at, 1, 6, lambda at: self._submitted(case, at, "answer_dispute"))
        elif fate < 0.97:
            self._take_back(case, at, 2, 8)

    def _verified(self, case: Case, at: dt.datetime) -> None:
        case.verify(at, self._hr(case))
        if self.chance.random() < TAKES_BACK / 4:
            self._take_back(case, at, 0, 1)
        elif self.chance.random() < IS_RETURNED:
            self._at_office(at, (1, 2, 3, 4), (30, 30, 25, 15), lambda at: self._returned(case, at))
        else:
            self._to_review(case, at)

    def _returned(self, case: Case, at: dt.datetime) -> None:
        case.give_back(at, self._reviewer(case), [self.chance.choice(CORRECTIONS)])
        if (fate := self.chance.random()) < 0.84:
            self._at_home(at, 1, 9, lambda at: self._corrected(case, at))
        elif fate < 0.94:
            after = case.fields["corrections_due_on"] + dt.timedelta(days=1)
            self.agenda.add_on(after, dt.time(0, 40), case.lapse)
        else:
            self._take_back(case, at, 2, 6)

    def _corrected(self, case: Case, at: dt.datetime) -> None:
        first = case.owner.evidence[self.chance.randrange(len(case.owner.evidence))]
        again = Evidence(person=case.owner.person, kind=first.kind, uploaded_by=case.owner.user, uploaded_at=at)
        self.notices.papers.describe(again)
        case.owner.evidence.append(again)
        case.rows.add(again)
        detail = {"kind": first.kind}
        case.rows.note("profile.evidence_added", again, by=case.owner.user, at=at, detail=detail)
        case.correct(at)
        self._to_review(case, at)

    def _to_review(self, case: Case, at: dt.datetime) -> None:
        days, shares = (1, 2, 3, 4, 5, 6, 8), (18, 24, 22, 16, 10, 7, 3)
        self._at_office(at, days, shares, lambda at: self._proposed(case, at))

    def _proposed(self, case: Case, at: dt.datetime) -> None:
        case.propose(at, self._reviewer(case))
        days, shares = (1, 2, 3, 4), (44, 32, 16, 8)
        if self.chance.random() < IS_SENT_BACK:
            self._at_office(at, days, shares, lambda at: self._sent_back(case, at))
        else:
            self._at_office(at, days, shares, lambda at: self._confirmed(case, at))

    def _sent_back(self, case: Case, at: dt.datetime) -> None:
        case.send_back(at, self._second_person(case), self.chance.choice(WORDS_BACK))
        self._to_review(case, at)

    def _confirmed(self, case: Case, at: dt.datetime) -> None:
        if case.confirm(at, self._second_person(case)):
            self.notices.await_next(case)

    def _take_back(self, case: Case, at: dt.datetime, earliest: int, latest: int) -> None:
        reason = self.chance.choice(TAKEN_BACK)
        self._at_home(at, earliest, latest, lambda at: case.withdraw(at, reason))

    def _hr(self, case: Case) -> User:
        return self.staff.hr_of(case.owner.employment.employer)

    def _reviewer(self, case: Case) -> User:
        """Whoever has read the case once reads it again."""
        return case.reviewer or self.chance.choice(self.staff.reviewers)

    def _second_person(self, case: Case) -> User:
        """Whoever reviewed a case never rechecks it."""
        return self.chance.choice([each for each in self.staff.reviewers if each != case.reviewer])

    def _at_office(self, at: dt.datetime, days: tuple[int, ...], shares: tuple[int, ...], act: Act) -> None:
        after = self.chance.choices(days, cum_weights=list(accumulate(shares)))[0]
        day = add_working_days(clock.day_of(at), after)
        self.agenda.add(clock.instant(day, OFFICE_OPENS) + self._within(OFFICE_MINUTES), act)

    def _at_home(self, at: dt.datetime, earliest: int, latest: int, act: Act) -> None:
        day = clock.day_of(at) + dt.timedelta(days=self.chance.randint(earliest, latest))
        then = clock.instant(day, HOME_FROM) + self._within(HOME_MINUTES)
        self.agenda.add(max(then, at + 2 * A_MOMENT), act)

    def _within(self, minutes: int) -> dt.timedelta:
        return dt.timedelta(seconds=self.chance.randrange(minutes * 60))
