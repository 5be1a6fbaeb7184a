"""Filing for somebody who cannot: mandates, and the pages of an application under one."""

from django.urls import path

from subsidies.portal.views.acting import desk, filing
from subsidies.portal.views.me import apply, evidence, lists, profile
from subsidies.portal.views.me.access import under_mandate

app_name = "acting"
FOR = "<uuid:mandate>/"
urlpatterns = [
    path("", desk.mandate_list, name="list"),
    path("new/", desk.mandate_new, name="new"),
    path("<uuid:pk>/", desk.mandate, name="mandate"),
    path("<uuid:pk>/code/", desk.mandate_code, name="mandate_code"),
    path("<uuid:pk>/effect/", desk.mandate_effect, name="mandate_effect"),
    path("<uuid:pk>/accept/", desk.mandate_accept, name="mandate_accept"),
    path("<uuid:pk>/end/", desk.mandate_end, name="mandate_end"),
    path("sheets/<uuid:pk>/accept/", filing.sheet_accept, name="sheet_accept"),
    path(f"{FOR}apply/", under_mandate(apply.task_list), name="task_list"),
    path(f"{FOR}apply/benefits/", under_mandate(apply.benefits), name="benefits"),
    path(f"{FOR}apply/check/", filing.check, name="check"),
    path(f"{FOR}apply/check/code/", filing.confirm_code, name="confirm_code"),
    path(f"{FOR}apply/check/sheet/", filing.confirm_sheet, name="confirm_sheet"),
    path(f"{FOR}apply/check/submit/", filing.submit, name="submit"),
    path(f"{FOR}employment/", under_mandate(profile.employment), name="employment"),
    path(f"{FOR}household/", under_mandate(profile.household), name="household"),
    path(f"{FOR}bank-account/", under_mandate(profile.bank_account), name="bank_account"),
    path(f"{FOR}degrees/", under_mandate(lists.degrees), name="degrees"),
    path(f"{FOR}degrees/new/", under_mandate(lists.degree), name="degree_new"),
    path(f"{FOR}degrees/<uuid:pk>/", under_mandate(lists.degree), name="degree"),
    path(f"{FOR}degrees/<uuid:pk>/remove/", under_mandate(lists.degree_remove), name="degree_remove"),
    path(f"{FOR}children/", under_mandate(lists.children), name="children"),
    path(f"{FOR}children/new/", under_mandate(lists.child), name="child_new"),
    path(f"{FOR}children/<uuid:pk>/", under_mandate(lists.child), name="child"),
    path(f"{FOR}children/<uuid:pk>/remove/", under_mandate(lists.child_remove), name="child_remove"),
    path(f"{FOR}evidence/", under_mandate(evidence.evidence), name="evidence"),
    path(f"{FOR}evidence/<uuid:pk>/withdraw/", under_mandate(evidence.evidence_withdraw), name="evidence_withdraw"),
    path(f"{FOR}evidence/<uuid:pk>/file/", filing.evidence_file, name="evidence_file"),
]
