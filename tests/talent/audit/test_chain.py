"""The chain over the log shows any change."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from talent.audit import append_only, chain
from talent.audit.events import record
from talent.audit.models import AuditEvent, EventLink
from talent.audit.tasks import link_events, link_late_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> list[AuditEvent]:
    return [record(f"demo.{number}", None, by=None, detail={"n": number}) for number in range(1, 6)]


def forge(statement: str) -> None:
    """Change the log as someone would who can lift the triggers and put them back."""
    append_only.lift(connection, append_only.tables())
    with connection.cursor() as cursor:
        cursor.execute(statement)
    append_only.install(connection, append_only.tables())


def test_events_get_their_places_in_the_order_in_which_they_came(events):
    assert link_events.func() == 5
    assert list(EventLink.objects.values_list("position", "event_id")) == list(enumerate((e.pk for e in events), 1))


def test_linking_again_finds_nothing_to_do(events):
    chain.link_pending()
    assert (chain.link_pending(), chain.pending()) == (0, 0)


def test_linking_goes_on_over_several_batches(events, monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 2)
    assert (chain.link_pending(), chain.verify().difference) == (5, "")


def test_an_event_that_was_committed_late_is_linked_after_younger_ones(events, monkeypatch):
    first = events[0].pk
    with monkeypatch.context() as patch:
        patch.setattr(chain, "_low_water", lambda: first)
        chain.link_pending()
    chain.link_pending()
    assert (EventLink.objects.get(event_id=first).position, chain.verify().difference) == (5, "")


def test_an_event_that_was_committed_very_late_is_found_by_the_daily_look_through_everything(events, monkeypatch):
    monkeypatch.setattr(chain, "_low_water", lambda: events[0].pk)
    chain.link_pending()
    assert (link_late_events.func(), EventLink.objects.get(event_id=events[0].pk).position) == (1, 5)


def test_an_untouched_log_has_no_difference(events):
    chain.link_pending()
    record("demo.later", None, by=None)
    assert chain.verify() == chain.Verification(chain.head(), 1, "")


def test_an_empty_log_has_an_empty_head():
    assert chain.verify() == chain.Verification(chain.Head(0, ""), 0, "")


EVENT = "UPDATE audit_auditevent SET"
LINK = "UPDATE audit_eventlink SET"


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        (f"{EVENT} verb = 'forged' WHERE verb = 'demo.3'", "link 3, event {2}: the event was changed"),
        (f"{EVENT} detail = '[9]' WHERE verb = 'demo.2'", "link 2, event {1}: the event was changed"),
        (f"{EVENT} actor_name = '李四' WHERE verb = 'demo.2'", "link 2, event {1}: the event was changed"),
        (f"{EVENT} digest = 'x' WHERE verb = 'demo.2'", "link 2, event {1}: the event was changed"),
        ("DELETE FROM audit_eventlink WHERE position = 2", "links missing between 1 and 3"),
        (f"{LINK} previous_hash = 'x' WHERE position = 4", "link 4, event {3}: does not follow link 3"),
        (f"{LINK} hash = 'x' WHERE position = 5", "link 5, event {4}: the hash does not fit"),
    ],
)
def test_the_first_difference_is_named(events, statement, difference):
    chain.link_pending()
    forge(statement)
    assert chain.verify().difference == difference.format(*(event.pk for event in events))


def test_an_event_swapped_with_its_digest_does_not_fit_its_link(events):
    chain.link_pending()
    third = events[2]
    third.verb = "forged"
    digest = chain.canonical.digest(third.content())
    forge(f"UPDATE audit_auditevent SET verb = 'forged', digest = '{digest}' WHERE id = {third.pk}")
    assert chain.verify().difference == f"link 3, event {third.pk}: the hash does not fit"


def test_a_changed_event_is_found_before_it_is_linked(events):
    forge("UPDATE audit_auditevent SET reason = 'forged' WHERE verb = 'demo.1'")
    assert chain.verify().difference == f"event {events[0].pk}, not yet linked: the event was changed"


def test_a_chain_cut_off_at_its_end_is_found_by_a_head_noted_earlier(events):
    chain.link_pending()
    noted = chain.head()
    forge("DELETE FROM audit_eventlink WHERE position = 5")
    forge("DELETE FROM audit_auditevent WHERE verb = 'demo.5'")
    expected = f"the head noted earlier, {noted}, is not in the chain"
    assert (chain.verify().difference, chain.verify(expected=noted).difference) == ("", expected)


def test_missing_triggers_are_a_difference(events):
    append_only.lift(connection, ["audit_eventlink"])
    found = chain.verify().difference
    append_only.install(connection, ["audit_eventlink"])
    assert found.startswith("triggers missing: append_only_audit_eventlink_update")


def test_a_place_is_given_once(events):
    chain.link_pending()
    link = EventLink.objects.get(position=5)
    late = record("demo.late", None, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventLink.objects.bulk_create([EventLink(position=5, event=late, previous_hash="", hash="other")])
    assert EventLink.objects.get(position=5) == link


def test_a_head_is_read_back_from_its_text(events):
    chain.link_pending()
    assert chain.parse_head(str(chain.head())) == chain.head()


@pytest.mark.parametrize("text", ["", "5", "x:y", "5:abc"])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(chain.HeadUnknown) as error:
        chain.parse_head(text)
    assert str(error.value) == "A head is written position:hash"


def test_the_command_reports_head_and_backlog(events, capsys):
    chain.link_pending()
    record("demo.later", None, by=None)
    call_command("verify_audit")
    assert capsys.readouterr().out.splitlines() == [
        "linked: 5",
        "not yet linked: 1",
        f"head: {chain.head()}",
        "no difference",
    ]


def test_the_command_fails_at_a_difference(events, capsys):
    chain.link_pending()
    forge("UPDATE audit_auditevent SET verb = 'forged' WHERE verb = 'demo.1'")
    with pytest.raises(CommandError) as error:
        call_command("verify_audit", head=str(chain.head()))
    assert str(error.value) == f"link 1, event {events[0].pk}: the event was changed"


def test_the_command_refuses_a_head_that_is_none(capsys):
    with pytest.raises(CommandError) as error:
        call_command("verify_audit", head="nonsense")
    assert str(error.value) == "A head is written position:hash"
