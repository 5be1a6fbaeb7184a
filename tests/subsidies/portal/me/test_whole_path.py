"""From consent to confirmation without scripts, counted: what a single person with one degree has to do."""

from __future__ import annotations

from django.test import Client

from subsidies.applications.models import Application
from talent.profiles.models import Institution
from tests.factories import make_employer, make_user
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant, Page


def test_the_path_is_eight_pages_twenty_fields_and_three_uploads(client: Client, jilin: Institution):
    user, employer = make_user(), make_employer()
    client.force_login(user)
    person = Applicant(client, user)
    seen: list[Page] = [Page(client.get("/me/apply/benefits/", follow=True))]

    def send(data: dict) -> None:
        seen.append(person.sends(seen[-1].response.request["PATH_INFO"], data))

    send({"agreed": "on", "next": "/me/apply/benefits/"})
    send(fill.identity() | fill.benefits(key=seen[-1].value("key")))
    send(fill.degree(key=seen[-1].value("key")))
    send(fill.employment(employer))
    send(fill.account(key=seen[-1].value("key")))
    send(fill.scans("graduation_certificate", "degree_certificate", "contract"))
    send({"declared": "on", "seen": seen[-1].value("seen")})

    assert [page.title for page in seen] == [
        "敏感个人信息单独同意",
        "第 1 步开始申请",
        "第 2 步，共 6 步添加学位",
        "第 3 步，共 6 步任职信息",
        "第 4 步，共 6 步收款账户",
        "第 5 步，共 6 步证明材料",
        f"{Application.objects.get().number}核对并提交",
        "申请已提交",
    ]
    assert (len(seen), sum(len(page.asked()) for page in seen), sum(len(page.files()) for page in seen)) == (8, 20, 3)
    assert Application.objects.get().status == "awaiting_employer"
