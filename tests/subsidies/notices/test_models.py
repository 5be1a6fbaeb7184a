"""The database itself refuses what must never be on a notice."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from subsidies.notices.models import NoticeEntry, PublicNotice
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import drawn

pytestmark = pytest.mark.django_db


def broken(act: object) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()  # type: ignore[operator]
    return str(refusal.value)


def test_schooling_cannot_be_listed(office: Office):
    entries = drawn(office).entries
    assert "nothing_about_children_is_listed" in broken(lambda: entries.update(benefit="schooling"))


@pytest.mark.parametrize("column", [{"shown_name": "李*"}, {"benefit": "schooling"}, {"amount_yuan": 1}])
def test_what_is_not_listed_holds_nothing_to_read(office: Office, column: dict[str, object]):
    empty = {"shown_name": "", "employer_name": "", "degree": "", "benefit": "", "amount_yuan": None}
    entries = drawn(office).entries
    message = broken(lambda: entries.update(listed=False, **(empty | column)))
    assert "nothing_about_children_is_listed" in message


def test_a_decision_stands_on_one_live_notice(office: Office):
    first, second = drawn(office), drawn(office)
    decision = first.entries.get().decision
    message = broken(lambda: NoticeEntry.objects.filter(notice=second).update(decision=decision))
    assert "decision" in message


def test_two_notices_never_share_a_number(office: Office):
    first, second = drawn(office), drawn(office)
    message = broken(lambda: PublicNotice.objects.filter(pk=second.pk).update(number=first.number))
    assert "number" in message


def test_a_notice_is_not_published_without_its_days(office: Office):
    notice = PublicNotice.objects.filter(pk=drawn(office).pk)
    assert "published_notice_has_days" in broken(lambda: notice.update(status="published"))


def test_full_names_are_not_shown_without_a_basis(office: Office):
    notice = PublicNotice.objects.filter(pk=drawn(office).pk)
    assert "full_names_have_a_basis" in broken(lambda: notice.update(name_display="full"))
