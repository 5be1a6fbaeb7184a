"""The pages of holds."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client

from subsidies.payments import actions
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.office_desk import office_desk
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.profiles.models import Person
from tests.factories import make_user
from tests.subsidies.payments.debts import leave, make_paid
from tests.subsidies.payments.stages import Desk, change_account, confirm, make_due, make_payee
from tests.subsidies.portal.acting.officer import filed_for

LIST = "/payments/holds/"
QUERIES_OF_THE_LIST, QUERIES_OF_THE_DUE_LIST = 6, 17


@pytest.fixture
def clerk(desk: Desk, sign_in) -> Client:
    return sign_in(desk.clerk)


def held(name: str = "钱有为", *, by: User | None = None, days_ago: int = 0, kind: str = HoldKind.BY_HAND) -> Hold:
    person = make_due(make_payee(name=name)).award.person
    by = by or make_user("reviewer", name="另一位")
    with clock.moved_to(clock.today() - dt.timedelta(days=days_ago)):
        return actions.place_hold(person, by=by, pk=uuid.uuid4(), kind=kind, reason="来信反映，待核实")


def with_another_account(name: str = "孙换户", **fields) -> Hold:
    person = make_due(make_payee(name=name, **fields)).award.person
    change_account(person)
    actions.hold_changed_accounts()
    return person.payment_holds.get()


def gone(name: str = "李离职") -> Hold:
    person = make_due(make_payee(name=name)).award.person
    Departure.objects.create(
        person=person,
        employer=person.employment.employer,
        left_on=clock.today(),
        stated_on=clock.today(),
        stated_by=person.user,
    )
    person.employment_confirmations.update(withdrawn_at=clock.now())
    actions.settle_departures()
    return person.payment_holds.get()


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def names(client: Client, query: str = "") -> list[str]:
    return [hold.person.name for hold in client.get(LIST + query).context["page"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["久", "旧", "新", "孙换户"]),
        ("?kind=by_hand", ["久", "新"]),
        ("?kind=account_changed", ["孙换户"]),
        ("?age=7", ["久", "旧"]),
        ("?age=30", ["久"]),
        ("?age=30&kind=dispute_open", []),
        ("?status=lifted", ["已解"]),
        ("?kind=nonsense&age=x", ["久", "旧", "新", "孙换户"]),
    ],
)
def test_the_list_shows_the_oldest_first_and_is_narrowed_by_kind_age_and_status(clerk, query: str, expected: list[str]):
    held("久", days_ago=31)
    held("旧", days_ago=8, kind=HoldKind.DISPUTE_OPEN)
    actions.lift_hold(held("已解", days_ago=8), by=make_user("reviewer"), reason="已核实")
    held("新", days_ago=1)
    with_another_account()
    assert names(clerk, query) == expected


def test_the_list_says_why_since_when_by_whom_what_it_keeps_back_and_how_it_ends(clerk):
    held(days_ago=3)
    (row,) = clerk.get(LIST).context["page"].rows
    shown = text(clerk, LIST)
    assert (row.days, row.unpaid_count, row.unpaid_yuan) == (3, 3, 30_000)
    words = ("人才办暂停", "来信反映，待核实", "另一位", "3 期", "30,000 元", "另一名审核人员解除")
    assert [word in shown for word in words] == [True] * 6


def test_a_change_of_account_lays_both_accounts_side_by_side_and_shows_no_number(clerk, desk: Desk):
    hold = with_another_account(bank={"account_number": "6222021234567890128"})
    shown = text(clerk, f"{LIST}{hold.pk}/")
    assert [word in shown for word in ("**** 0128", "**** 0001", "中国银行长春分行", hold.person.name)] == [True] * 4
    assert [number in shown for number in ("6222021234567890128", "0333000000000000001")] == [False] * 2


def test_the_account_that_was_seen_travels_with_the_form(clerk, desk: Desk):
    hold = with_another_account()
    seen = clerk.get(f"{LIST}{hold.pk}/").context["form"]["seen"].value()
    change_account(hold.person, "0333000000000000002")
    refused = clerk.post(f"{LIST}{hold.pk}/lift/", {"seen": seen, "reason": "已核对"})
    assert ("重新核对" in refused.content.decode(), "已核对" in refused.content.decode()) == (True, True)
    actions.hold_changed_accounts()
    seen = clerk.get(f"{LIST}{hold.pk}/").context["form"]["seen"].value()
    done = clerk.post(f"{LIST}{hold.pk}/lift/", {"seen": seen, "reason": "已核对"})
    hold.refresh_from_db()
    assert (done.status_code, hold.status, hold.lift_reason) == (302, "lifted", "已核对")


def test_who_placed_a_hold_and_whom_it_concerns_are_told_that_somebody_else_lifts_it(clerk, desk: Desk):
    mine = held(by=desk.clerk)
    own = with_another_account(identity_number=desk.clerk.natural_person.identity_number)
    shown = [text(clerk, f"{LIST}{hold.pk}/") for hold in (mine, own)]
    lifted = {"seen": own.account_id, "reason": "好"}
    sent = [clerk.post(f"{LIST}{hold.pk}/lift/", lifted) for hold in (mine, own)]
    assert ["确认解除" in page for page in shown] == [False, False]
    assert ("须由人才办另一名人员解除" in shown[0], "您本人的款项" in shown[1]) == (True, True)
    assert ([each.status_code for each in sent], Hold.objects.live().count()) == ([200, 200], 2)


def test_who_filed_for_the_person_is_told_that_somebody_else_lifts_it(clerk, desk: Desk):
    hold = held()
    filed_for(hold.person, desk.clerk)
    shown = text(clerk, f"{LIST}{hold.pk}/")
    assert ("确认解除" in shown, "您为申请人代办过申请" in shown) == (False, True)


@pytest.mark.parametrize("reason", ["", "  ", "账号 6222021234567890128 已核"])
def test_a_result_is_asked_for_and_may_not_hold_a_number(clerk, reason: str):
    hold = held()
    response = clerk.post(f"{LIST}{hold.pk}/lift/", {"reason": reason})
    assert (list(response.context["form"].errors), Hold.objects.live().count()) == (["reason"], 1)


def test_a_reviewer_places_a_hold_from_the_due_list_and_a_double_click_places_one(clerk):
    due = make_due(make_payee(name="钱有为"))
    address = f"{LIST}place/{due.pk}/"
    assert address in text(clerk, "/payments/due/")
    key = clerk.get(address).context["form"]["pk"].value()
    sent = {"pk": str(key), "kind": "dispute_open", "reason": "公示期满后有人来信"}
    addresses = {clerk.post(address, sent).headers["Location"] for _ in range(2)}
    assert (addresses, Hold.objects.count()) == ({f"{LIST}{key}/"}, 1)
    assert "暂停发放：异议或申诉正在核查" in text(clerk, "/payments/due/")


def test_what_is_missing_or_refused_is_told_and_nothing_typed_is_lost(clerk):
    hold = held()
    due = hold.person.awards.get().instalments.get(sequence=1)
    address = f"{LIST}place/{due.pk}/"
    empty = clerk.post(address, {"pk": str(uuid.uuid4()), "reason": "打了一半"})
    again = clerk.post(address, {"pk": str(uuid.uuid4()), "kind": "by_hand", "reason": "打了一半"})
    assert (list(empty.context["form"].errors), "打了一半" in empty.content.decode()) == (["kind"], True)
    assert ("不用重复办理" in again.content.decode(), "打了一半" in again.content.decode()) == (True, True)
    assert Hold.objects.count() == 1


def test_a_draft_and_a_sealed_batch_say_how_many_of_their_payees_are_on_hold(clerk, desk: Desk):
    drafted, sealed = desk.drawn(), desk.sealed()
    for batch in (drafted, sealed):
        person = batch.lines.first().instalment.award.person
        actions.place_hold(person, by=make_user("reviewer"), pk=uuid.uuid4(), kind="by_hand", reason="待核实")
    shown = [text(clerk, f"/payments/{batch.pk}/") for batch in (drafted, sealed)]
    assert ["有 1 笔的收款人已暂停发放" in page for page in shown] == [True, True]
    assert ("才能封存" in shown[0], "暂停是在封存之后发生的" in shown[1]) == (True, True)
    assert len(clerk.get(f"/payments/{drafted.pk}/?only=held").context["page"]) == 1


def test_an_auditor_reads_and_changes_nothing(sign_in, desk: Desk):
    hold, auditor = held(), sign_in(make_user("auditor"))
    due = hold.person.awards.get().instalments.get(sequence=1)
    shown = text(auditor, f"{LIST}{hold.pk}/")
    codes = [
        auditor.get(LIST).status_code,
        auditor.post(f"{LIST}{hold.pk}/lift/", {"reason": "好"}).status_code,
        auditor.get(f"{LIST}place/{due.pk}/").status_code,
    ]
    assert (codes, "确认解除" in shown, Hold.objects.live().count()) == ([200, 403, 403], False, 1)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REVIEWER, Role.AUDITOR)])
def test_other_roles_are_refused(sign_in, desk: Desk, role: str):
    hold, client = held(), sign_in(make_user(role))
    opened = [client.get(address).status_code for address in (LIST, f"{LIST}{hold.pk}/")]
    assert [*opened, client.post(f"{LIST}{hold.pk}/lift/", {"reason": "好"}).status_code] == [403] * 3


def test_opening_a_page_lifts_and_places_nothing(clerk):
    hold = held()
    due = hold.person.awards.get().instalments.get(sequence=1)
    codes = [clerk.get(f"{LIST}{hold.pk}/lift/").status_code, clerk.get(f"{LIST}place/{due.pk}/").status_code]
    assert (codes, Hold.objects.live().count(), Hold.objects.count()) == ([405, 200], 1, 1)


def test_the_list_and_the_due_list_take_the_same_queries_for_one_and_for_many(clerk, django_assert_num_queries):
    for more in (1, 4):
        for number in range(more):
            held(f"甲{number}")
            with_another_account()
        for address, queries in ((LIST, QUERIES_OF_THE_LIST), ("/payments/due/", QUERIES_OF_THE_DUE_LIST)):
            clerk.get(address)
            with django_assert_num_queries(queries):
                clerk.get(address)


@pytest.mark.parametrize(("make", "queries"), [(held, 8), (with_another_account, 9), (gone, 8)])
def test_a_hold_takes_as_many_queries_as_these(clerk, django_assert_num_queries, make, queries: int):
    hold = make()
    clerk.get(f"{LIST}{hold.pk}/")
    with django_assert_num_queries(queries):
        clerk.get(f"{LIST}{hold.pk}/")


def advice(person: Person) -> list[tuple[str, str, str]]:
    return [(step.status_text, step.kind, step.advice[:8]) for step in payments_of(person)]


@pytest.mark.parametrize(
    ("make", "begins"),
    [(held, "人才办有情况需要"), (with_another_account, "您更换了收款账户"), (gone, "用人单位反映您已")],
)
def test_the_person_reads_in_kind_words_why_nothing_is_paid(desk: Desk, make, begins: str):
    person = make().person
    assert advice(person) == [("暂停发放", "warning", begins)] * 3
    assert "来信反映" not in str(payments_of(person))


def test_what_was_paid_or_is_on_its_way_is_told_as_such(desk: Desk):
    due = make_due()
    desk.sealed(due)
    person = due.award.person
    actions.place_hold(person, by=make_user("reviewer"), pk=uuid.uuid4(), kind="by_hand", reason="待核实")
    assert [step.status_text for step in payments_of(person)] == ["发放办理中", "暂停发放", "暂停发放"]


def test_the_office_desk_counts_people_on_hold(desk: Desk):
    first = held()
    make_clerk = make_user("reviewer")
    actions.place_hold(first.person, by=make_clerk, pk=uuid.uuid4(), kind="dispute_open", reason="异议")
    with_another_account()
    stats = [stat for _title, part in office_desk(desk.clerk)["parts"] for stat in part]
    assert [(each.value, each.url) for each in stats if each.label == "暂停发放"] == [(2, LIST)]


def test_a_leaver_who_is_paid_on_can_be_claimed_from_by_a_reviewer_should_that_prove_wrong(desk: Desk, clerk: Client):
    award = make_paid(paid_on=clock.today() - dt.timedelta(days=100))
    leave(award.person, left_on=clock.today())
    actions.settle_departures()
    hold = actions.lift_hold(award.person.payment_holds.get(), by=desk.clerk, reason="重大疾病，按规定继续发放")
    link = f'<a href="/payments/recoveries/open/{award.pk}/">按离职拟定追回</a>'
    confirm(award.person)
    after = text(clerk, f"{LIST}{hold.pk}/")
    EmploymentConfirmation.objects.all().delete()
    assert (link in text(clerk, f"{LIST}{hold.pk}/"), link in after) == (True, False)
