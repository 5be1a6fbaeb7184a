"""Things on the demo's desks that its own data leave out: batches at every stage, a roster, drafts, an invitation.

    python -m tests.quality.scenery

runs on the database that the environment names, and prints the addresses that no page links to as JSON.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable

import django

if __name__ == "__main__":
    django.setup()

from django_tasks_db.models import DBTaskResult

from subsidies.applications import actions as applications
from subsidies.notices import actions as notices
from subsidies.payments import actions as payments
from subsidies.payments.models import BatchFile, PaymentBatch
from talent.accounts import actions as accounts
from talent.accounts.consent import CHILD_DATA
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles import actions as profiles
from talent.profiles.models import Child
from tests.factories import make_identity_number
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_due, make_payee
from tests.talent.employers import rosters

PATIENCE_SECONDS = 120
NAMES = ("李明", "王芳", "赵㛃")


def demo_user(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def set_batches() -> None:
    """One batch in each status, a return to look through, and one that was entered with a failure."""
    desk = Desk(demo_user("reviewer"), demo_user("finance"), demo_user("release"))
    desk.drawn()
    desk.sealed()
    desk.approved()
    payments.cancel(desk.drawn(), by=desk.clerk, reason="预算科目填错，重新拟定。")
    payments.return_to_office(desk.sealed(), by=desk.approver, reason="请核对第二笔的开户行。")
    desk.released()
    desk.uploaded(read := desk.released(), answer_of(read, desk))
    desk.committed(read := desk.released(), answer_of(read, desk))
    for name in NAMES:
        make_due(make_payee(name=name))


def wait_until(done: Callable[[], bool]) -> None:
    """Leave the portal's worker its time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < deadline, "the worker does not do its work"
        time.sleep(0.5)


def answer_of(batch: PaymentBatch, desk: Desk) -> bytes:
    """The bank's return for a released batch: the second payment failed."""
    wait_until(lambda: BatchFile.objects.filter(batch=batch, kind="csv").exists())
    with payments.open_for_download(BatchFile.objects.get(batch=batch, kind="csv"), by=desk.releaser) as file:
        return bank.csv_return(bank.answers(bank.read_csv(file.read()), bank.failing(2)))


def set_office() -> None:
    """A notice in draft, and cases that wait for the next one."""
    hr, reviewer, rechecker = (demo_user(name) for name in ("hr", "reviewer", "recheck"))
    office = Office(employer_of(hr), hr, reviewer, rechecker)
    notices.draw_up(
        [office.at("awaiting_notice")],
        by=reviewer,
        pk=uuid.uuid4(),
        title=f"{clock.today():%Y年%m月}人才补贴拟发放名单公示（第二批）",
        minutes_number="长汽开人才会纪〔2026〕12号（样例）",
        objections_to="人才办，电话 0431-00000000（样例）",
    )
    office.at("awaiting_notice")
    for _ in range(3):
        office.at("awaiting_recheck")
    office.submitted(housing=True)


def employer_of(hr: User) -> Employer:
    return Employer.objects.get(pk=hr.role_grants.get(role=Role.HR_OFFICER).employer_id)


def set_employer() -> None:
    """A roster to look through with two wrong cells, and one that was entered."""
    hr = demo_user("hr")
    rosters.commit(employer_of(hr), rosters.row("吴迪"), rosters.row("秦岚"), by=hr)
    wrong = rosters.row("田野", "22010419990101000X"), rosters.row("石磊", hired_on="去年夏天")
    rosters.preview(employer_of(hr), rosters.row("方圆"), *wrong, by=hr)


def set_applicant() -> None:
    """The demo's applicant has begun an application for everything, and named a child."""
    user = demo_user("applicant")
    accounts.give_consent(user, CHILD_DATA, by=user)
    profiles.save_child(Child(person=user.person, name="林小满", born_on=clock.today().replace(year=2019)), by=user)
    application = applications.start(by=user, pk=uuid.uuid4())
    applications.choose(application, by=user, living=True, housing=True, schooling=True, claimed_elsewhere=False)


def invitation() -> str:
    """The token of an invitation that waits to be accepted."""
    issued = accounts.invite(
        by=demo_user("admin"),
        name="许文",
        identity_number=make_identity_number(),
        email="invited2@demo.invalid",
        role=Role.AUDITOR,
    )
    return issued.token


def main() -> None:
    """Set everything; each part by the actions themselves."""
    for part in (set_batches, set_office, set_employer, set_applicant):
        part()
    token = invitation()
    wait_until(lambda: not DBTaskResult.objects.ready().exists())
    print(json.dumps([f"/accounts/invitation/{token}/"]))


if __name__ == "__main__":
    main()
