"""An applicant answers an objection of their unit: in words alone, or together with what is handed in again."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from subsidies.applications.models import Application
from subsidies.portal import actions as portal
from subsidies.verification import actions
from subsidies.verification.models import DisputeMessage
from talent.accounts.representation import Representation
from talent.mandates.permissions import NoMandate, StandIn
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.portal.me.applicant import Applicant
from tests.talent.employers.rosters import hr_of

WORDS = "合同是三年的，见合同第 2 页"


@pytest.fixture
def case(office: Office) -> Application:
    """Disputed, with the applicant."""
    found = office.submitted()
    actions.dispute(found, by=office.hr, submission=latest(found), reason="contract_differs", comment="合同为两年")
    return fresh(found)


@pytest.fixture
def applicant(client: Client, case: Application) -> Applicant:
    return Applicant.signed_in(client, case.person.user)


def talk_page(case: Application) -> str:
    return f"/me/cases/{case.pk}/messages/"


def test_the_start_page_leads_to_a_message_which_is_sent_alone(applicant: Applicant, case: Application):
    links = applicant.reads("/me/").main.xpath(f".//a[@href='{talk_page(case)}']")
    asked = applicant.reads(talk_page(case))
    sent = applicant.sends(talk_page(case), {"pk": asked.value("pk"), "text": WORDS})
    assert ([link.text for link in links], sent.messages, fresh(case).status) == (
        ["给单位留言"],
        ["留言已发给单位。"],
        "disputed",
    )
    assert [words in sent.text for words in ("合同期限不一致：合同为两年", WORDS)] == [True, True]


def test_the_applicant_reads_what_the_unit_writes_but_not_who_wrote_it(
    applicant: Applicant, case: Application, office: Office
):
    actions.write_message(case, by=office.hr, pk=uuid.uuid4(), text="请上传合同第 2 页")
    text = applicant.reads(talk_page(case)).text
    assert ("请上传合同第 2 页" in text, office.hr.display_name in text) == (True, False)


def test_words_are_handed_in_together_with_the_case(applicant: Applicant, case: Application):
    check = applicant.reads("/me/apply/check/")
    sent = {"seen": check.value("seen"), "declared": "on", "answer": f" {WORDS}\n"}
    applicant.sends("/me/apply/check/", sent)
    applicant.sends("/me/apply/check/", sent)
    message = DisputeMessage.objects.get()
    assert (fresh(case).status, message.text, message.submission, message.side, message.employer) == (
        "awaiting_employer",
        WORDS,
        latest(case),
        "applicant",
        case.employer,
    )


def test_the_case_is_handed_in_without_words_as_well(applicant: Applicant, case: Application):
    seen = applicant.reads("/me/apply/check/").value("seen")
    applicant.sends("/me/apply/check/", {"seen": seen, "declared": "on", "answer": ""})
    assert (fresh(case).status, DisputeMessage.objects.count()) == ("awaiting_employer", 0)


def test_words_that_cannot_be_sent_are_kept_with_the_error(applicant: Applicant, case: Application):
    seen, text = applicant.reads("/me/apply/check/").value("seen"), "我的证件号 220102200005011238"
    answer = applicant.sends("/me/apply/check/", {"seen": seen, "declared": "on", "answer": text})
    kept = answer.main.xpath(".//textarea[@name='answer']")[0].text_content().strip()
    assert (answer.errors, kept, fresh(case).status) == (
        ["给单位的答复（可不填）：这里像是写了身份证号码、银行账号或手机号码，请删去。"],
        text,
        "disputed",
    )


def test_words_stay_when_something_was_changed_in_another_window(applicant: Applicant, case: Application):
    answer = applicant.sends("/me/apply/check/", {"seen": "other", "declared": "on", "answer": WORDS})
    kept = answer.main.xpath(".//textarea[@name='answer']")[0].text_content().strip()
    assert (kept, DisputeMessage.objects.count(), fresh(case).status) == (WORDS, 0, "disputed")


def test_a_case_that_is_not_disputed_asks_for_no_words(client: Client, office: Office):
    draft = office.draft()
    assert Applicant.signed_in(client, draft.person.user).reads("/me/apply/check/").asked() == {"declared"}


def test_what_was_said_stays_to_be_read_once_the_objection_is_over(applicant: Applicant, case: Application):
    seen = applicant.reads("/me/apply/check/").value("seen")
    applicant.sends("/me/apply/check/", {"seen": seen, "declared": "on", "answer": WORDS})
    assert len(applicant.reads(f"/me/cases/{case.pk}/").main.xpath(f".//a[@href='{talk_page(case)}']")) == 1
    page = applicant.reads(talk_page(case))
    assert (WORDS in page.text, "text" in page.asked()) == (True, False)


def test_others_find_no_page(client: Client, case: Application):
    stranger = Applicant.signed_in(client, make_user())
    assert stranger.client.get(talk_page(case)).status_code == 404


def test_who_files_for_the_applicant_says_nothing_in_their_name(case: Application, office: Office):
    agent, user = hr_of(office.employer), case.person.user
    user.represented_by = StandIn(filed_for(case.person, agent, ended=False), agent)
    with pytest.raises(ActionRefused) as refusal:
        actions.write_message(case, by=user, pk=uuid.uuid4(), text=WORDS)
    assert (isinstance(refusal.value, NoMandate), DisputeMessage.objects.count()) == (False, 0)


def test_words_that_nobody_has_confirmed_are_not_handed_in_by_who_files(
    case: Application, office: Office, monkeypatch: pytest.MonkeyPatch
):
    agent, user = office.reviewer, case.person.user
    standing: Representation = StandIn(filed_for(case.person, agent, ended=False), agent)
    user.represented_by = standing
    for name in ("spend", "tell_filed"):
        monkeypatch.setattr(portal.mandates, name, lambda *_args: None)
    portal.hand_in(case, by=user, seen=portal.digest_seen(case), answer=WORDS)
    assert (fresh(case).status, DisputeMessage.objects.count()) == ("awaiting_employer", 0)
