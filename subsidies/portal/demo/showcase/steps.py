"""What is done to a showcase case, each step by whoever does it in real life."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from subsidies.appeals import actions as appeals
from subsidies.appeals.models import Appeal
from subsidies.applications import actions as applications
from subsidies.applications.actions import Proposal
from subsidies.applications.assessments import assess_benefits
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Submission
from subsidies.policy.findings import Outcome as RuleOutcome
from subsidies.portal.demo.city import City
from subsidies.portal.demo.graduates import Graduate
from subsidies.portal.demo.showcase.casting import Part, later_study
from subsidies.portal.demo.showcase.profiles import enter_profile
from subsidies.review import actions as review
from subsidies.verification import actions as verification
from subsidies.verification.kinds import DisputeReason
from subsidies.verification.models import Verification
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles import actions as profiles
from talent.profiles.models import Person

TOO_LITTLE_INSURED = "社保缴费不足三个月，缴满后可以再次申请。"
APPEAL_SAID = "社保缴费记录有一个月没有统计到，请重新核对（样例）。"
APPEAL_ANSWERED = "已重新核对社保缴费记录（样例）。"
FRESH_CODE = "SAMPLE900001"


@dataclass(slots=True)
class Player:
    """A person of the showcase, and the case of the moment."""

    part: Part
    graduate: Graduate
    city: City
    person: Person | None = None
    application: Application | None = None
    _steps: dict[str, Callable[[], object]] = field(init=False)

    def __post_init__(self) -> None:
        self._steps = {
            "start": self._start,
            "submit": self._submit,
            "second": self._submit_after_later_degree,
            "verify": lambda: verification.verify(self.case, by=self._hr, submission=self._latest),
            "dispute": self._dispute,
            "verify_and_undo": lambda: self._undo(verification.verify(self.case, by=self._hr, submission=self._latest)),
            "dispute_and_undo": lambda: self._undo(self._dispute()),
            "appeal": self._appeal,
            "withdraw_appeal": lambda: appeals.withdraw(self._appealed, by=self.user),
            "assign_appeal": self._assign_appeal,
            "uphold_appeal": lambda: appeals.uphold(self._appealed, by=self._examiner, explanation=APPEAL_ANSWERED),
            "dismiss_appeal": lambda: appeals.dismiss(self._appealed, by=self._examiner, explanation=APPEAL_ANSWERED),
            "answer_dispute": self._answer_dispute,
            "return": self._return,
            "correct": self._correct,
            "correct_employment": self._correct_employment,
            "lapse": lambda: applications.lapse(self.case),
            "propose": self._propose,
            "refuse": lambda: self._review({Benefit.LIVING: Proposal(Outcome.REFUSED, TOO_LITTLE_INSURED)}),
            "send_back": self._send_back,
            "confirm": lambda: review.confirm(self.case, by=self.city.staff["recheck"], submission=self._latest),
            "withdraw": lambda: applications.withdraw(self.case, by=self.user, reason="信息填错，重新申请"),
        }

    def take(self, step: str) -> None:
        """Take a step on the portal's day."""
        if self.person is None:
            self.person = enter_profile(self.graduate, self.city.papers, password=self.city.password)
        self._steps[step]()

    @property
    def case(self) -> Application:
        """The case as it is now."""
        assert self.application is not None, self.part.name
        self.application = Application.objects.get(pk=self.application.pk)
        return self.application

    @property
    def user(self) -> User:
        """The account of the person."""
        return self._person.user

    @property
    def _person(self) -> Person:
        assert self.person is not None, self.part.name
        return self.person

    @property
    def _hr(self) -> User:
        employer = self.case.employer  # which may have been merged into another since
        assert employer is not None, self.part.name
        return self.city.staff.hr_of(employer)

    @property
    def _latest(self) -> Submission:
        latest = self.case.submissions.last()
        assert latest is not None, self.part.name
        return latest

    def _start(self) -> None:
        benefits = self.graduate.benefits
        self.application = applications.start(by=self.user, pk=uuid.uuid4(), **benefits)
        applications.choose(self.application, by=self.user, claimed_elsewhere=False, **benefits)

    def _submit(self) -> None:
        self._start()
        applications.submit(self.case, by=self.user)

    def _submit_after_later_degree(self) -> None:
        """A higher degree pays the difference."""
        study = later_study(self.part, self.city)
        profiles.save_degree(study.row(self._person, entered_on=clock.today()), by=self.user)
        self._submit()

    def _undo(self, answer: Verification) -> None:
        """A click on the wrong row, taken back at once."""
        verification.undo([answer], by=self._hr)

    def _appeal(self) -> None:
        appeals.file(self.case, by=self.user, pk=uuid.uuid4(), text=APPEAL_SAID)

    def _assign_appeal(self) -> None:
        """To one colleague and then, as that one is away, to another: neither had a part in the decision."""
        for name in ("reviewer4", "reviewer3"):
            appeals.assign(self._appealed, by=self._examiner, to=self.city.staff[name])

    @property
    def _examiner(self) -> User:
        return self.city.staff["reviewer3"]

    @property
    def _appealed(self) -> Appeal:
        return Appeal.objects.filter(application=self.case).latest("filed_at")

    def _dispute(self) -> Verification:
        return verification.dispute(
            self.case,
            by=self._hr,
            submission=self._latest,
            reason=DisputeReason.HIRED_ON_DIFFERS,
            comment="单位记录的入职日期晚半个月。",
        )

    def _answer_dispute(self) -> None:
        said = self.graduate.employment
        later = said | {"hired_on": said["hired_on"] + dt.timedelta(days=15)}
        profiles.save_employment(self._person, by=self.user, **later)
        applications.answer_dispute(self.case, by=self.user)

    def _return(self) -> None:
        code, words = self.part.asks
        by = self.city.staff["reviewer"]
        review.return_for_correction(self.case, [(code, words)], by=by, submission=self._latest)

    def _correct(self) -> None:
        degree = self._person.degrees.all()[0]
        degree.chsi_code = FRESH_CODE
        profiles.save_degree(degree, by=self.user)
        applications.correct(self.case, by=self.user)

    def _correct_employment(self) -> None:
        profiles.save_employment(self._person, by=self.user, **(self.graduate.employment | {"position": "试制工程师"}))
        applications.correct(self.case, by=self.user)

    def _propose(self) -> None:
        """What the rules answer."""
        answers = assess_benefits(self._latest, on=clock.today())
        outcomes = {RuleOutcome.ELIGIBLE: Outcome.GRANTED, RuleOutcome.NOT_ELIGIBLE: Outcome.REFUSED}
        self._review({benefit: Proposal(outcomes[RuleOutcome(a.result)]) for benefit, a in answers.items()})

    def _review(self, proposals: dict[Benefit, Proposal]) -> None:
        review.propose(self.case, proposals, by=self.city.staff["reviewer"], submission=self._latest)

    def _send_back(self) -> None:
        note = "请再核对学历证书编号与学信网是否一致。"
        review.send_back(self.case, by=self.city.staff["recheck"], submission=self._latest, note=note)
